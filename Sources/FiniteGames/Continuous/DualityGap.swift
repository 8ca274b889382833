public import Contracts

/// A lower bound of the duality gap of a differentiable two-player game on a box, at a point.
/// ```
/// sum_i (max over player i's box of u_i(., z_-i) - u_i(z))
/// ```
/// Each maximum is looked for by gradient ascent with backtracking from several starts: the point itself, the best
/// local maxima of the grid, uniform random points. A maximum that no start reaches is missed, so the bound is from
/// below; it is the gap itself where the payoff is concave in the player's own coordinates.
/// - Parameters:
///   - game: the game with its box.
///   - point: all coordinates of both players.
///   - starts: how many climbs for each player.
///   - steps: accepted steps of a climb at most.
///   - seed: of the random starts.
/// - Returns: the gap, and the best response found for each player.
/// - Source: Grnarova et al. (2019), arXiv:1811.05512, for the duality gap as a measure of GANs.
/// - Throws: `Refusal` where the point has another number of coordinates.
public func dualityGap(
  of game: GridGame, at point: [Double], starts: Int = 10, steps: Int = 200, seed: UInt64 = 0
) throws(Refusal) -> (gap: Gap, responses: [[Double]]) {
  guard point.count == game.axes.count else {
    throw Refusal("\(point.count) coordinates where \(game.game.card.id) has \(game.axes.count)")
  }
  let points = game.game.blocks.map { [Array(point[$0])] }
  return try dualityGap(of: game, points: points, weights: [[1], [1]], starts: starts, steps: steps, seed: seed)
}

/// The same at mixtures: `weights[i]` weights `points[i]`, points of player i.
public func dualityGap(
  of game: GridGame, points: [[[Double]]], weights: Profile, starts: Int = 10, steps: Int = 200, seed: UInt64 = 0
) throws(Refusal) -> (gap: Gap, responses: [[Double]]) {
  guard points.count == 2, weights.map(\.count) == points.map(\.count), points.allSatisfy({ !$0.isEmpty }) else {
    throw Refusal("a mixture of each of the two players is needed, with a weight for every point")
  }
  for (player, block) in game.game.blocks.enumerated() where points[player].contains(where: { $0.count != block.count })
  {
    throw Refusal("points of player \(player + 1) have \(block.count) coordinates")
  }
  guard starts > 0, steps >= 0 else { throw Refusal("at least one start is needed") }
  let mixtures = zip(points, weights).map { WeightedPoints($0, $1) }
  return game.searchedGap(mixtures, ResponseSearch(starts: starts, steps: steps, seed: seed))
}

extension GridGame {
  /// A lower bound of the duality gap of mixtures, with the responses found.
  func searchedGap(_ mixtures: [WeightedPoints], _ search: ResponseSearch) -> (gap: Gap, responses: [[Double]]) {
    let evaluator = PointEvaluator(self)
    let values = (0..<2).map { value(of: $0, mixtures[$0], mixtures[1 - $0]) }
    let responses = (0..<2).map { player in
      let problem = ResponseProblem(evaluator, player: player, others: mixtures[1 - player])
      return search.best(problem, from: [mixtures[player].heaviest])
    }
    let improvements = zip(responses, values).map { Gap.improvement(to: $0.payoff, from: $1) }
    return (Gap(improvements: improvements, values: values), responses.map(\.point))
  }
}
