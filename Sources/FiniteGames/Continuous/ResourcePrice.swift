internal import Contracts

/// What bounded resources cost at one setting: a row of the table of `resourcePrice`.
public struct ResourcePrice: Sendable {
  /// Gradient steps of a run of a response.
  public let steps: Int
  /// Runs of a response.
  public let restarts: Int
  /// Iterations of the memory.
  public let iterations: Int
  /// How it ended.
  public let outcome: NashOutcome
  /// Points of each player in the memory.
  public let strategies: [Int]
  /// Points of each player that are played.
  public let supports: [Int]
  /// NashConv against bounded responses.
  public let boundedNashConv: Double
  /// NashConv against all points of the grid and the bounded responses; nil where the grid has too many points.
  public let exactNashConv: Double?
  /// What the bounded responses do not see; nil where the grid has too many points.
  public var price: Double? { exactNashConv.map { $0 - boundedNashConv } }
}

/// The price of limited resources: parallel Nash memory with bounded responses, once for every number of gradient steps
/// and restarts, in that order.
///
/// - Parameters:
///   - game: a zero-sum game with its box; exact gaps are those of its grid.
///   - steps: numbers of gradient steps.
///   - restarts: numbers of runs.
///   - step: the gradient step.
///   - tolerance: a memory ends when its bounded responses together gain at most this.
///   - iterations: of each memory at most.
///   - seed: of the random starts.
///   - isInterrupted: asked after every iteration; true ends all.
/// - Source: Oliehoek et al. (2017), arXiv:1712.00679, for the equilibria; the table is ours.
/// - Throws: `Refusal` where the game is not zero-sum or a number is out of its domain.
public func resourcePrice(
  of game: GridGame, steps: [Int], restarts: [Int], step: Double = 0.1, tolerance: Double = 1e-6,
  iterations: Int = 200, seed: UInt64 = 0, isInterrupted: @escaping @Sendable () -> Bool = { false }
) throws -> [ResourcePrice] {
  let contest = Contest(game)
  guard steps.allSatisfy({ $0 >= 0 }), restarts.allSatisfy({ $0 > 0 }), step > 0, tolerance >= 0, iterations > 0 else {
    throw Refusal("steps and tolerance are >= 0; restarts, the gradient step and iterations are > 0")
  }
  let run = Run(iterations: iterations, seed: seed, recordEvery: iterations, isInterrupted: isInterrupted)
  var rows: [ResourcePrice] = []
  for count in steps {
    for runs in restarts {
      let bounded = BoundedResponse(steps: count, restarts: runs, step: step, seed: seed)
      let memory = ParallelNashMemory(bounded: bounded, tolerance: tolerance)
      try memory.check(contest)
      let solution = try memory.solve(contest, run)
      let figures = Dictionary(solution.figures.map { ($0.name, $0.value) }) { first, _ in first }
      rows.append(
        ResourcePrice(
          steps: count, restarts: runs, iterations: solution.iterations, outcome: solution.outcome,
          strategies: solution.points.map(\.count), supports: solution.supports.map(\.count),
          boundedNashConv: figures["bounded_nash_conv"] ?? solution.gap.nashConv,
          exactNashConv: figures["price"] == nil ? nil : solution.gap.nashConv))
      if solution.outcome == .interrupted { return rows }
    }
  }
  return rows
}
