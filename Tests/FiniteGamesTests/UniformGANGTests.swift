import Chance
import Contracts
import Testing

@testable import FiniteGames

@Suite struct UniformGANGTests {
  @Test func payoffsOfTwoPoints() throws {
    // Sets {}, {1}, {0}, {0, 1} in the order of binary numbers.
    let matrix = try #require(try UniformGANG.game(points: 2).zeroSumMatrix)
    #expect(matrix == PayoffMatrix([[0, -0.5, 0.5, 0], [0, 0.5, -0.5, 0]]))
  }

  @Test(arguments: 1...8) func onlyTheUniformGeneratorIsOptimal(_ n: Int) throws {
    let game = try UniformGANG.game(points: n)
    let found = try solution("lp", Contest(game)).solution
    #expect(abs(found.gap.values[0]) <= 1e-15)
    #expect(distance([found.profile[0]], [Strategy(repeating: 1 / Double(n), count: n)]) <= 1e-14)
  }

  /// The generator's part of NashConv: what the classifier's best set gains beyond the value 0.
  @Test(arguments: 1...8) func mixturesOfFewerPointsConcede(_ n: Int) throws {
    let game = try UniformGANG.game(points: n)
    var g = [Double](repeating: 0, count: 1 << n)
    func conceded(_ generator: Strategy) -> Double {
      game.writePayoffs(of: 1, at: [generator, []], into: &g)
      return g.max() ?? .nan
    }
    for k in 1...n {
      let even = (0..<n).map { $0 < k ? 1 / Double(k) : 0 }
      #expect(abs(conceded(even) - (1 - Double(k) / Double(n))) <= 1e-15)
      // No other mixture of these k points concedes less.
      var stream = SequentialStream(seed: UInt64(k))
      for _ in 0..<20 {
        let weights = (0..<n).map { $0 < k ? stream.uniform() : 0 }
        let sum = weights.reduce(0, +)
        #expect(conceded(weights.map { $0 / sum }) >= 1 - Double(k) / Double(n) - 1e-15)
      }
    }
  }

  /// The path depends on ties; its end does not.
  @Test(arguments: [3, 8]) func doubleOracleNeedsAllPoints(_ n: Int) throws {
    let game = try UniformGANG.game(points: n)
    let (found, iterations) = try solution("double-oracle", Contest(game)) {
      $0.start = [pure(0, of: n), pure((1 << n) - 1, of: 1 << n)]
    }
    #expect(abs(iterations[0].gap.nashConv - (1 - 1 / Double(n))) <= 1e-15)
    #expect(found.gap.nashConv <= 1e-14)
    #expect(abs(found.gap.values[0]) <= 1e-14)
    #expect(distance([found.profile[0]], [Strategy(repeating: 1 / Double(n), count: n)]) <= 1e-14)
    #expect(found.supports[0].count == n)
    // NashConv is not monotone on the way.
    let gaps = iterations.map(\.gap.nashConv)
    #expect(zip(gaps, gaps.dropFirst()).contains { $1 > $0 + 1e-12 })
  }

  @Test func sizesOutOfRangeAreRefused() {
    #expect(throws: Refusal.self) { try UniformGANG.game(points: 0) }
    #expect(throws: Refusal.self) { try UniformGANG.game(points: 21) }
  }

  @Test func componentsNeeded() throws {
    for (n, eps, expected) in [(10, 0, 10), (10, 0.1, 9), (10, 0.15, 9), (10, 0.7, 3), (8, 0.99, 1), (1, 0.5, 1)] {
      #expect(try SupportBounds.components(points: n, exploitability: eps) == expected)
      #expect(try concession(components: expected, points: n) <= eps + 1e-12)
      if expected > 1 { #expect(try concession(components: expected - 1, points: n) > eps) }
    }
    #expect(throws: Refusal.self) { try SupportBounds.components(points: 10, exploitability: 1) }
  }

  @Test func samplesThatSuffice() throws {
    for (n, eps, expected) in [(3, 0.1, 55), (100, 0.05, 922), (1000, 0.01, 34539)] {
      #expect(try SupportBounds.samples(actions: n, loss: eps) == expected)
    }
    #expect(throws: Refusal.self) { try SupportBounds.samples(actions: 3, loss: 0) }
    #expect(throws: Refusal.self) { try SupportBounds.samples(actions: 3, loss: 1e-10) }
  }
}
