internal import Contracts

/// Algorithm 2 of the Chekhov GAN: gradient steps against queues of past opponents.
///
/// - Cost: K gradients of each player a round; a recorded one NashConv of the mixtures over the queues.
struct ChekhovQueues: ChekhovRule {
  /// When and how the players move.
  struct Schedule: Sendable {
    /// Opponents kept.
    let capacity: Int
    let eta, regulariser, spacing, growth: Double
  }

  private let evaluator: PointEvaluator
  private let schedule: Schedule
  private let seed: UInt64
  /// The point of each player.
  private(set) var points: [[Double]]
  /// The past points of each player, the oldest first.
  private var queues: [[[Double]]]
  private var spacing, next: Double
  private var insertions = 0
  private var isOnGrid = true

  init(_ grid: GridGame, _ schedule: Schedule, _ run: Run) throws(Refusal) {
    let evaluator = PointEvaluator(grid)
    (self.evaluator, self.schedule, seed) = (evaluator, schedule, run.seed)
    let given = try run.startingPoints(grid)
    points = (0..<2).map { given?[$0].first ?? evaluator.start(of: $0) }
    queues = points.map { [$0] }
    (spacing, next) = (schedule.spacing, schedule.spacing)
  }

  private func mixture(_ player: Int) -> WeightedPoints {
    let count = queues[player].count
    return WeightedPoints(queues[player], Strategy(repeating: 1 / Double(count), count: count))
  }

  mutating func play(_ t: Int) {
    let weight = 2 * schedule.regulariser / Double(t).squareRoot()
    points = points.enumerated().map { player, x in
      let problem = ResponseProblem(evaluator, player: player, others: mixture(1 - player))
      let slopes = problem.gradient(x)
      return problem.moved(x, by: schedule.eta, along: x.indices.map { slopes[$0] - weight * x[$0] })
    }
    guard Double(t) >= next else { return }
    for player in 0..<2 {
      if queues[player].count == schedule.capacity { queues[player].removeFirst() }
      queues[player].append(points[player])
    }
    insertions += 1
    spacing *= schedule.growth
    next += spacing
  }

  mutating func measure(_ t: Int) -> (gap: Gap, extras: [Double]) {
    let measured = evaluator.grid.measuredGap((0..<2).map(mixture), seed: seed)
    isOnGrid = measured.isOnGrid
    return (measured.gap, [Double(insertions), spacing])
  }

  func finish(_ t: Int, _ solution: inout Solution) {
    let mixtures = (0..<2).map(mixture)
    solution.profile = mixtures.map(\.weights)
    solution.points = mixtures.map(\.points)
    solution.notes = ["the mixtures are those of the queues", GridGame.statement(isOnGrid)]
  }
}
