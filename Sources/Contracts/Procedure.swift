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
  /// One step.
  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S>
  /// The stated law: the update map's matrix on the whole state for the unconstrained linear field `xi(w) = J w`.
  /// Written as matrix algebra, independently of `step`; a law of the laboratory compares the two.
  func linearLaw(_ field: LinearField) -> Matrix<Double>
}

extension Procedure {
  /// Any game will do.
  public func check(_ game: CompiledGame) throws(Refusal) {}
  /// No memory.
  public var memory: [MemoryStart] { [] }
  /// Step sizes only.
  public static var knobs: [Knob] { [] }
}

/// What a memory row holds before the first step.
public enum MemoryStart: String, Sendable {
  /// The starting iterate.
  case iterate
  /// Zero.
  case zero
  /// `xi` at the starting iterate.
  case simultaneousGradient
}

/// What one step costs, in evaluations of xi and in products with J or its transpose.
public struct Cost: Sendable {
  /// Evaluations of xi; one player's block counts as its share.
  public let fields: Double
  /// Products with J or its transpose.
  public let products: Int

  /// A cost.
  public init(fields: Double, products: Int = 0) { (self.fields, self.products) = (fields, products) }
}

/// The whole state of an update map: the iterate, then the memory rows, each with the same number of coordinates.
@frozen
public struct State<S: Scalar> {
  /// All rows, one after the other.
  public let all: Point<S>
  /// Coordinates of a row.
  public let dimension: Int

  /// A view of rows laid out one after the other.
  @inlinable @inline(__always) public init(all: Point<S>, dimension: Int) {
    (self.all, self.dimension) = (all, dimension)
  }
  /// A state without memory.
  @inlinable @inline(__always) public init(_ z: Point<S>) { self.init(all: z, dimension: z.count) }
  /// A state with one memory row.
  @inlinable @inline(__always) public init(_ z: Point<S>, _ memory: Point<S>) {
    let all = Point<S>(count: 2 * z.count, in: z.arena)
    all[0..<z.count].assign(z)
    all[z.count..<2 * z.count].assign(memory)
    self.init(all: all, dimension: z.count)
  }

  /// The iterate.
  @inlinable @inline(__always) public var iterate: Point<S> { self[0] }
  /// Row 0 is the iterate, row 1 the first row of memory.
  @inlinable @inline(__always) public subscript(row: Int) -> Point<S> { all[row * dimension..<(row + 1) * dimension] }
}

/// The knobs of a procedure as a step sees them, spread over the coordinates: player i's value in player i's block.
@frozen
public struct StepKnobs<S: Scalar> {
  @usableFromInline let values: Point<S>
  @usableFromInline let dimension: Int

  /// Step sizes first, then the knobs in the order of the procedure, each with `dimension` entries.
  @inlinable public init(_ values: Point<S>, dimension: Int) { (self.values, self.dimension) = (values, dimension) }

  /// The step size of each coordinate: `h * xi` is `diag(h_1 I, h_2 I, ...) xi`.
  @inlinable @inline(__always) public var eta: Point<S> { values[0..<dimension] }
  /// Knob `k`, one value per coordinate.
  @inlinable @inline(__always) public func perCoordinate(_ k: Int) -> Point<S> {
    values[(k + 1) * dimension..<(k + 2) * dimension]
  }
  /// Knob `k` where it is one number.
  @inlinable @inline(__always) public func value(_ k: Int) -> S { values[(k + 1) * dimension] }
}

/// A linear field `xi(w) = J w` with the step knobs, for stated laws.
public struct LinearField {
  /// The Jacobian.
  public let jacobian: Matrix<Double>
  /// Step sizes and knobs.
  public let knobs: StepKnobs<Double>
  /// The coordinates of each player.
  public let blocks: [Range<Int>]

  /// A linear field.
  public init(jacobian: Matrix<Double>, knobs: StepKnobs<Double>, blocks: [Range<Int>]) {
    (self.jacobian, self.knobs, self.blocks) = (jacobian, knobs, blocks)
  }

  /// The identity.
  public var identity: Matrix<Double> { diagonal { _ in 1 } }
  /// The diagonal matrix of the step sizes.
  public var eta: Matrix<Double> { diagonal { knobs.eta[$0] } }
  /// The diagonal matrix of a per-player knob.
  public func diagonal(_ k: Int) -> Matrix<Double> { diagonal { knobs.perCoordinate(k)[$0] } }
  /// The diagonal matrix that keeps one player's block.
  public func projector(on player: Int) -> Matrix<Double> { diagonal { blocks[player].contains($0) ? 1 : 0 } }
  /// The matrix with these blocks, row by row, each as large as J.
  public func assemble(_ parts: [[Matrix<Double>]]) -> Matrix<Double> {
    let n = jacobian.rows
    return Matrix(rows: parts.count * n, columns: parts.count * n, in: jacobian.entries.arena) {
      parts[$0 / n][$1 / n][$0 % n, $1 % n]
    }
  }

  private func diagonal(_ value: (Int) -> Double) -> Matrix<Double> {
    Matrix(rows: jacobian.rows, columns: jacobian.rows, in: jacobian.entries.arena) { $0 == $1 ? value($0) : 0 }
  }
}
