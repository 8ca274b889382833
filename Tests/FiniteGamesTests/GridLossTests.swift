import Contracts
import Games
import Testing

@testable import FiniteGames

@Suite struct GridLossTests {
  @Test(arguments: ["torus", "dirac-gan"]) func lossesInLanesAreThoseOnDoubles(id: String) throws {
    let grid = try boxGame(id, from: -2, to: 2, count: 61)
    let finite = try grid.finite()
    let evaluator = PointEvaluator(grid)
    let matrix = try #require(finite.matrices)
    for (i, j) in [(0, 0), (3, 57), (60, 60), (17, 31)] {
      let (x, y) = (grid.point(i, of: 0), grid.point(j, of: 1))
      #expect(abs(matrix.first[i, j] + evaluator.loss(of: 0, at: x, against: y)) < 1e-14)
      #expect(abs(matrix.second[i, j] + evaluator.loss(of: 1, at: y, against: x)) < 1e-14)
    }
  }

  @Test func noResultDependsOnThreads() throws {
    var grid = try boxGame("torus", from: -3, to: 3, count: 5001)
    let several = [1, 2, 3].map { threads in
      grid.threads = threads
      return grid.row(7)
    }
    #expect(several[0] == several[1] && several[0] == several[2])
    let points = (0..<5001).map { grid.point(7, of: 0) + grid.point($0, of: 1) }
    #expect(grid.losses(of: 0, points).map { -$0 } == several[0])
    #expect(grid.column(9)[7] == several[0][9])
  }

  @Test func tooManyPointsAreRefused() throws {
    let grid = try boxGame("mixture-gan", from: -1, to: 1, count: 1000)
    #expect(grid.actionCounts == [.max, .max])
    #expect(throws: Refusal.self) { try grid.finite() }
  }
}
