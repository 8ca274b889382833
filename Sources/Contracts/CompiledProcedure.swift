public import Scalars

/// A procedure with its options fixed, compiled for every scalar the laboratory uses.
public struct CompiledProcedure: Sendable {
  /// One step of the update map at one scalar.
  public typealias Step<S: OrderedScalar> = @Sendable (State<S>, StepKnobs<S>, FieldAccess<S>) -> State<S>

  /// The card.
  public let card: Card
  /// Knobs beside the step sizes.
  public let knobs: [Knob]
  /// The rows of memory.
  public let memory: [MemoryStart]
  /// What one step costs.
  public let cost: Cost
  /// Refuses a game that lacks what the procedure needs.
  public let check: @Sendable (CompiledGame) throws(Refusal) -> Void
  /// The stated law on linear fields.
  public let linearLaw: @Sendable (LinearField) -> Matrix<Double>
  /// The step on doubles.
  public let onDouble: Step<Double>
  /// In lanes.
  public let onLanes: Step<Lanes>
  /// With derivatives.
  public let onDual: Step<Dual<Double>>

  /// Compiles a procedure; call it in the module that defines `P`.
  @inlinable public init<P: Procedure>(_ procedure: P) {
    (card, knobs, memory, cost) = (P.card, P.knobs, procedure.memory, procedure.cost)
    check = { (game) throws(Refusal) in try procedure.check(game) }
    linearLaw = { procedure.linearLaw($0) }
    onDouble = { procedure.step($0, knobs: $1, game: $2) }
    onLanes = { procedure.step($0, knobs: $1, game: $2) }
    onDual = { procedure.step($0, knobs: $1, game: $2) }
  }
}

extension CompiledProcedure {
  /// Whether a game has what the procedure needs.
  public func applies(to game: CompiledGame) -> Bool { (try? check(game)) != nil }
}

/// A line of the registry of procedures.
public struct ProcedureEntry: Sendable {
  /// The card.
  public let card: Card
  /// Knobs beside the step sizes.
  public let knobs: [Knob]
  /// The procedure that the options choose, for a game with so many players.
  public let make: @Sendable (_ options: Options, _ players: Int) throws -> CompiledProcedure

  /// Registers a procedure; call it in the module that defines `P`.
  @inlinable public init<P: Procedure>(_ procedure: P.Type) {
    (card, knobs) = (P.card, P.knobs)
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
