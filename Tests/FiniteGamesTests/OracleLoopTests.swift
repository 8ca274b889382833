import Contracts
import Synchronization
import Testing

@testable import FiniteGames

@Suite struct OracleLoopTests {
  /// The first is OpenSpiel's test of double oracle; all start from each player's first action.
  @Test(
    arguments: [
      (Sample.rockPaperScissors, [2, 2, 0]), (Sample.biased, [0.5, 0.1, 0]), (Sample.three, [5, 4, 4, 11.0 / 3, 0]),
    ] as [(PayoffMatrix, [Double])])
  func gapsOfDoubleOracle(_ matrix: PayoffMatrix, _ gaps: [Double]) throws {
    for (id, options) in [("double-oracle", [:]), ("psro", [:]), ("psro", ["meta": OptionValue.word("nash")])] {
      let (found, iterations) = try solution(id, Contest(FiniteGame(zeroSum: matrix)), options: options)
      #expect(iterations.count == gaps.count)
      for (iteration, gap) in zip(iterations, gaps) { #expect(abs(iteration.gap.nashConv - gap) <= 1e-14) }
      #expect(found.outcome == .converged)
      #expect(distance(found.profile, try zeroSumEquilibrium(matrix).profile) <= 1e-14)
    }
  }

  @Test func columnsCountSupportsAndActions() throws {
    let (found, iterations) = try solution("double-oracle", Contest(FiniteGame(zeroSum: Sample.three)))
    #expect(iterations.first?.extras == [1, 1, 1, 1])
    #expect(iterations.last?.extras == [3, 3, 3, 3])
    #expect(found.figures.map(\.name) == ["support_1", "support_2", "strategies_1", "strategies_2"])
  }

  /// From the equilibrium's support nothing is to be added.
  @Test func aStartFillsThePool() throws {
    let (found, iterations) = try solution("double-oracle", Contest(FiniteGame(zeroSum: Sample.three))) {
      $0.start = [[0.2, 0.3, 0.5], [0.2, 0.3, 0.5]]
    }
    #expect(iterations.count == 1)
    #expect(found.gap.nashConv <= 1e-14)
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>) func theEndIsAnEquilibrium(_ seed: UInt64) throws {
    let matrix = Sample.gaussian(40, 60, seed: seed)
    let found = try solution("double-oracle", Contest(FiniteGame(zeroSum: matrix))).solution
    #expect(abs(found.gap.values[0] - (try zeroSumEquilibrium(matrix)).value) <= 5e-5)
    #expect(found.gap == FiniteGame(zeroSum: matrix).gap(at: found.profile) || found.gap.nashConv <= 1e-13)
  }

  /// `meta=uniform` is fictitious play: the counts of responses to counts, from the first actions on.
  @Test(arguments: [Sample.biased, Sample.three]) func uniformIsFictitiousPlay(_ matrix: PayoffMatrix) throws {
    let game = FiniteGame(zeroSum: matrix)
    let (found, iterations) = try solution("psro", Contest(game), options: ["meta": .word("uniform")])
    var counts = [[1.0, 0, 0], [1.0, 0, 0]]
    for t in 1...1000 {
      let profile = counts.map { $0.map { $0 / Double(t) } }
      #expect(distance(iterations[t - 1].profile, profile) <= 1e-15)
      for (player, payoffs) in game.payoffs(at: profile).enumerated() { counts[player][bestAction(payoffs)] += 1 }
    }
    #expect(found.outcome == .iterationBudget)
  }

  /// Printed values of fictitious play after 1000 rounds.
  @Test func printedValuesOfFictitiousPlay() throws {
    let meta = ["meta": OptionValue.word("uniform")]
    let biased = try solution("psro", Contest(FiniteGame(zeroSum: Sample.biased)), options: meta).solution
    #expect(abs(biased.gap.nashConv - 0.0057) <= 1e-12)
    #expect(distance(biased.profile, [[0.06, 0.657, 0.283], [0.06, 0.657, 0.283]]) <= 1e-12)
    let three = try solution("psro", Contest(FiniteGame(zeroSum: Sample.three)), options: meta).solution
    #expect(abs(three.gap.nashConv - 0.16) <= 1e-12)
    #expect(distance(three.profile, [[0.162, 0.401, 0.437], [0.329, 0.322, 0.349]]) <= 1e-12)
  }

  /// The second of two different responses weighs e times the first.
  @Test func uniformBiasedFollowsASoftmax() throws {
    let (_, iterations) = try solution(
      "psro", Contest(FiniteGame(zeroSum: Sample.rockPaperScissors)), iterations: 2,
      options: ["meta": .word("uniform-biased")])
    let strategy = [0.2689414213699951, 0.7310585786300049, 0]
    #expect(distance(iterations[1].profile, [strategy, strategy]) <= 1e-15)
  }

  /// Rules of self-play solve the restricted game where they are registered; otherwise the option is refused.
  @Test(arguments: [("prd", "projected-replicator"), ("regret-matching", "regret-matching")])
  func metaStrategiesBySelfPlay(_ meta: String, _ id: String) throws {
    let contest = Contest(FiniteGame(zeroSum: Sample.biased))
    let options = ["meta": OptionValue.word(meta), "meta_iterations": .integer(2000)]
    guard allAlgorithms.contains(where: { $0.card.id == id }) else {
      #expect(throws: Refusal.self) { try solution("psro", contest, options: options) }
      return
    }
    let (found, iterations) = try solution("psro", contest, options: options, knobs: ["dt": 0.1])
    #expect(iterations.last?.extras.suffix(2) == [3, 3])
    #expect(found.outcome == .nothingToAdd)
    #expect(found.gap.nashConv < 0.02)
  }

  @Test func runsThatEndEarlySayWhy() throws {
    let contest = Contest(FiniteGame(zeroSum: Sample.three))
    #expect(try solution("double-oracle", contest, iterations: 2).solution.outcome == .iterationBudget)
    let loose = try solution("double-oracle", contest) { $0.tolerance = 4 }
    #expect(loose.solution.outcome == .converged && loose.iterations.count == 2)
    let stopped = try solution("double-oracle", contest) { $0.isInterrupted = { true } }
    #expect(stopped.solution.outcome == .interrupted && stopped.iterations.count == 1)
    let every = try solution("double-oracle", contest) { $0.recordEvery = 2 }
    #expect(every.iterations.map(\.number) == [2, 4, 5])
  }

  /// Payoffs `(a - b)^2` of points on [0, 1]: value 1/4, by player 2 at the middle.
  private struct Distances: PayoffRows {
    let count: Int
    let asked = Asked()
    final class Asked: Sendable { let lines = Mutex(0) }
    var actionCounts: [Int] { [count, count] }
    func row(_ i: Int) -> [Double] {
      asked.lines.withLock { $0 += 1 }
      let point = Double(i) / Double(count - 1)
      return (0..<count).map { j in
        let difference = point - Double(j) / Double(count - 1)
        return difference * difference
      }
    }
    func column(_ j: Int) -> [Double] { row(j) }
  }

  /// More actions than a profile lists: the whole matrix is never asked for, and the points of the pool are reported.
  @Test func manyActionsAreReportedAsPoints() throws {
    let rows = Distances(count: 600_001)
    let loop = OracleLoop(meta: MetaStrategy(rule: .nash), tolerance: 1e-9)
    let found = try loop.solve(rows, Run(iterations: 100)) { action, _ in [Double(action) / 600_000] }
    #expect(rows.asked.lines.withLock { $0 } < 20)
    #expect(abs(found.gap.values[0] - 0.25) <= 1e-9)
    #expect(found.profile.map(\.count) == found.points.map(\.count))
    let middle = inner(found.profile[1], found.points[1].map { $0[0] })
    #expect(abs(middle - 0.5) <= 1e-5)
  }

  @Test func payoffsThatAreNotFiniteAreRefused() throws {
    let matrix = PayoffMatrix([[0, 1], [.nan, 0]])
    #expect(throws: Refusal.self) { try solution("double-oracle", Contest(FiniteGame(zeroSum: matrix))) }
    let game = FiniteGame(PayoffMatrix([[3, 0], [5, 1]]), PayoffMatrix([[3, 5], [0, 1]]))
    #expect(throws: Refusal.self) { try solution("psro", Contest(game)) }
  }
}
