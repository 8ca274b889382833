import Contracts
import Glibc
import Testing

@testable import FiniteGames

@Suite struct ZeroSumTests {
  @Test(
    arguments: [
      (Sample.biased, 0, [[1.0 / 16, 10.0 / 16, 5.0 / 16], [1.0 / 16, 10.0 / 16, 5.0 / 16]]),
      (Sample.three, 2.0 / 15, [[1.0 / 6, 2.0 / 5, 13.0 / 30], [11.0 / 30, 3.0 / 10, 1.0 / 3]]),
      (Sample.rockPaperScissors, 0, [[1.0 / 3, 1.0 / 3, 1.0 / 3], [1.0 / 3, 1.0 / 3, 1.0 / 3]]),
      // OpenSpiel's test of its linear program.
      (PayoffMatrix([[2, 1, 5], [-3, -4, -2]]), 1, [[1, 0], [0, 1, 0]]),
      // 2 x 3 with supports of 2: column 1 is worse than column 3.
      (PayoffMatrix([[6, 0, 5], [2, 4, 1]]), 2.5, [[0.375, 0.625], [0, 0.5, 0.5]]),
      (PayoffMatrix([[3]]), 3, [[1], [1]]),
    ] as [(PayoffMatrix, Double, Profile)])
  func knownGames(_ matrix: PayoffMatrix, _ value: Double, _ profile: Profile) throws {
    let found = try zeroSumEquilibrium(matrix)
    #expect(abs(found.value - value) <= 2e-15)
    #expect(distance(found.profile, profile) <= 4e-16)
    #expect(found.gap.nashConv <= 4e-15)
  }

  /// A certificate by weak duality: what each strategy guarantees bounds the value from its side.
  @Test(arguments: [(1, 1), (1, 9), (9, 1), (5, 5), (3, 40), (40, 3), (60, 60), (200, 150)])
  func strategiesGuaranteeTheValue(_ rows: Int, _ columns: Int) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      for matrix in [
        Sample.gaussian(rows, columns, seed: seed), Sample.integers(rows, columns, -1...1, seed: seed),
        Sample.integers(rows, columns, 7...7, seed: seed), Sample.integers(rows, columns, 0...1, seed: seed),
      ] {
        let (profile, value, gap) = try zeroSumEquilibrium(matrix)
        for strategy in profile {
          #expect(strategy.allSatisfy { $0 >= 0 })
          #expect(abs(strategy.reduce(0, +) - 1) <= 1e-15)
        }
        let guaranteed = (0..<columns).map { j in inner(profile[0], matrix.column(j)) }.min() ?? 0
        let conceded = (0..<rows).map { i in inner(matrix.row(i), profile[1]) }.max() ?? 0
        #expect(conceded - guaranteed <= 2e-14)
        #expect(gap.nashConv <= 2e-14)
        #expect(guaranteed - 1e-14 <= value && value <= conceded + 1e-14)
      }
    }
  }

  @Test func theGapIsSmallForManyActions() throws {
    let matrix = Sample.gaussian(300, 300, seed: 4)
    let range = FiniteGame(zeroSum: matrix).range(of: 0)
    #expect(try zeroSumEquilibrium(matrix).gap.nashConv <= 1e-13 * (range.upperBound - range.lowerBound))
  }

  /// Few payoffs many orders larger than the others leave those below the tolerance of the simplex method at first.
  @Test(arguments: 1...6 as ClosedRange<UInt64>) func payoffsOfVeryDifferentSizes(_ seed: UInt64) throws {
    let sizes = Sample.gaussian(101, 101, seed: seed).entries
    let signs = Sample.gaussian(101, 101, seed: seed + 10).entries
    let matrix = PayoffMatrix(rows: 101, columns: 101, entries: zip(sizes, signs).map { exp(12 * $0) * $1 })
    let range = FiniteGame(zeroSum: matrix).range(of: 0)
    #expect(try zeroSumEquilibrium(matrix).gap.nashConv <= 1e-9 * (range.upperBound - range.lowerBound))
  }

  @Test(arguments: [1e-200, 1e-3, 1e200])
  func unitsOfPayoffChangeNothing(_ unit: Double) throws {
    let matrix = PayoffMatrix(rows: 3, columns: 3, entries: Sample.three.entries.map { $0 * unit })
    let found = try zeroSumEquilibrium(matrix)
    #expect(abs(found.value / unit - 2.0 / 15) <= 2e-15)
    #expect(distance(found.profile, [[1.0 / 6, 2.0 / 5, 13.0 / 30], [11.0 / 30, 3.0 / 10, 1.0 / 3]]) <= 4e-16)
  }

  /// A large constant in all payoffs leaves a gap of its own rounding, no more.
  @Test func anOffsetCostsOnlyItsRounding() throws {
    let matrix = PayoffMatrix(rows: 3, columns: 3, entries: Sample.three.entries.map { $0 + 1e9 })
    let found = try zeroSumEquilibrium(matrix)
    #expect(distance(found.profile, [[1.0 / 6, 2.0 / 5, 13.0 / 30], [11.0 / 30, 3.0 / 10, 1.0 / 3]]) <= 4e-16)
    #expect(found.gap.nashConv <= 1e-6)
  }

  @Test(arguments: [[0, Double.nan], [0, .infinity], [-1.7e308, 1.7e308]])
  func payoffsThatCannotBeScaledAreRefused(_ entries: [Double]) {
    #expect(throws: Refusal.self) { try zeroSumEquilibrium(PayoffMatrix(rows: 1, columns: 2, entries: entries)) }
  }

  @Test func theAlgorithmRecordsItsSolution() throws {
    let (found, iterations) = try solution("lp", Contest(FiniteGame(zeroSum: Sample.three)))
    #expect(found.outcome == .solved)
    #expect(iterations.map(\.number) == [1])
    #expect(iterations[0].profile == found.profile)
    #expect(found.supports == [[1, 2, 3], [1, 2, 3]])
  }

  @Test func otherGamesAreRefused() throws {
    let game = FiniteGame(PayoffMatrix([[3, 0], [5, 1]]), PayoffMatrix([[3, 5], [0, 1]]))
    #expect(throws: Refusal.self) { try solution("lp", Contest(game)) }
  }

  @Test(arguments: ["lp", "support-enumeration", "qre"]) func aStartThatWouldBeIgnoredIsRefused(_ id: String) {
    let game = FiniteGame(zeroSum: Sample.three)
    #expect(throws: Refusal.self) { try solution(id, Contest(game)) { $0.start = game.uniformProfile } }
  }
}
