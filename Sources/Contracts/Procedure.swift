public import Scalars

/// A training procedure, written once over an abstract scalar: one step of its update map, reading like the paper.
///
/// The state is the iterate and the declared memory rows, each as long as the iterate; the update map acts on all of it, and
/// its derivative is what stability is about. `project` is part of the update: apply it after every player's update and to
/// every extrapolated point.
///
/// For developers: write `card`, `knobs`, `init(options:players:)`, `step`, `linearLaw` and, if there is memory, `memory`;
/// add one line to `Registry.swift`. Simulation, spectra, help and laws follow.
public protocol Procedure: Sendable {
  /// The card.
  static var card: Card { get }
  /// What is known of it on linear fields and near equilibria, for people; J is the Jacobian, h the step sizes.
  static var law: String { get }
  /// Knobs beside the step sizes, in the order in which `step` indexes them.
  static var knobs: [Knob] { get }
  /// The procedure that the options choose, for a game with so many players.
  init(options: Options, players: Int) throws(Refusal)
  /// Refuses a game that lacks what the procedure needs, in one sentence. Laws and tables of all procedures leave out such
  /// pairs.
  func check(_ game: CompiledGame) throws(Refusal)
  /// The rows of memory, by the value they start from.
  var memory: [MemoryStart] { get }
  /// What one step costs.
  var cost: Cost { get }
  /// Which fixed points the update map has beside the zeros of xi.
  var fixedPoints: FixedPoints { get }
  /// Whether the update map does not depend on the step number. Where it does, stability is that of its limit: `step` at the
  /// step number infinity.
  var isAutonomous: Bool { get }
  /// Whether a step uses only + - * / and square roots beside the game; see `Game.isArithmetic`.
  var isArithmetic: Bool { get }
  /// Why a step from a moderate point may not be finite, and what to set instead, in one sentence.
  static var undefined: String? { get }
  /// One step.
  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S>
  /// The stated law: the update map's matrix on the whole state for the unconstrained linear field `xi(w) = J w`.
  /// Written as matrix algebra, independently of `step`; a law of the laboratory compares the two. Nil where J does not
  /// decide it.
  func linearLaw(_ field: LinearField) -> Matrix<Double>?
}

extension Procedure {
  /// Any game will do.
  public func check(_ game: CompiledGame) throws(Refusal) {}
  /// No memory.
  public var memory: [MemoryStart] { [] }
  /// None.
  public var fixedPoints: FixedPoints { .zerosOfXi }
  /// It does not.
  public var isAutonomous: Bool { true }
  /// It does.
  public var isArithmetic: Bool { true }
  /// Every step from a moderate point is finite.
  public static var undefined: String? { nil }
  /// Not decided by J.
  public func linearLaw(_ field: LinearField) -> Matrix<Double>? { nil }
  /// Nothing stated.
  public static var law: String { "" }
  /// Step sizes only.
  public static var knobs: [Knob] { [] }
}

/// What a memory row holds before the first step.
public enum MemoryStart: String, Sendable {
  /// The starting iterate.
  case iterate
  /// Zero.
  case zero
  /// One.
  case one
  /// `xi` at the starting iterate.
  case simultaneousGradient

  /// The row in words.
  public var description: String {
    switch self {
    case .iterate: "a row of memory that starts at the iterate"
    case .zero: "a row of memory that starts at 0"
    case .one: "a row of memory that starts at 1"
    case .simultaneousGradient: "a row of memory that starts at xi"
    }
  }
}

/// The fixed points of an update map without constraints.
public enum FixedPoints: Sendable {
  /// The zeros of xi and no others.
  case zerosOfXi
  /// The zeros of xi, and others where the text says.
  case others(String)
  /// Zeros of xi need not be fixed points, for the reason in the text; in zero-sum games they are.
  case moved(String)

  /// The text of the reference pages.
  public var description: String {
    switch self {
    case .zerosOfXi: "the zeros of xi"
    case .others(let text): "the zeros of xi, and \(text)"
    case .moved(let text): "those of xi in zero-sum games; otherwise \(text)"
    }
  }
}
