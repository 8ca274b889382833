public import Scalars

/// A game's formulas at one scalar, as closures: the door between a formula and the laboratory.
public struct Formulas<S: Scalar>: Sendable {
  /// The loss of a player.
  public let loss: @Sendable (_ player: Int, _ z: Point<S>, _ knobs: Knobs<S>) -> S
  /// The blocks of xi of some players.
  public let gradient: @Sendable (_ players: Range<Int>, _ z: Point<S>, _ knobs: Knobs<S>, _ xi: Point<S>) -> Void
  /// All partial derivatives of a player's loss.
  public let fullGradient: @Sendable (_ player: Int, _ z: Point<S>, _ knobs: Knobs<S>, _ gradient: Point<S>) -> Void
  /// The projection on the constraint set, in place.
  public let project: @Sendable (_ z: Point<S>, _ knobs: Knobs<S>) -> Void
  /// A player's block replaced by its best response, in place.
  public let bestResponse: @Sendable (_ player: Int, _ z: Point<S>, _ knobs: Knobs<S>) -> Void

  /// A direction replaced by its rescaled form, in place.
  public let rescale: @Sendable (_ direction: Point<S>, _ z: Point<S>) -> Void
  /// A player's loss on a batch.
  public let sampledLoss: @Sendable (_ player: Int, _ z: Point<S>, _ knobs: Knobs<S>, _ batch: Batch<S>) -> S
  /// All partial derivatives of a player's loss on a batch.
  public let sampledGradient:
    @Sendable (_ player: Int, _ z: Point<S>, _ knobs: Knobs<S>, _ batch: Batch<S>, _ gradient: Point<S>) -> Void

  /// Formulas that are no game's, such as a linearisation.
  public init(
    loss: @escaping @Sendable (_ player: Int, _ z: Point<S>, _ knobs: Knobs<S>) -> S,
    gradient: @escaping @Sendable (_ players: Range<Int>, _ z: Point<S>, _ knobs: Knobs<S>, _ xi: Point<S>) -> Void,
    fullGradient: @escaping @Sendable (_ player: Int, _ z: Point<S>, _ knobs: Knobs<S>, _ gradient: Point<S>) -> Void,
    project: @escaping @Sendable (_ z: Point<S>, _ knobs: Knobs<S>) -> Void
  ) {
    (self.loss, self.gradient, self.fullGradient, self.project) = (loss, gradient, fullGradient, project)
    bestResponse = { _, _, _ in }
    rescale = { _, _ in }
    sampledLoss = { player, z, knobs, _ in loss(player, z, knobs) }
    sampledGradient = { player, z, knobs, _, slopes in fullGradient(player, z, knobs, slopes) }
  }

  /// What stands where a game is not compiled for a scalar.
  @inlinable static var missing: Formulas {
    @Sendable func stop() -> Never { preconditionFailure("the game is not compiled for this scalar") }
    return Formulas(
      loss: { _, _, _ in stop() }, gradient: { _, _, _, _ in stop() }, fullGradient: { _, _, _, _ in stop() },
      project: { _, _ in stop() })
  }

  @inlinable init<G: Game>(_ game: G) where S: OrderedScalar {
    loss = { game.loss(of: $0, at: $1, knobs: $2) }
    gradient = { game.gradient(of: $0, at: $1, knobs: $2, into: $3) }
    fullGradient = { game.fullGradient(of: $0, at: $1, knobs: $2, into: $3) }
    project = { game.project($0, knobs: $1) }
    bestResponse = { game.bestResponse(of: $0, at: $1, knobs: $2) }
    rescale = { game.rescale($0, at: $1) }
    sampledLoss = { game.sampledLoss(of: $0, at: $1, knobs: $2, batch: $3) }
    sampledGradient = { game.sampledGradient(of: $0, at: $1, knobs: $2, batch: $3, into: $4) }
  }
}

