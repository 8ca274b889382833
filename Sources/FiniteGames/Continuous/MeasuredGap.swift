internal import Contracts

extension Contest {
  /// The differentiable game that an algorithm on points needs.
  func box(_ algorithm: String) throws(Refusal) -> GridGame {
    guard let differentiable else {
      throw Refusal("\(algorithm) moves points of a box: it needs a game of the catalogue, not a matrix of payoffs")
    }
    return differentiable
  }
}

extension Run {
  /// The points to start from, if any are given.
  ///
  /// - Throws: `Refusal` where a player has none, or a point has another number of coordinates than its player.
  func startingPoints(_ grid: GridGame) throws(Refusal) -> [[[Double]]]? {
    guard let points else { return nil }
    guard points.count == 2 else { throw Refusal("points to start from are needed for each of the two players") }
    for (player, block) in grid.game.blocks.enumerated() {
      guard !points[player].isEmpty, points[player].allSatisfy({ $0.count == block.count }) else {
        throw Refusal("player \(player + 1) needs at least one point to start from, of \(block.count) coordinates each")
      }
    }
    return points
  }
}

extension GridGame {
  /// How far mixtures are from an equilibrium: among the points of the grid, or, where they are too many to look at, a
  /// lower bound from a search.
  func measuredGap(_ mixtures: [WeightedPoints], seed: UInt64) -> (gap: Gap, isOnGrid: Bool) {
    if isListable(0) && isListable(1) { return (gridGap(mixtures), true) }
    return (searchedGap(mixtures, ResponseSearch(starts: 5, steps: 50, seed: seed)).gap, false)
  }

  /// What NashConv was measured against.
  static func statement(_ isOnGrid: Bool) -> String {
    isOnGrid
      ? "NashConv is measured against all points of the grid"
      : "the grid has too many points to look at: NashConv is a lower bound, from 5 searches of 50 steps for each player"
  }
}
