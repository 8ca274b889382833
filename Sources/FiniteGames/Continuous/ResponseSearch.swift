internal import Chance
internal import Contracts

/// A search for the best response of a box that spares no effort: gradient ascent with backtracking from many starts.
///
/// The starts are those given, the best local maxima of the grid where every point can be looked at, then uniform
/// random points.
/// - Cost: up to `steps` gradients and about twice as many losses for every start and weighted point, and one loss for
///   every point of the grid and weighted point.
struct ResponseSearch: Sendable {
  var starts: Int
  var steps: Int
  var seed: UInt64

  /// The best point found; what it pays is a lower bound of what the best point of the box pays.
  func best(_ problem: ResponseProblem, from given: [[Double]]) -> Response {
    let stream = RandomStream(seed: seed)
    var points = given
    for i in points.indices { problem.evaluator.project(&points[i], of: problem.player) }
    if points.count < starts { points += peaks(problem, starts - points.count) }
    for number in points.count..<max(starts, points.count) { points.append(problem.randomPoint(stream, number)) }
    var best = Response(point: points[0], payoff: -.infinity)
    for point in points {
      let top = climb(problem, from: point)
      best.consider(top.point, top.payoff)
    }
    return best
  }

  /// The best points of the grid that pay at least as much as their neighbours along every axis.
  private func peaks(_ problem: ResponseProblem, _ count: Int) -> [[Double]] {
    let (grid, player) = (problem.evaluator.grid, problem.player)
    guard grid.isListable(player) else { return [] }
    let payoffs = problem.gridPayoffs()
    let tops = payoffs.indices.filter { action in
      var stride = 1
      for c in grid.game.blocks[player].reversed() {
        let (n, place) = (grid.axes[c].count, action / stride % grid.axes[c].count)
        if place > 0, payoffs[action - stride] > payoffs[action] { return false }
        if place < n - 1, payoffs[action + stride] > payoffs[action] { return false }
        stride *= n
      }
      return true
    }
    return tops.sorted { (payoffs[$0], $1) > (payoffs[$1], $0) }.prefix(count).map { grid.point($0, of: player) }
  }

  /// Projected gradient ascent; a step is halved until it pays a tenth of a thousandth of what the slope promises, and
  /// doubled after every success.
  func climb(_ problem: ResponseProblem, from start: [Double]) -> Response {
    var top = Response(point: start, payoff: problem.payoff(start))
    let size = problem.evaluator.grid.diameter(problem.player)
    var step = 0.0
    for _ in 0..<steps {
      let slopes = problem.gradient(top.point)
      let length = inner(slopes, slopes).squareRoot()
      guard length.isFinite, length > 0 else { return top }
      // The first step crosses a tenth of the box.
      if step == 0 { step = size / (10 * length) }
      var isHigher = false
      while step * length > 1e-15 * size {
        let next = problem.moved(top.point, by: step, along: slopes)
        var promised = 0.0
        for i in slopes.indices { promised += slopes[i] * (next[i] - top.point[i]) }
        guard promised > 0 else { return top }
        let payoff = problem.payoff(next)
        if payoff > top.payoff, payoff >= top.payoff + 1e-4 * promised {
          top = Response(point: next, payoff: payoff)
          (step, isHigher) = (2 * step, true)
          break
        }
        step /= 2
      }
      if !isHigher { return top }
    }
    return top
  }
}

extension GridGame {
  /// The diameter of a player's box.
  func diameter(_ player: Int) -> Double {
    game.blocks[player].reduce(0.0) { sum, c in
      let side = axes[c].high - axes[c].low
      return sum + side * side
    }.squareRoot()
  }
}
