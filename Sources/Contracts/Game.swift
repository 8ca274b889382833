public import Scalars

/// One player: its name on the card and its block of coordinates.
public struct Player: Sendable {
  /// The role, such as `generator`.
  public let name: String
  /// The names of its coordinates.
  public let coordinates: [String]

  /// A player.
  public init(_ name: String, _ coordinates: [String]) { (self.name, self.coordinates) = (name, coordinates) }
}

/// A differentiable game, written once as formulas over an abstract scalar.
///
/// Every player minimises its own loss. The simultaneous gradient is `xi = (grad_1 loss_1, ..., grad_n loss_n)`, the flow is
/// `-xi`, the game Jacobian is `J = D xi`. Player 1 is the first block of coordinates.
///
/// For developers: write `card`, `init(options:)`, `players`, `knobs`, `start`, `facts` and `loss`, and add one line to
/// `Registry.swift`. From these everything else works: simulation in lanes, exact Jacobians, update-map spectra, the
/// command's help, the CSV header, the laws. The other members are optional; a law compares each with what it replaces.
public protocol Game: Sendable {
  /// The card of the whole family.
  static var card: Card { get }
  /// The member of the family that the options choose.
  init(options: Options) throws(Refusal)

  /// The players with their coordinates; a stored property, it is read in hot loops.
  var players: [Player] { get }
  /// The knobs, in the order in which formulas index them.
  var knobs: [Knob] { get }
  /// The default start.
  var start: [Double] { get }
  /// The start of a trajectory of an ensemble of the game's own starts (`--start initial:count=N`): where a network draws
  /// its weights, from the seed and the trajectory's number. Number 0 is `start`.
  func start(trajectory: Int) -> [Double]
  /// Refuses knobs that are only together out of the domain (an indefinite covariance).
  func validate(knobs: [Double]) throws(Refusal)
  /// What is known from theory at these knobs.
  func facts(knobs: [Double]) -> [Fact]
  /// Exact numbers about a point.
  var diagnostics: [Diagnostic] { get }

  /// Whether the losses sum to zero for all knobs (two players). A law checks it.
  var isZeroSum: Bool { get }
  /// Whether a simulation runs in lanes (small formulas) or on doubles with BLAS. Never depends on the number of starts.
  var usesLanes: Bool { get }
  /// Whether the formulas use only + - * / and square roots, so that doubles and lanes agree bit for bit: then a few
  /// trajectories run on doubles, where lanes would mostly idle. The law of ensembles checks it.
  var isArithmetic: Bool { get }
  /// Whether `project` does anything.
  var isConstrained: Bool { get }
  /// The players of which `bestResponse` is known.
  var bestResponders: [Int] { get }
  /// The same game with structure that these knobs make superfluous left out (quadrature of noise that is zero).
  /// Values and first derivatives in the coordinates are unchanged; derivatives in the knobs need the full game.
  func prepared(for knobs: [Double]) -> Self
  /// The quadrature behind the formulas, if there is one.
  var quadrature: QuadratureStatement? { get }

  /// The loss that a player minimises at the joint point `z`.
  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S
  /// The blocks of xi of the given players, written into their places in `xi`; the rest is left alone.
  /// Default: duals of the losses, one evaluation per coordinate.
  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>)
  /// All partial derivatives of one player's loss. Default: from xi in zero-sum games, otherwise duals of the loss.
  func fullGradient<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>, into gradient: Point<S>)
  /// Moves the point to the nearest one of the constraint set, in place.
  func project<S: OrderedScalar>(_ z: Point<S>, knobs k: Knobs<S>)
  /// Replaces the block of one of the `bestResponders` by a minimiser of its loss given the others, in place, with exact
  /// derivatives in the others' coordinates where the scalar carries them.
  func bestResponse<S: OrderedScalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>)
  /// Whether a direction of the joint space has a form in units of the game's own (`rescale`).
  var isRescalable: Bool { get }
  /// Replaces a direction at `z` by its rescaled form, in place.
  func rescale<S: Scalar>(_ direction: Point<S>, at z: Point<S>)
  /// The random numbers that a sample takes; nil where the game cannot sample a batch.
  var draws: SampleDraws? { get }
  /// A player's loss with every expectation replaced by the mean over a batch.
  func sampledLoss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>, batch: Batch<S>) -> S
  /// All partial derivatives of it. Default: duals of the loss, one evaluation per coordinate.
  func sampledGradient<S: Scalar>(
    of player: Int, at z: Point<S>, knobs k: Knobs<S>, batch: Batch<S>, into gradient: Point<S>)
  /// The period of each coordinate, 0 where it has none; empty where none has. Recorded values are brought into
  /// (-period/2, period/2]; the state itself is not wrapped, so that no memory row sees a jump.
  var periods: [Double] { get }
}

