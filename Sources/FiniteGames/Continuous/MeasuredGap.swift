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
