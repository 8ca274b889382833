internal import Chance
internal import Contracts

/// One player's search for a response to weighted points of the other, in its box.
/// ```
/// maximise  sum_j q_j u(x, y_j)  over the box
/// ```
struct ResponseProblem {
  let evaluator: PointEvaluator
  /// Who responds.
  let player: Int
  /// To whom.
  let others: WeightedPoints

  init(_ evaluator: PointEvaluator, player: Int, others: WeightedPoints) {
    (self.evaluator, self.player, self.others) = (evaluator, player, others.support)
  }

  /// What a point pays.
  func payoff(_ x: [Double]) -> Double {
    var sum = 0.0
    for (y, q) in zip(others.points, others.weights) { sum -= q * evaluator.loss(of: player, at: x, against: y) }
    return sum
  }

  /// Its derivatives.
  func gradient(_ x: [Double]) -> [Double] {
    var sum = [Double](repeating: 0, count: x.count)
    for (y, q) in zip(others.points, others.weights) {
      evaluator.addGradient(of: player, at: x, against: y, times: -q, to: &sum)
    }
    return sum
  }

  /// `x + step * direction`, moved back to the box.
  func moved(_ x: [Double], by step: Double, along direction: [Double]) -> [Double] {
    var next = x
    for i in x.indices { next[i] += step * direction[i] }
    evaluator.project(&next, of: player)
    return next
  }

  /// A uniform random point of the box, addressed by the stream and a number.
  func randomPoint(_ stream: RandomStream, _ number: Int) -> [Double] {
    var point = evaluator.grid.game.blocks[player].map { c in
      let (axis, u) = (evaluator.grid.axes[c], stream.uniform(step: UInt64(number), coordinate: UInt64(c)))
      return axis.low * (1 - u) + axis.high * u
    }
    evaluator.project(&point, of: player)
    return point
  }

  /// Whether the middle of two points pays at least the mean of what they pay, up to rounding.
  func isConcave(_ a: [Double], _ b: [Double]) -> Bool {
    let (first, second) = (payoff(a), payoff(b))
    let middle = payoff(zip(a, b).map { ($0 + $1) / 2 })
    return middle >= (first + second) / 2 - 1e-12 * max(1, first.magnitude, second.magnitude)
  }

  /// What every point of the responder's grid pays.
  func gridPayoffs() -> [Double] { evaluator.grid.gridPayoffs(of: player, against: others) }
}

/// A point and what it pays.
struct Response {
  var point: [Double]
  var payoff: Double

  /// Takes over a point that pays more.
  mutating func consider(_ point: [Double], _ payoff: Double) {
    if payoff > self.payoff { (self.point, self.payoff) = (point, payoff) }
  }
}

extension GridGame {
  /// Responses are looked for on the whole grid of a player up to this many points.
  static let largestList = 100_000

  /// Whether a player's grid is small enough to look at every point.
  func isListable(_ player: Int) -> Bool { actionCounts[player] <= Self.largestList }

  /// What every point of a player's grid pays against weighted points of the other.
  ///
  /// - Cost: one loss for every pair of a point of the grid and a weighted point.
  func gridPayoffs(of player: Int, against others: WeightedPoints) -> [Double] {
    var sum = [Double](repeating: 0, count: actionCounts[player])
    for (y, q) in zip(others.points, others.weights) where q > 0 {
      let losses = gridLosses(of: player, moving: player, against: y)
      for i in sum.indices { sum[i] -= q * losses[i] }
    }
    return sum
  }

  /// What a player receives on average where both play weighted points.
  func value(of player: Int, _ own: WeightedPoints, _ other: WeightedPoints) -> Double {
    let (own, other, n) = (own.support, other.support, other.support.points.count)
    let losses = losses(of: player, count: own.points.count * n) { pair, z in
      for (c, value) in zip(game.blocks[player], own.points[pair / n]) { z[c] = value }
      for (c, value) in zip(game.blocks[1 - player], other.points[pair % n]) { z[c] = value }
    }
    var sum = 0.0
    for i in losses.indices { sum -= own.weights[i / n] * other.weights[i % n] * losses[i] }
    return sum
  }

  /// How far weighted points are from an equilibrium among the points of the grid.
  ///
  /// A mixture of points off the grid may gain nothing by any of them; that counts as 0.
  func gridGap(_ mixtures: [WeightedPoints]) -> Gap {
    let values = (0..<2).map { value(of: $0, mixtures[$0], mixtures[1 - $0]) }
    let improvements = (0..<2).map {
      Gap.improvement(to: largest(gridPayoffs(of: $0, against: mixtures[1 - $0])), from: values[$0])
    }
    return Gap(improvements: improvements, values: values)
  }
}