/// How accurate a game's quadrature claims to be; a law doubles the nodes and compares.
public struct QuadratureStatement: Sendable {
  /// The integer option that sets the number of nodes.
  public let option: String
  /// Whether the bound is measured with more nodes at every call, at several times the cost of a field; then a run asks for
  /// it only where a trajectory starts and where it ends.
  public let isMeasured: Bool
  /// The error from which on a run warns of it.
  public let threshold: Double
  /// A bound on the absolute error of every component of xi at a point and knobs.
  public let bound: @Sendable (_ z: [Double], _ knobs: [Double]) -> Double

  /// A statement.
  public init(
    option: String, isMeasured: Bool = false, threshold: Double = 1e-8,
    bound: @escaping @Sendable (_ z: [Double], _ knobs: [Double]) -> Double
  ) {
    (self.option, self.isMeasured, self.threshold, self.bound) = (option, isMeasured, threshold, bound)
  }
}

extension Game {
  /// No joint condition.
  public func validate(knobs: [Double]) throws(Refusal) {}
  /// None.
  public var diagnostics: [Diagnostic] { [] }
  /// Not claimed.
  public var isZeroSum: Bool { false }
  /// Lanes.
  public var usesLanes: Bool { true }
  /// Not claimed.
  public var isArithmetic: Bool { false }
  /// The whole space.
  public var isConstrained: Bool { false }
  /// The game itself.
  public func prepared(for knobs: [Double]) -> Self { self }
  /// Exact expectations.
  public var quadrature: QuadratureStatement? { nil }

  /// Derivatives of the losses by duals.
  @inlinable public func gradient<S: Scalar>(
    of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>
  ) {
    gradientByDuals(of: players, at: z, knobs: k, into: xi)
  }

  /// The default of `gradient`, for games whose own gradient covers only some cases.
  @inlinable public func gradientByDuals<S: Scalar>(
    of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>
  ) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let (seeded, lifted) = (z.lifted, k.lifted)
    for player in players {
      for i in block(of: player) {
        seeded[i].tangent = 1
        xi[i] = loss(of: player, at: seeded, knobs: lifted).tangent
        seeded[i].tangent = 0
      }
    }
  }

  /// In zero-sum games `grad loss_1 = (xi_1, -xi_2)`; otherwise derivatives of the loss by duals.
  @inlinable public func fullGradient<S: Scalar>(
    of player: Int, at z: Point<S>, knobs k: Knobs<S>, into gradient: Point<S>
  ) {
    if isZeroSum {
      self.gradient(of: 0..<2, at: z, knobs: k, into: gradient)
      for i in block(of: 1 - player) { gradient[i] = -gradient[i] }
      return
    }
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let (seeded, lifted) = (z.lifted, k.lifted)
    for i in 0..<z.count {
      seeded[i].tangent = 1
      gradient[i] = loss(of: player, at: seeded, knobs: lifted).tangent
      seeded[i].tangent = 0
    }
  }

  /// The same start for every trajectory.
  public func start(trajectory: Int) -> [Double] { start }
  /// None is known.
  public var bestResponders: [Int] { [] }
  /// Nothing to replace.
  @inlinable public func bestResponse<S: OrderedScalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) {}
  /// It has none.
  public var isRescalable: Bool { false }
  /// Nothing to replace.
  @inlinable public func rescale<S: Scalar>(_ direction: Point<S>, at z: Point<S>) {}
  /// It cannot.
  public var draws: SampleDraws? { nil }
  /// The exact loss.
  @inlinable public func sampledLoss<S: Scalar>(
    of player: Int, at z: Point<S>, knobs k: Knobs<S>, batch: Batch<S>
  ) -> S {
    loss(of: player, at: z, knobs: k)
  }
  /// Derivatives of the sampled loss by duals.
  @inlinable public func sampledGradient<S: Scalar>(
    of player: Int, at z: Point<S>, knobs k: Knobs<S>, batch: Batch<S>, into gradient: Point<S>
  ) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let (seeded, lifted, numbers) = (z.lifted, k.lifted, batch.lifted)
    for i in 0..<z.count {
      seeded[i].tangent = 1
      gradient[i] = sampledLoss(of: player, at: seeded, knobs: lifted, batch: numbers).tangent
      seeded[i].tangent = 0
    }
  }
  /// No angles.
  public var periods: [Double] { [] }

  /// Nothing to project.
  @inlinable public func project<S: OrderedScalar>(_ z: Point<S>, knobs k: Knobs<S>) {}

  /// The coordinates of a player.
  @inlinable public func block(of player: Int) -> Range<Int> {
    var start = 0
    for earlier in 0..<player { start += players[earlier].coordinates.count }
    return start..<start + players[player].coordinates.count
  }
}
