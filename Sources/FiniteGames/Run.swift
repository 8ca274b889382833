internal import Contracts

/// Which strategies an iterative algorithm reports.
public enum Average: String, CaseIterable, Sendable {
  /// The mean of the strategies played so far.
  case uniform
  /// The same with weight t in round t.
  case linear
  /// The strategies of the last round.
  case last
}

/// How an algorithm is run and where its iterations go.
public struct Run {
  /// Iterations at most.
  public var iterations: Int
  /// Which strategies are reported; nil is the algorithm's own choice.
  public var average: Average?
  /// Strategies to start from; nil is the algorithm's own choice.
  public var start: Profile?
  /// Points of each player to start from, which `start` weights; nil is the algorithm's own choice.
  public var points: [[[Double]]]?
  /// The seed of every random number.
  public var seed: UInt64
  /// Every how many iterations one is recorded; the last one always is.
  public var recordEvery: Int
  /// Stops when NashConv is at most this; nil never.
  public var tolerance: Double?
  /// Takes a recorded iteration.
  public var record: (Iteration) throws -> Void
  /// Asked after every iteration; true ends the run.
  public var isInterrupted: () -> Bool
  /// Told how many iterations are done.
  public var progress: (Int) -> Void

  /// A run that records nothing unless told.
  public init(
    iterations: Int, average: Average? = nil, start: Profile? = nil, seed: UInt64 = 0, recordEvery: Int = 1,
    tolerance: Double? = nil, record: @escaping (Iteration) throws -> Void = { _ in },
    isInterrupted: @escaping () -> Bool = { false }, progress: @escaping (Int) -> Void = { _ in }
  ) {
    (self.iterations, self.average, self.start, self.seed) = (iterations, average, start, seed)
    (self.recordEvery, self.tolerance, self.record) = (recordEvery, tolerance, record)
    (self.isInterrupted, self.progress) = (isInterrupted, progress)
  }

  /// Whether an iteration is recorded.
  func records(_ iteration: Int) -> Bool { iteration % recordEvery == 0 || iteration == iterations }
}

extension Run {
  /// Refuses strategies to start from that weight no points, which an algorithm that has its own start would ignore.
  func refuseStart(for card: Card) throws(Refusal) {
    guard start == nil || points != nil else {
      throw Refusal("--start: \(card.id) has no use for strategies to start from; leave --start out, or take a learner")
    }
  }
}

/// One recorded iteration.
public struct Iteration: Sendable {
  /// From 1.
  public let number: Int
  /// The strategies reported; empty where they are no strategies over a fixed list of actions.
  public let profile: Profile
  /// How far they are from an equilibrium.
  public let gap: Gap
  /// What the algorithm says beside, in the order of its `columns`.
  public let extras: [Double]

  /// An iteration.
  public init(number: Int, profile: Profile, gap: Gap, extras: [Double] = []) {
    (self.number, self.profile, self.gap, self.extras) = (number, profile, gap, extras)
  }
}

/// How a run ended.
public enum NashOutcome: Sendable, Equatable {
  /// An equilibrium to rounding, by a method that ends.
  case solved
  /// NashConv reached the tolerance asked for.
  case converged
  /// All iterations were made.
  case iterationBudget
  /// No player has anything to add.
  case nothingToAdd
  /// Ended before its goal, for this reason.
  case stopped(String)
  /// Stopped from outside; what was recorded is valid.
  case interrupted

  /// The name in files.
  public var name: String {
    switch self {
    case .solved: "solved"
    case .converged: "converged"
    case .iterationBudget: "iterationBudget"
    case .nothingToAdd: "nothingToAdd"
    case .stopped: "stopped"
    case .interrupted: "interrupted"
    }
  }

  /// One sentence for a person.
  public var advice: String {
    switch self {
    case .solved: "solved to rounding"
    case .converged: "NashConv reached the tolerance"
    case .iterationBudget: "all iterations were made; raise --iterations for a smaller gap"
    case .nothingToAdd: "the best responses are gathered already, or gain nothing: nothing to add"
    case .stopped(let reason): reason
    case .interrupted: "stopped from outside"
    }
  }
}

/// What an algorithm found.
public struct Solution: Sendable {
  /// The strategies reported; over `points` where there are any.
  public var profile: Profile
  /// How far they are from an equilibrium.
  public var gap: Gap
  /// Iterations made.
  public var iterations: Int
  /// How the run ended.
  public var outcome: NashOutcome
  /// Further equilibria, where an algorithm finds all of them; the first is `profile`.
  public var equilibria: [Profile] = []
  /// The points of each player that `profile` weights, where they are no actions of a list.
  public var points: [[[Double]]] = []
  /// Numbers of the algorithm's own, named, for JSON and the summary.
  public var figures: [(name: String, value: Double)] = []
  /// What a reader should know, in sentences.
  public var notes: [String] = []

  /// A solution.
  public init(profile: Profile, gap: Gap, iterations: Int, outcome: NashOutcome) {
    (self.profile, self.gap, self.iterations, self.outcome) = (profile, gap, iterations, outcome)
  }

  /// The actions of each player that are played with a probability above 1e-9, from 1.
  public var supports: [[Int]] { Self.supports(profile) }

  /// The same of a profile.
  public static func supports(_ profile: Profile) -> [[Int]] {
    profile.map { strategy in strategy.indices.filter { strategy[$0] > 1e-9 }.map { $0 + 1 } }
  }
}
