public import Scalars

/// A procedure with its options fixed, compiled for every scalar the laboratory uses.
public struct CompiledProcedure: Sendable {
  /// One step of the update map at one scalar.
  public typealias Step<S: OrderedScalar> = @Sendable (State<S>, StepKnobs<S>, FieldAccess<S>) -> State<S>

  /// The card.
  public let card: Card
  /// Knobs beside the step sizes, wrappers' included.
  public var knobs: [Knob]
  /// The rows of memory.
  public var memory: [MemoryStart]
  /// What one step costs.
  public var cost: Cost
  /// Refuses a game that lacks what the procedure needs.
  public var check: @Sendable (CompiledGame) throws(Refusal) -> Void
  /// See `Procedure`.
  public let fixedPoints: FixedPoints
  /// See `Procedure`.
  public let undefined: String?
  /// See `Procedure`; wrappers included.
  public var isAutonomous: Bool
  /// See `Procedure`; wrappers included.
  public var isArithmetic: Bool
  /// Whether a wrapper draws random numbers; then the maps without a noise source are the mean maps.
  public var isStochastic = false
  /// The row of the state that is recorded: 0, the iterate, unless a wrapper puts an average in its place.
  public var output = 0
  /// The ids of the wrappers, the innermost first.
  public var wrappers: [String] = []
  @usableFromInline var changes: [FieldChange: String] = [:]
  /// The stated law on linear fields; nil where there is none.
  public var linearLaw: @Sendable (LinearField) -> Matrix<Double>?
  /// The step on doubles.
  public var onDouble: Step<Double>
  /// In lanes.
  public var onLanes: Step<Lanes>
  /// With derivatives.
  public var onDual: Step<Dual<Double>>

  /// Compiles a procedure; call it in the module that defines `P`.
  @inlinable public init<P: Procedure>(_ procedure: P) {
    (card, knobs, memory, cost) = (P.card, P.knobs, procedure.memory, procedure.cost)
    (fixedPoints, undefined, isAutonomous) = (procedure.fixedPoints, P.undefined, procedure.isAutonomous)
    isArithmetic = procedure.isArithmetic
    check = { (game) throws(Refusal) in try procedure.check(game) }
    linearLaw = { procedure.linearLaw($0) }
    onDouble = { procedure.step($0, knobs: $1, game: $2) }
    onLanes = { procedure.step($0, knobs: $1, game: $2) }
    onDual = { procedure.step($0, knobs: $1, game: $2) }
  }
}

extension CompiledProcedure {
  /// The id, followed by those of the wrappers.
  public var name: String { ([card.id] + wrappers).joined(separator: ", ") }
  /// Whether a game has what the procedure needs.
  public func applies(to game: CompiledGame) -> Bool { (try? check(game)) != nil }
}

extension CompiledGame {
  /// Refuses a game of more or fewer than two players, for procedures whose rule knows a leader and a follower.
  public func requireTwoPlayers(_ id: String) throws(Refusal) {
    guard players.count == 2 else {
      throw Refusal("\(id) needs a game of two players")
    }
  }
}

/// A line of the registry of procedures.
public struct ProcedureEntry: Sendable {
  /// The card.
  public let card: Card
  /// Knobs beside the step sizes.
  public let knobs: [Knob]
  /// See `Procedure`.
  public let law: String
  /// The procedure that the options choose, for a game with so many players.
  public let make: @Sendable (_ options: Options, _ players: Int) throws -> CompiledProcedure

  /// Registers a procedure; call it in the module that defines `P`.
  @inlinable public init<P: Procedure>(_ procedure: P.Type) {
    (card, knobs, law) = (P.card, P.knobs, P.law)
    make = { CompiledProcedure(try P(options: $0, players: $1)) }
  }
}

/// The two scalars that simulations run on.
public protocol SimulationScalar: PackedScalar {
  /// A game at this scalar, with its knobs.
  static func access(_ game: CompiledGame, knobs: Knobs<Self>) -> FieldAccess<Self>
  /// A procedure's step at this scalar.
  static func step(of procedure: CompiledProcedure) -> CompiledProcedure.Step<Self>
}

extension Double: SimulationScalar {
  /// A game on doubles.
  public static func access(_ game: CompiledGame, knobs: Knobs<Double>) -> FieldAccess<Double> {
    FieldAccess(game, game.onDouble, game.onDual, knobs: knobs)
  }
  /// A step on doubles.
  public static func step(of procedure: CompiledProcedure) -> CompiledProcedure.Step<Double> { procedure.onDouble }
}

extension Lanes: SimulationScalar {
  /// A game in lanes.
  public static func access(_ game: CompiledGame, knobs: Knobs<Lanes>) -> FieldAccess<Lanes> {
    FieldAccess(game, game.onLanes, game.onDualLanes, knobs: knobs)
  }
  /// A step in lanes.
  public static func step(of procedure: CompiledProcedure) -> CompiledProcedure.Step<Lanes> { procedure.onLanes }
}