/// A game with its options fixed, compiled for every scalar the laboratory uses.
///
/// Made by the registry line, in the module of the games: elsewhere the formulas would not be specialised and run 13 to 32
/// times slower.
public struct CompiledGame: Sendable {
  /// The card of the family.
  public let card: Card
  /// The players with their coordinates.
  public let players: [Player]
  /// The coordinates of each player.
  public let blocks: [Range<Int>]
  /// The names of all coordinates.
  public let coordinates: [String]
  /// The knobs in the order of the formulas.
  public let knobs: [Knob]
  /// The default start.
  public let start: [Double]
  /// The game's own start of a trajectory of an ensemble.
  public let startOfTrajectory: @Sendable (_ trajectory: Int) -> [Double]
  /// The period of each coordinate, 0 where it has none; empty where none has.
  public let periods: [Double]
  /// The players of which a best response is known.
  public let bestResponders: [Int]
  /// Exact numbers about a point.
  public let diagnostics: [Diagnostic]
  /// See `Game`.
  public let isZeroSum, usesLanes, isArithmetic, isConstrained, isRescalable: Bool
  /// See `Game`.
  public let quadrature: QuadratureStatement?
  /// The random numbers that a sample takes; nil where the game cannot sample a batch.
  public let draws: SampleDraws?
  /// What is known from theory at these knobs.
  public let facts: @Sendable (_ knobs: [Double]) -> [Fact]
  /// Refuses knobs that are only together out of the domain.
  public let validateKnobs: @Sendable (_ knobs: [Double]) throws -> Void
  /// The game with structure left out that these knobs make superfluous.
  public let prepared: @Sendable (_ knobs: [Double]) -> CompiledGame

  /// The formulas at each scalar.
  public let onDouble: Formulas<Double>
  /// In lanes.
  public let onLanes: Formulas<Lanes>
  /// First derivatives.
  public let onDual: Formulas<Dual<Double>>
  /// First derivatives in lanes.
  public let onDualLanes: Formulas<Dual<Lanes>>
  /// Second derivatives.
  public let onSecondDual: Formulas<Dual<Dual<Double>>>

  /// Whether the formulas in lanes exist.
  public let isCompiledForLanes: Bool

  /// Compiles a game; call it in the module that defines `G`.
  @inlinable public init<G: Game>(_ game: G) {
    self.init(game, onLanes: Formulas(game), onDualLanes: Formulas(game)) { CompiledGame($0) }
  }

  /// Compiles a game whose trajectories never run in lanes, because its lanes run over quadrature nodes: two of five
  /// scalars, and the most expensive ones to compile, are left out.
  @inlinable public init<G: Game>(onDoubles game: G) {
    self.init(game, onLanes: nil, onDualLanes: nil) { CompiledGame(onDoubles: $0) }
  }

  @inlinable init<G: Game>(
    _ game: G, onLanes: Formulas<Lanes>?, onDualLanes: Formulas<Dual<Lanes>>?,
    compile: @escaping @Sendable (G) -> CompiledGame
  ) {
    card = G.card
    players = game.players
    blocks = game.players.indices.map { game.block(of: $0) }
    coordinates = game.players.flatMap(\.coordinates)
    (knobs, start, diagnostics) = (game.knobs, game.start, game.diagnostics)
    (periods, bestResponders) = (game.periods, game.bestResponders)
    startOfTrajectory = { game.start(trajectory: $0) }
    (isZeroSum, isConstrained, isRescalable) = (game.isZeroSum, game.isConstrained, game.isRescalable)
    isCompiledForLanes = onLanes != nil
    (usesLanes, isArithmetic) = (game.usesLanes && onLanes != nil, game.isArithmetic)
    (quadrature, draws) = (game.quadrature, game.draws)
    facts = { game.facts(knobs: $0) }
    validateKnobs = { try game.validate(knobs: $0) }
    prepared = { compile(game.prepared(for: $0)) }
    onDouble = Formulas(game)
    self.onLanes = onLanes ?? .missing
    onDual = Formulas(game)
    self.onDualLanes = onDualLanes ?? .missing
    onSecondDual = Formulas(game)
  }
}

/// A line of the registry of games.
public struct GameEntry: Sendable {
  /// The card of the family.
  public let card: Card
  /// The member of the family that the options choose.
  public let make: @Sendable (Options) throws -> CompiledGame

  /// Registers a family; call it in the module that defines `G`.
  @inlinable public init<G: Game>(_ family: G.Type) {
    card = G.card
    make = { CompiledGame(try G(options: $0)) }
  }

  /// Registers a family whose trajectories never run in lanes.
  @inlinable public init<G: Game>(onDoubles family: G.Type) {
    card = G.card
    make = { CompiledGame(onDoubles: try G(options: $0)) }
  }
}
