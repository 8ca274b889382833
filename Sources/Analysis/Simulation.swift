public import Contracts
internal import Scalars
internal import Synchronization

/// A plan: which game, procedure and numbers, how far, what to record.
public struct Simulation: Sendable {
  /// The game with superfluous structure left out.
  public let game: CompiledGame
  /// The procedure.
  public let procedure: CompiledProcedure
  /// The numbers.
  public let settings: Settings
  /// Starting points.
  public let starts: Starts
  /// Steps to take, and every how many to record; step 0 and the last step are always recorded.
  public let steps, recordEvery: Int
  /// Stop a trajectory when the residual falls to this.
  public let tolerance: Double?
  /// Diagnostics to record, after the residual.
  public let diagnostics: [Diagnostic]
  /// The seed of batches.
  public let seed: UInt64
  /// The trajectories before this one are left out, as they are done already; the others keep their numbers.
  public private(set) var firstTrajectory = 0

  /// A plan.
  public init(
    game: CompiledGame, procedure: CompiledProcedure, settings: Settings, starts: Starts, steps: Int,
    recordEvery: Int = 1,
    tolerance: Double? = nil, diagnostics: [Diagnostic] = [], seed: UInt64 = 0
  ) {
    self.game = game.prepared(settings.gameKnobs)
    (self.procedure, self.settings, self.starts) = (procedure, settings, starts)
    (self.steps, self.recordEvery, self.tolerance, self.diagnostics) = (steps, recordEvery, tolerance, diagnostics)
    self.seed = seed
  }

  /// The same plan without the trajectories before `first`.
  public func starting(at first: Int) -> Simulation {
    var plan = self
    plan.firstTrajectory = first
    return plan
  }

  /// Numbers in a recorded row: coordinates, residual, diagnostics.
  public var width: Int { game.coordinates.count + 1 + diagnostics.count }
  /// Rows of a trajectory that takes every step.
  public var maximalRows: Int { steps / recordEvery + (steps % recordEvery == 0 ? 1 : 2) }
}

/// What a run shares with its onlookers: progress to read, a flag to stop it.
public final class RunMonitor: Sendable {
  private let done = Atomic<Int>(0)
  private let stop = Atomic<Bool>(false)

  /// Nothing done, not stopped.
  public init() {}
  /// Trajectory-steps done so far.
  public var stepsDone: Int { done.load(ordering: .relaxed) }
  /// Whether the run was asked to stop.
  public var isStopped: Bool { stop.load(ordering: .relaxed) }
  /// Asks the run to stop; what is finished stays valid.
  public func requestStop() { stop.store(true, ordering: .relaxed) }
  func add(_ steps: Int) { done.add(steps, ordering: .relaxed) }
}

/// Consecutive recorded rows of one trajectory.
public struct Rows: Sendable {
  /// Its index among the starts.
  public let trajectory: Int
  /// The step of each row.
  public internal(set) var steps: [Int] = []
  /// The numbers, row by row: coordinates, residual, diagnostics.
  public internal(set) var values: [Double] = []
}
