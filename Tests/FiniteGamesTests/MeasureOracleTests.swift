import Contracts
import Games
import Testing

@testable import FiniteGames

/// Rows of `Tests/Oracles/finite_measures.csv` for particles, mirror rules and the Chekhov GAN.
@Suite struct MeasureOracleTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let cells: [String: String]
    var testDescription: String {
      ["case", "algorithm", "options", "iterations", "quantity"].map { cells[$0, default: ""] }.joined(separator: " ")
    }
    subscript(_ name: String) -> String { cells[name, default: ""] }
    var iterations: Int { Int(self["iterations"]) ?? 0 }

    func expect(_ found: [Double]) throws {
      let (expected, tolerance) = (try numbers(self["values"]), try #require(Double(self["tolerance"])))
      #expect(
        found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance }, "\(found)")
    }
  }

  static func rows(_ name: String) -> [Row] {
    oracleRows("finite_measures.csv").filter { $0["case"] == name }.map(Row.init)
  }

  /// A file that cannot be read would leave nothing to test.
  @Test func everyCaseHasRows() {
    #expect(Self.rows("squared-distance").count >= 31)
    #expect(Self.rows("cosine").count >= 64)
    #expect(Self.rows("sine").count >= 14)
  }

  /// f = (x - y)^2 on 65 points of [-1, 1]; x minimises.
  @Test(arguments: rows("squared-distance")) func squaredDistance(_ row: Row) throws {
    let points = (0..<65).map { Double($0 - 32) / 32 }
    let game = FiniteGame(zeroSum: PayoffMatrix(points.map { x in points.map { y in -(x - y) * (x - y) } }))
    let run = Run(iterations: max(1, row.iterations), recordEvery: max(1, row.iterations))
    let solution = try algorithm(row["algorithm"]).solve(Contest(game), run)
    switch row["quantity"] {
    case "nash_conv": try row.expect([solution.gap.nashConv])
    // The value of f.
    case "value": try row.expect([-solution.gap.values[0]])
    case "p1": try row.expect(solution.profile[0])
    // Between the points -1/32 and 1/32 there are none for x to choose, so that y may lean by 1/64.
    case "p2" where row["algorithm"] == "lp":
      #expect(game.gap(at: [solution.profile[0], try numbers(row["values"])]).nashConv < 1e-12)
    case "p2": try row.expect(solution.profile[1])
    default: Issue.record("an unknown quantity")
    }
  }

  /// l = cos(x - y), three particles each; their measure on the whole circle is the closed form of the oracle.
  @Test(arguments: rows("cosine")) func particles(_ row: Row) throws {
    let options = oraclePairs(row["options"])
    let torus = try #require(allGames.first { $0.card.id == "torus" })
    let axis = GridGame.Axis(low: 0, high: 2 * .pi, count: row["quantity"] == "nash_conv_grid" ? 20_001 : 3)
    let game = try torus.make(Options([:], for: torus.card))
    let grid = try GridGame(game, knobs: [0, 0], axes: [axis, axis])
    let starts = try ["x", "y"].map { name in
      try (options[name] ?? "").split(separator: ",").map { [try #require(Double($0))] }
    }
    var clouds = starts.map { WeightedPoints($0, Strategy(repeating: 1.0 / 3, count: 3)) }
    if row.iterations > 0 {
      let weights = options["weights"] == "on" ? "wasserstein-fisher-rao" : "fixed"
      var run = Run(iterations: row.iterations, recordEvery: row.iterations)
      run.points = starts
      let solution = try algorithm("particles", ["weights": .word(weights)]).solve(Contest(grid), run)
      clouds = zip(solution.points, solution.profile).map { WeightedPoints($0, $1) }
    }
    switch row["quantity"] {
    case "x": try row.expect(clouds[0].points.map { $0[0] })
    case "y": try row.expect(clouds[1].points.map { $0[0] })
    case "a": try row.expect(clouds[0].weights)
    case "b": try row.expect(clouds[1].weights)
    case "nash_conv_grid": try row.expect([grid.gridGap(clouds).nashConv])
    case "nash_conv":
      let gap = try dualityGap(of: grid, points: clouds.map(\.points), weights: clouds.map(\.weights), starts: 8).gap
      // Found by a search: its maxima are flat, so that the gap is exact to the square of an error of place.
      #expect(abs(gap.nashConv - (try #require(numbers(row["values"]).first))) < 1e-12)
    default: Issue.record("an unknown quantity")
    }
  }

  /// M = v (sin u - c) on its points of least and largest sine.
  @Test(arguments: rows("sine")) func chekhov(_ row: Row) throws {
    let axes = [GridGame.Axis(low: -.pi, high: .pi, count: 5), GridGame.Axis(low: -1, high: 1, count: 3)]
    let grid = try GridGame(SineGame.compiled, knobs: [0.3], axes: axes)
    let run = Run(iterations: row.iterations, recordEvery: row.iterations)
    let solution = try algorithm("chekhov").solve(Contest(grid), run)
    let (value, gains) = (solution.gap.values[1], solution.gap.improvements)
    switch row["quantity"] {
    case "max_part": try row.expect([value + gains[1]])
    case "min_part": try row.expect([value - gains[0]])
    case "nash_conv": try row.expect([solution.gap.nashConv])
    case "regrets": try row.expect(solution.figures.filter { $0.name.hasPrefix("regret") }.map(\.value))
    default: Issue.record("an unknown quantity")
    }
  }
}
