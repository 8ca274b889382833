import Contracts
import Testing

@testable import FiniteGames

@Suite struct SupportEnumerationTests {
  /// All equilibria of a game, and its notes.
  private func enumerate(_ first: PayoffMatrix, _ second: PayoffMatrix) throws -> Solution {
    let game = FiniteGame(first, second)
    let (found, iterations) = try solution("support-enumeration", Contest(game))
    #expect(found.outcome == .solved)
    #expect(iterations.map(\.profile) == found.equilibria)
    #expect(found.equilibria.first == found.profile)
    for player in 0..<2 {
      let range = game.range(of: player)
      for profile in found.equilibria {
        #expect(game.gap(at: profile).improvements[player] <= 1e-13 * (range.upperBound - range.lowerBound))
      }
    }
    return found
  }

  private func expect(_ found: Solution, _ profiles: [Profile], isDegenerate: Bool = false) {
    #expect(found.equilibria.count == profiles.count)
    for (got, expected) in zip(found.equilibria, profiles) { #expect(distance(got, expected) <= 1e-15) }
    #expect(found.notes.contains { $0.contains("degenerate") } == isDegenerate)
  }

  @Test func prisonersDilemma() throws {
    expect(try enumerate(PayoffMatrix([[3, 0], [5, 1]]), PayoffMatrix([[3, 5], [0, 1]])), [[[0, 1], [0, 1]]])
  }

  /// Nashpy's first example of a game with three equilibria.
  @Test func battleOfTheSexes() throws {
    expect(
      try enumerate(PayoffMatrix([[3, 1], [0, 2]]), PayoffMatrix([[2, 1], [0, 3]])),
      [[[1, 0], [1, 0]], [[0, 1], [0, 1]], [[0.75, 0.25], [0.25, 0.75]]])
  }

  /// von Stengel (2007), Algorithmic Game Theory, chapter 3.
  @Test func threeByTwo() throws {
    expect(
      try enumerate(PayoffMatrix([[3, 3], [2, 5], [0, 6]]), PayoffMatrix([[3, 2], [2, 6], [3, 1]])),
      [
        [[1, 0, 0], [1, 0]], [[0.8, 0.2, 0], [2.0 / 3, 1.0 / 3]], [[0, 1.0 / 3, 2.0 / 3], [1.0 / 3, 2.0 / 3]],
      ])
  }

  /// The same with a tie: against the first row both columns are best, so that supports of unequal size occur.
  @Test func degenerateThreeByTwo() throws {
    let found = try enumerate(PayoffMatrix([[3, 3], [2, 5], [0, 6]]), PayoffMatrix([[3, 3], [2, 6], [3, 1]]))
    expect(
      found,
      [[[1, 0, 0], [1, 0]], [[1, 0, 0], [2.0 / 3, 1.0 / 3]], [[0, 1.0 / 3, 2.0 / 3], [1.0 / 3, 2.0 / 3]]],
      isDegenerate: true)
    #expect(found.notes[0].contains("continua"))
  }

  /// A tie off the equilibrium path: the game is degenerate, its only equilibrium is not.
  @Test func degenerateWithoutContinuum() throws {
    let found = try enumerate(PayoffMatrix([[2, 2], [1, 1]]), PayoffMatrix([[1, 0], [3, 3]]))
    expect(found, [[[1, 0], [1, 0]]], isDegenerate: true)
    #expect(!found.notes[0].contains("continua"))
  }

  @Test func everythingIsAnEquilibriumWhereNothingMatters() throws {
    let zero = PayoffMatrix([[0, 0, 0], [0, 0, 0]])
    let found = try enumerate(zero, zero)
    #expect(found.equilibria.count == 6)
    #expect(found.notes[0].contains("continua"))
  }

  /// Coordination on n actions: one equilibrium for every set of actions.
  @Test(arguments: 1...7) func coordination(_ n: Int) throws {
    let identity = PayoffMatrix((0..<n).map { i in (0..<n).map { $0 == i ? 1 : 0 } })
    let found = try enumerate(identity, identity)
    #expect(found.equilibria.count == 1 << n - 1)
    #expect(found.notes.isEmpty)
    let uniform = Strategy(repeating: 1 / Double(n), count: n)
    #expect(distance(found.equilibria[found.equilibria.count - 1], [uniform, uniform]) <= 1e-15)
  }

  /// A game with more equilibria than coordination has; with its second matrix transposed it has 7.
  ///
  /// Both numbers were counted in rational arithmetic; von Stengel (1999), Discrete and Computational Geometry 21, 557.
  @Test func seventyFiveEquilibria() throws {
    let first = PayoffMatrix([
      [9504, -660, 19976, -20526, 1776, -8976],
      [-111_771, 31680, -130_944, 168_124, -8514, 52764],
      [397_584, -113_850, 451_176, -586_476, 29216, -178_761],
      [171_204, -45936, 208_626, -263_076, 14124, -84436],
      [1_303_104, -453_420, 1_227_336, -1_718_376, 72336, -461_736],
      [737_154, -227_040, 774_576, -1_039_236, 48081, -300_036],
    ])
    let other = PayoffMatrix([
      [72336, -461_736, 1_227_336, -1_718_376, 1_303_104, -453_420],
      [48081, -300_036, 774_576, -1_039_236, 737_154, -227_040],
      [29216, -178_761, 451_176, -586_476, 397_584, -113_850],
      [14124, -84436, 208_626, -263_076, 171_204, -45936],
      [1776, -8976, 19976, -20526, 9504, -660],
      [-8514, 52764, -130_944, 168_124, -111_771, 31680],
    ])
    #expect(try enumerate(first, other.transposed).equilibria.count == 75)
    #expect(try enumerate(first, other).equilibria.count == 7)
  }

  /// A random game has an odd number of equilibria; a zero-sum one has the linear program's only.
  @Test(arguments: 1...20 as ClosedRange<UInt64>) func randomGames(_ seed: UInt64) throws {
    let (first, second) = (Sample.gaussian(5, 6, seed: seed), Sample.gaussian(5, 6, seed: seed + 100))
    let found = try enumerate(first, second)
    #expect(!found.equilibria.count.isMultiple(of: 2))
    #expect(found.notes.isEmpty)
    let opposite = PayoffMatrix(rows: 5, columns: 6, entries: first.entries.map { -$0 })
    let only = try enumerate(first, opposite)
    #expect(only.equilibria.count == 1)
    #expect(distance(only.profile, try zeroSumEquilibrium(first).profile) <= 1e-14)
  }

  @Test func tooLargeGamesAreRefused() throws {
    let matrix = Sample.gaussian(12, 12, seed: 1)
    #expect(throws: Refusal.self) { try solution("support-enumeration", Contest(FiniteGame(matrix, matrix))) }
    #expect(ResponseVertices.systems(11, 11, limit: 2_000_000) == 705_431)
    let cells = [Double](repeating: 0, count: 8)
    let three = FiniteGame(actionCounts: [2, 2, 2], tables: [cells, cells, cells])
    #expect(throws: Refusal.self) { try solution("support-enumeration", Contest(three)) }
  }

  @Test func anInterruptedRunSaysSo() throws {
    let matrix = Sample.gaussian(4, 4, seed: 1)
    let (found, _) = try solution("support-enumeration", Contest(FiniteGame(matrix, matrix))) {
      $0.isInterrupted = { true }
    }
    #expect(found.outcome == .interrupted)
  }
}
