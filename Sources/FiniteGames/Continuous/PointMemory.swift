/// Points of the box of a zero-sum game with their payoffs, and responses of bounded resources.
///
/// The gap reported takes for each player the better of the bounded response and of all points of its grid, so it never
/// falls below the bounded one; where a grid has too many points it is the bounded one.
/// - Cost: a new point is one loss for every point of the other player, in the memory and on the grid.
struct PointMemory: NashMemory {
  private let evaluator: PointEvaluator
  private let bounded: BoundedResponse
  private(set) var points: [[[Double]]] = [[], []]
  /// What player 1 receives, row by row.
  private var entries: [[Double]] = []
  /// What all points of player 2's grid pay it against each point of player 1, and the other way round.
  private var lines: [[[Double]]] = [[], []]
  private var found: [[Double]] = [[], []]

  init(_ grid: GridGame, _ bounded: BoundedResponse, points: [[[Double]]]?) {
    let evaluator = PointEvaluator(grid)
    (self.evaluator, self.bounded) = (evaluator, bounded)
    let starts = points ?? (0..<2).map { [evaluator.start(of: $0)] }
    for player in 0..<2 { for point in starts[player] { add(point, player) } }
  }

  var counts: [Int] { points.map(\.count) }
  var matrix: PayoffMatrix { PayoffMatrix(entries) }
  func profile(_ mixture: Profile) -> Profile? { nil }

  mutating func respond(to mixture: Profile, iteration: Int) -> FoundResponses {
    let value = inner(mixture[0], entries.map { inner($0, mixture[1]) })
    let values = [value, -value]
    let mixtures = (0..<2).map { WeightedPoints(points[$0], mixture[$0]) }
    let responses = (0..<2).map { player in
      let problem = ResponseProblem(evaluator, player: player, others: mixtures[1 - player])
      return bounded.best(problem, from: mixtures[player].heaviest, iteration: iteration)
    }
    found = responses.map(\.point)
    let improvements = zip(responses, values).map { $0.payoff - $1 }
    let isExhaustive = evaluator.grid.isListable(0) && evaluator.grid.isListable(1)
    let all = (0..<2).map { player in
      let bounded = responses[player].payoff
      let best = isExhaustive ? max(bounded, onGrid(player, mixture[1 - player])) : bounded
      return Gap.improvement(to: best, from: values[player])
    }
    return FoundResponses(
      improvements: improvements, gap: Gap(improvements: all, values: values), isExhaustive: isExhaustive)
  }

  /// What the best point of a player's grid pays against a mixture of the other's points.
  private func onGrid(_ player: Int, _ weights: Strategy) -> Double {
    var sum = [Double](repeating: 0, count: evaluator.grid.actionCounts[player])
    for (line, weight) in zip(lines[1 - player], weights) where weight > 0 {
      for i in sum.indices { sum[i] += weight * line[i] }
    }
    return largest(sum)
  }

  mutating func grow() -> Bool {
    // Both, even if the first is new.
    let isNew = (0..<2).map { add(found[$0], $0) }
    return isNew.contains(true)
  }

  @discardableResult private mutating func add(_ point: [Double], _ player: Int) -> Bool {
    let grid = evaluator.grid
    if points[player].contains(point) { return false }
    points[player].append(point)
    if grid.isListable(0) && grid.isListable(1) {
      let losses = grid.gridLosses(of: 1 - player, moving: 1 - player, against: point)
      lines[player].append(losses.map { -$0 })
    }
    let others = points[1 - player]
    let losses = grid.losses(of: 0, others.map { player == 0 ? point + $0 : $0 + point })
    if player == 0 {
      entries.append(losses.map { -$0 })
    } else {
      for i in losses.indices { entries[i].append(-losses[i]) }
    }
    return true
  }
}
