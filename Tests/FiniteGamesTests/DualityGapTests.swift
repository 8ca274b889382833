import Contracts
import Games
import Testing

@testable import FiniteGames

@Suite struct DualityGapTests {
  @Test func theTorusHasAClosedForm() throws {
    // With a = b = 0: max_y cos(x - y) - min_x cos(x - y) = 2 at every point.
    let grid = try boxGame("torus", knobs: ["a": 0, "b": 0], from: -.pi, to: .pi, count: 9)
    for point in [[1.0, 1.0], [0.3, 2.0], [-3, 3]] {
      let gap = try dualityGap(of: grid, at: point).gap
      #expect(abs(gap.nashConv - 2) < 1e-12)
    }
  }

  @Test func itIsNeverBelowTheGapOnTheGrid() throws {
    let grid = try boxGame("dirac-gan", from: -2, to: 2, count: 33)
    for (i, j) in [(0, 0), (5, 20), (16, 16)] {
      let mixtures = [WeightedPoints(grid.point(i, of: 0)), WeightedPoints(grid.point(j, of: 1))]
      let gap = try dualityGap(of: grid, at: mixtures[0].points[0] + mixtures[1].points[0]).gap
      #expect(gap.nashConv >= grid.gridGap(mixtures).nashConv - 1e-14)
    }
    #expect(try dualityGap(of: grid, at: [0, 0]).gap.nashConv < 1e-14)
  }

  @Test func pointsOfTheWrongShapeAreRefused() throws {
    let grid = try boxGame("dirac-gan", from: -2, to: 2, count: 3)
    #expect(throws: Refusal.self) { try dualityGap(of: grid, at: [0]) }
    #expect(throws: Refusal.self) { try dualityGap(of: grid, points: [[[0]], [[0]]], weights: [[1], [0.5, 0.5]]) }
  }
}
