/// What a formula may do: the abstract number over which games and training procedures are written once.
///
/// What the scalar is decides what a run means: `Double` is one trajectory, `Lanes` is 32 of them, `Dual` carries an exact
/// derivative and nests. There is no order and there are no decimal literals, so the same text also makes sense for
/// intervals: write one tenth as `.ratio(1, 10)`. Procedures and projections use the little order of `OrderedScalar`.
///
/// Functions are requirements, not helpers, because each type has its own best form: overflow-safe on `Double`,
/// branch-free on `Lanes`, a derivative rule on `Dual`.
public protocol Scalar: Sendable, BitwiseCopyable, ExpressibleByIntegerLiteral {
  /// This double, exactly.
  init(exact value: Double)

  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static prefix func - (a: Self) -> Self

  static func exp(_ x: Self) -> Self
  static func log(_ x: Self) -> Self
  static func sqrt(_ x: Self) -> Self
  static func sin(_ x: Self) -> Self
  static func cos(_ x: Self) -> Self
  static func tanh(_ x: Self) -> Self

  /// `1 / (1 + exp(-x))`.
  static func sigmoid(_ x: Self) -> Self
  /// `sigmoid(x) sigmoid(-x)`, the slope of the sigmoid, without cancellation.
  static func sigmoidSlope(_ x: Self) -> Self
  /// `log(1 + exp(x))` without overflow.
  static func softplus(_ x: Self) -> Self
  /// The standard normal distribution function.
  static func normalCDF(_ x: Self) -> Self
  /// The standard normal density.
  static func normalPDF(_ x: Self) -> Self

  static func square(_ x: Self) -> Self
  /// Absolute value; its derivative is `sign`, so 0 at 0.
  static func abs(_ x: Self) -> Self
  /// `max(x, 0)`; its derivative is `step`, so 0 at 0.
  static func relu(_ x: Self) -> Self
  /// -1, 0 or 1; on an interval the hull of these. Derivative 0.
  static func sign(_ x: Self) -> Self
  /// 1 where `x > 0`, otherwise 0. Derivative 0.
  static func step(_ x: Self) -> Self

  /// Row-major matrix product `c = op(a) op(b)`, `op(a)` of shape `rows x inner`, `op(b)` of shape `inner x columns`;
  /// `op` transposes where asked. A hook of the scalar: BLAS on `Double`, the product rule on `Dual`, loops on `Lanes`.
  static func multiply(
    _ a: UnsafePointer<Self>, transposed aTransposed: Bool, _ b: UnsafePointer<Self>, transposed bTransposed: Bool,
    into c: UnsafeMutablePointer<Self>, rows: Int, inner: Int, columns: Int, scratch: Arena)
  /// Solves `A X = B` for row-major `a` of shape `order x order` and `b` of shape `order x columns`, leaving X in `b`; not
  /// finite where A is singular. A hook of the scalar: LAPACK on `Double`, lane by lane on `Lanes`,
  /// `X' = A^-1 (B' - A' X)` on `Dual`.
  static func solve(
    _ a: UnsafePointer<Self>, order: Int, into b: UnsafeMutablePointer<Self>, columns: Int, scratch: Arena)

  /// A layer of tanh units, its slopes and its gradient in one pass each: hooks of the scalar, explained at their defaults;
  /// false where it has no kernel.
  static func tanhLayer(
    _ weights: Matrix<Self>, _ x: Matrix<Self>, biases: Point<Self>, into output: Matrix<Self>
  ) -> Bool
  static func tanhLayerSlopes(
    _ weights: Matrix<Self>, _ above: Matrix<Self>, units: Matrix<Self>, into below: Matrix<Self>
  ) -> Bool
  static func layerGradient(
    _ slopes: Matrix<Self>, scale: Point<Self>?, _ x: Matrix<Self>, weights: Matrix<Self>, biases: Point<Self>
  ) -> Bool

  /// Several values side by side: long arrays of doubles, and of duals over doubles, are worked through in lanes.
  associatedtype Pack: Scalar
  /// Values in a pack: 32 on doubles and their duals, 1 on what is packed already.
  static var packCount: Int { get }
  /// `packCount` values from memory, `stride` values apart.
  static func pack(_ x: UnsafePointer<Self>, stride: Int) -> Pack
  /// The values of a pack back to memory.
  static func unpack(_ pack: Pack, into x: UnsafeMutablePointer<Self>, stride: Int)
  /// One value in all places.
  static func splat(_ x: Self) -> Pack
  /// The sum of the values of a pack.
  static func sum(_ pack: Pack) -> Self
}

extension Scalar {
  /// The exact quotient of two integers, as far as the type can hold it.
  @inlinable @inline(__always) public static func ratio(_ p: Int, _ q: Int) -> Self {
    Self(exact: Double(p)) / Self(exact: Double(q))
  }

