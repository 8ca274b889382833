import Contracts
import Glibc
import Testing

@testable import FiniteGames

@Suite struct QuantalResponseTests {
  private static let threePlayers: FiniteGame = {
    let tables = (1...3).map { Sample.gaussian(2, 6, seed: $0).entries }
    return FiniteGame(actionCounts: [2, 3, 2], tables: tables)
  }()
  private static let battle = FiniteGame(PayoffMatrix([[3, 1], [0, 2]]), PayoffMatrix([[2, 1], [0, 3]]))
  private static let lopsided = FiniteGame(PayoffMatrix([[4, 0], [0, 1]]), PayoffMatrix([[3, 0], [0, 2]]))
  private static let games = [
    FiniteGame(zeroSum: Sample.biased), FiniteGame(zeroSum: Sample.three), lopsided, threePlayers,
    FiniteGame(Sample.gaussian(4, 6, seed: 7), Sample.gaussian(4, 6, seed: 8)),
  ]

  /// What is left of `x = softmax(lambda u)`, relative to each probability.
  private func residual(_ game: FiniteGame, _ profile: Profile, _ lambda: Double) -> Double {
    var most = 0.0
    for (strategy, payoffs) in zip(profile, game.payoffs(at: profile)) {
      let top = payoffs.max() ?? 0
      let weights = payoffs.map { exp(lambda * ($0 - top)) }
      let sum = weights.reduce(0, +)
      for (x, weight) in zip(strategy, weights) where x > 1e-250 { most = max(most, (x * sum / weight - 1).magnitude) }
      most = max(most, (strategy.reduce(0, +) - 1).magnitude)
    }
    return most
  }

  @Test(arguments: games.indices, [0.01, 1, 5, 20, 100])
  func everyPointOfThePathIsALogitEquilibrium(_ index: Int, _ lambda: Double) throws {
    let game = Self.games[index]
    let (found, iterations) = try solution("qre", Contest(game), knobs: ["lambda": lambda])
    #expect(found.outcome == .solved)
    #expect(iterations.last?.extras == [lambda])
    #expect(iterations.map(\.number) == Array(1...iterations.count))
    for iteration in iterations { #expect(residual(game, iteration.profile, iteration.extras[0]) <= 1e-12) }
  }

  /// The path's points at neighbouring lambda are neighbours: no jump to another branch.
  @Test(arguments: games.indices) func thePathDoesNotJump(_ index: Int) throws {
    let game = Self.games[index]
    let ends = try stride(from: 0.25, through: 30, by: 0.25).map {
      try solution("qre", Contest(game), knobs: ["lambda": $0]).solution.profile
    }
    #expect(distance(ends[0], game.uniformProfile) < 0.5)
    for (before, after) in zip(ends, ends.dropFirst()) { #expect(distance(before, after) < 0.35) }
  }

  @Test(arguments: games.indices) func largeLambdaApproachesANashEquilibrium(_ index: Int) throws {
    let game = Self.games[index]
    let gaps = try [100.0, 1000, 10_000].map { lambda in
      let found = try solution("qre", Contest(game), knobs: ["lambda": lambda]).solution
      #expect(found.outcome == .solved)
      #expect(found.notes.count == 1)
      return found.gap.nashConv
    }
    // lambda NashConv is at most the sum of the logarithms of the numbers of actions.
    let bound = game.actionCounts.reduce(0) { $0 + log(Double($1)) }
    for (gap, lambda) in zip(gaps, [100.0, 1000, 10_000]) { #expect(gap * lambda <= bound) }
  }

  @Test func zeroSumLimits() throws {
    for matrix in [Sample.biased, Sample.three] {
      let game = FiniteGame(zeroSum: matrix)
      let limit = try zeroSumEquilibrium(matrix).profile
      let found = try solution("qre", Contest(game), knobs: ["lambda": 10_000]).solution
      #expect(distance(found.profile, limit) < 1e-2)
    }
  }

  /// Payoffs in other units with lambda in theirs give the same point.
  @Test(arguments: [1e-6, 1e6]) func unitsCancel(_ unit: Double) throws {
    let scaled = PayoffMatrix(rows: 3, columns: 3, entries: Sample.three.entries.map { $0 * unit })
    let one = try solution("qre", Contest(FiniteGame(zeroSum: Sample.three)), knobs: ["lambda": 7]).solution
    let two = try solution("qre", Contest(FiniteGame(zeroSum: scaled)), knobs: ["lambda": 7 / unit]).solution
    #expect(distance(one.profile, two.profile) <= 1e-13)
  }

  /// Symmetric under exchange of players and actions: other branches leave at a pitchfork, the path goes straight on.
  ///
  /// The same is said where branches come too near to be told apart.
  @Test func aCrossingIsSaid() throws {
    let near = FiniteGame(PayoffMatrix([[3 + 1e-9, 1], [0, 2]]), PayoffMatrix([[2, 1], [0, 3]]))
    #expect(try solution("qre", Contest(near), knobs: ["lambda": 5]).solution.notes.count == 2)
    let before = try solution("qre", Contest(Self.battle), knobs: ["lambda": 0.9]).solution
    #expect(before.notes.count == 1)
    let after = try solution("qre", Contest(Self.battle), knobs: ["lambda": 5]).solution
    #expect(after.outcome == .solved)
    #expect(after.notes.contains { $0.contains("another branch crosses") })
    #expect((after.profile[0][0] - after.profile[1][1]).magnitude <= 1e-12)
  }

  /// Close to the symmetric game the branch turns or bends sharply, and must not jump across the former crossing.
  @Test(arguments: [1e-1, 1e-3, 1e-6]) func nearlySymmetricGamesBend(_ difference: Double) throws {
    let game = FiniteGame(PayoffMatrix([[3 + difference, 1], [0, 2]]), PayoffMatrix([[2, 1], [0, 3]]))
    let found = try solution("qre", Contest(game), knobs: ["lambda": 20]).solution
    #expect(found.outcome == .solved)
    #expect(found.notes.count == 1)
    // The pure equilibrium that the perturbation favours.
    #expect(found.profile[0][0] > 0.9 && found.profile[1][0] > 0.9)
  }

  @Test func tooFewStepsAreSaid() throws {
    let (found, iterations) = try solution(
      "qre", Contest(FiniteGame(zeroSum: Sample.three)), iterations: 3, knobs: ["lambda": 1e6])
    guard case .stopped(let reason) = found.outcome else {
      Issue.record("the outcome is \(found.outcome)")
      return
    }
    #expect(reason.contains("lambda reached"))
    #expect(iterations.count == 3)
    #expect(found.gap.nashConv > 0)
  }
}