  /// `log sigmoid(x) = -softplus(-x)`.
  @inlinable @inline(__always) public static func logSigmoid(_ x: Self) -> Self { -softplus(-x) }

  /// `exp(-x^2/2) / sqrt(2 pi)`.
  @inlinable @inline(__always) public static func normalPDF(_ x: Self) -> Self {
    exp(-(square(x) / 2)) * Self(exact: 0.398_942_280_401_432_7)
  }

  /// `x * x`; an interval has a tighter one.
  @inlinable @inline(__always) public static func square(_ x: Self) -> Self { x * x }

  /// The product by loops.
  @inlinable public static func multiply(
    _ a: UnsafePointer<Self>, transposed aTransposed: Bool, _ b: UnsafePointer<Self>, transposed bTransposed: Bool,
    into c: UnsafeMutablePointer<Self>, rows: Int, inner: Int, columns: Int, scratch: Arena
  ) {
    multiplyByLoops(
      a, transposed: aTransposed, b, transposed: bTransposed, into: c, rows: rows, inner: inner, columns: columns)
  }

  @inlinable static func multiplyByLoops(
    _ a: UnsafePointer<Self>, transposed aTransposed: Bool, _ b: UnsafePointer<Self>, transposed bTransposed: Bool,
    into c: UnsafeMutablePointer<Self>, rows: Int, inner: Int, columns: Int
  ) {
    let (aRow, aColumn) = aTransposed ? (1, rows) : (inner, 1)
    let (bRow, bColumn) = bTransposed ? (1, inner) : (columns, 1)
    for i in 0..<rows {
      for j in 0..<columns {
        var sum: Self = 0
        for k in 0..<inner { sum = sum + a[i * aRow + k * aColumn] * b[k * bRow + j * bColumn] }
        c[i * columns + j] = sum
      }
    }
  }
}

/// A scalar with the little order that procedures and projections need, as branch-free operations.
///
/// Never a Swift `if`: in lanes each lane decides for itself, on duals the value part decides.
public protocol OrderedScalar: Scalar {
  /// Whether values carry derivatives, which iterations that stop at a tolerance would truncate.
  static var carriesDerivatives: Bool { get }
  /// `a` where `x > 0`, otherwise `b` (also where `x` is not a number).
  static func select(positive x: Self, _ a: Self, _ b: Self) -> Self

  /// Numbers that no formula gives, such as the zeros of a function: `body` sees the values of `inputs` as doubles and fills
  /// `outputs`, which are constants. A hook of the scalar: lane by lane where there are lanes, from the values on `Dual`.
  ///
  /// Derivatives are 0. Where the outputs solve an equation, one Newton step on the scalar gives them their first
  /// derivatives, and each further step doubles the order.
  static func constants(
    from inputs: Point<Self>, into outputs: Point<Self>,
    _ body: (_ inputs: Point<Double>, _ outputs: Point<Double>) -> Void)
}

extension OrderedScalar {
  /// They do not.
  public static var carriesDerivatives: Bool { false }
  /// The larger of the two; `a` at a tie.
  @inlinable @inline(__always) public static func max(_ a: Self, _ b: Self) -> Self { select(positive: b - a, b, a) }
  /// The smaller of the two; `a` at a tie.
  @inlinable @inline(__always) public static func min(_ a: Self, _ b: Self) -> Self { select(positive: a - b, b, a) }
  /// `x` moved into `[low, high]`; inside, ends included, the derivative is that of `x`.
  @inlinable @inline(__always) public static func clamp(_ x: Self, _ low: Self, _ high: Self) -> Self {
    min(max(x, low), high)
  }
}

/// A scalar that packs one or more doubles: what the ensemble engine fills and reads.
public protocol PackedScalar: OrderedScalar {
  /// Doubles in one value.
  static var laneCount: Int { get }
  /// One of the packed doubles.
  subscript(lane lane: Int) -> Double { get set }
}

extension PackedScalar {
  /// Lane by lane.
  @inlinable public static func constants(
    from inputs: Point<Self>, into outputs: Point<Self>,
    _ body: (_ inputs: Point<Double>, _ outputs: Point<Double>) -> Void
  ) {
    let mark = inputs.arena.mark
    defer { inputs.arena.release(to: mark) }
    let (given, found) = (
      Point<Double>(count: inputs.count, in: inputs.arena), Point<Double>(count: outputs.count, in: inputs.arena)
    )
    for lane in 0..<laneCount {
      for i in 0..<given.count { given[i] = inputs[i][lane: lane] }
      body(given, found)
      for i in 0..<found.count { outputs[i][lane: lane] = found[i] }
    }
  }
}
