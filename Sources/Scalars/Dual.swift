/// A value and one directional derivative, over any scalar; nests for higher order.
///
/// Levels cannot be mixed by accident: a formula sees one opaque scalar. At kinks the conventions of `Scalar` hold
/// (the derivative of `abs` and `relu` at 0 is 0); decisions follow the value part.
@frozen
public struct Dual<Base: Scalar>: Scalar {
  /// The value, and its derivative along the seeded direction.
  public var value, tangent: Base

  /// A value with its derivative.
  @inlinable @inline(__always) public init(value: Base, tangent: Base) { (self.value, self.tangent) = (value, tangent) }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Dual {
  @inlinable @inline(__always) public init(exact value: Double) { self.init(value: Base(exact: value), tangent: 0) }
  @inlinable @inline(__always) public init(integerLiteral value: Int) { self.init(exact: Double(value)) }
  /// The chain rule: a function's value and its slope at `x.value`.
  @inlinable @inline(__always) init(_ value: Base, slope: Base, along x: Self) {
    self.init(value: value, tangent: slope * x.tangent)
  }

  @inlinable @inline(__always) public static func + (a: Self, b: Self) -> Self {
    Self(value: a.value + b.value, tangent: a.tangent + b.tangent)
  }
  @inlinable @inline(__always) public static func - (a: Self, b: Self) -> Self {
    Self(value: a.value - b.value, tangent: a.tangent - b.tangent)
  }
  @inlinable @inline(__always) public static func * (a: Self, b: Self) -> Self {
    Self(value: a.value * b.value, tangent: a.tangent * b.value + a.value * b.tangent)
  }
  @inlinable @inline(__always) public static func / (a: Self, b: Self) -> Self {
    let quotient = a.value / b.value
    return Self(value: quotient, tangent: (a.tangent - quotient * b.tangent) / b.value)
  }
  @inlinable @inline(__always) public static prefix func - (a: Self) -> Self {
    Self(value: -a.value, tangent: -a.tangent)
  }

  @inlinable @inline(__always) public static func exp(_ x: Self) -> Self {
    let e: Base = .exp(x.value)
    return Self(e, slope: e, along: x)
  }
  @inlinable @inline(__always) public static func log(_ x: Self) -> Self {
    Self(value: .log(x.value), tangent: x.tangent / x.value)
  }
  @inlinable @inline(__always) public static func sqrt(_ x: Self) -> Self {
    let root: Base = .sqrt(x.value)
    return Self(value: root, tangent: x.tangent / (2 * root))
  }
  @inlinable @inline(__always) public static func sin(_ x: Self) -> Self {
    Self(.sin(x.value), slope: .cos(x.value), along: x)
  }
  @inlinable @inline(__always) public static func cos(_ x: Self) -> Self {
    Self(.cos(x.value), slope: -.sin(x.value), along: x)
  }
  @inlinable @inline(__always) public static func tanh(_ x: Self) -> Self {
    let t: Base = .tanh(x.value)
    return Self(t, slope: (1 - t) * (1 + t), along: x)
  }

  @inlinable @inline(__always) public static func sigmoid(_ x: Self) -> Self {
    Self(.sigmoid(x.value), slope: .sigmoidSlope(x.value), along: x)
  }
  @inlinable @inline(__always) public static func sigmoidSlope(_ x: Self) -> Self {
    let slope: Base = .sigmoidSlope(x.value)
    return Self(slope, slope: slope * (1 - 2 * .sigmoid(x.value)), along: x)
  }
  @inlinable @inline(__always) public static func softplus(_ x: Self) -> Self {
    Self(.softplus(x.value), slope: .sigmoid(x.value), along: x)
  }
  @inlinable @inline(__always) public static func normalCDF(_ x: Self) -> Self {
    Self(.normalCDF(x.value), slope: .normalPDF(x.value), along: x)
  }

  @inlinable @inline(__always) public static func square(_ x: Self) -> Self {
    Self(.square(x.value), slope: 2 * x.value, along: x)
  }
  @inlinable @inline(__always) public static func abs(_ x: Self) -> Self {
    Self(.abs(x.value), slope: .sign(x.value), along: x)
  }
  @inlinable @inline(__always) public static func relu(_ x: Self) -> Self {
    Self(.relu(x.value), slope: .step(x.value), along: x)
  }
  @inlinable @inline(__always) public static func sign(_ x: Self) -> Self { Self(value: .sign(x.value), tangent: 0) }
  @inlinable @inline(__always) public static func step(_ x: Self) -> Self { Self(value: .step(x.value), tangent: 0) }

  @inlinable public static func multiply(
    _ a: UnsafePointer<Self>, transposed aTransposed: Bool, _ b: UnsafePointer<Self>, transposed bTransposed: Bool,
    into c: UnsafeMutablePointer<Self>, rows: Int, inner: Int, columns: Int, scratch: Arena
  ) {
    if rows * inner * columns <= 512 {
      return multiplyByLoops(
        a, transposed: aTransposed, b, transposed: bTransposed, into: c, rows: rows, inner: inner, columns: columns)
    }
    let mark = scratch.mark
    defer { scratch.release(to: mark) }
    // Values and tangents as planes, so that the base's own product (BLAS) does the work: (ab)' = a'b + ab'.
    let (aValue, aTangent) = planes(of: a, count: rows * inner, in: scratch)
    let (bValue, bTangent) = planes(of: b, count: inner * columns, in: scratch)
    func product(_ left: UnsafePointer<Base>, _ right: UnsafePointer<Base>) -> UnsafeMutablePointer<Base> {
      let product = scratch.take(rows * columns, of: Base.self)
      Base.multiply(
        left, transposed: aTransposed, right, transposed: bTransposed, into: product, rows: rows, inner: inner,
        columns: columns, scratch: scratch)
      return product
    }
    let (value, first, second) = (product(aValue, bValue), product(aTangent, bValue), product(aValue, bTangent))
    for i in 0..<rows * columns { c[i] = Self(value: value[i], tangent: first[i] + second[i]) }
  }

  @inlinable public static func solve(
    _ a: UnsafePointer<Self>, order: Int, into b: UnsafeMutablePointer<Self>, columns: Int, scratch: Arena
  ) {
    let mark = scratch.mark
    defer { scratch.release(to: mark) }
    let count = order * columns
    let (matrix, moving) = planes(of: a, count: order * order, in: scratch)
    let (solution, tangent) = planes(of: b, count: count, in: scratch)
    Base.solve(matrix, order: order, into: solution, columns: columns, scratch: scratch)
    let moved = scratch.take(count, of: Base.self)
    Base.multiply(
      moving, transposed: false, solution, transposed: false, into: moved, rows: order, inner: order,
      columns: columns, scratch: scratch)
    for i in 0..<count { tangent[i] = tangent[i] - moved[i] }
    Base.solve(matrix, order: order, into: tangent, columns: columns, scratch: scratch)
    for i in 0..<count { b[i] = Self(value: solution[i], tangent: tangent[i]) }
  }

  @inlinable static func planes(
    of x: UnsafePointer<Self>, count: Int, in scratch: Arena
  ) -> (value: UnsafeMutablePointer<Base>, tangent: UnsafeMutablePointer<Base>) {
    let (value, tangent) = (scratch.take(count, of: Base.self), scratch.take(count, of: Base.self))
    for i in 0..<count { (value[i], tangent[i]) = (x[i].value, x[i].tangent) }
    return (value, tangent)
  }
}

extension Dual: OrderedScalar where Base: OrderedScalar {
  /// They do.
  public static var carriesDerivatives: Bool { true }
  /// Decided by the value of `x`; the tangents go with the values.
  @inlinable @inline(__always) public static func select(positive x: Self, _ a: Self, _ b: Self) -> Self {
    Self(
      value: .select(positive: x.value, a.value, b.value), tangent: .select(positive: x.value, a.tangent, b.tangent))
  }
  /// From the values, with derivative 0.
  @inlinable public static func constants(
    from inputs: Point<Self>, into outputs: Point<Self>,
    _ body: (_ inputs: Point<Double>, _ outputs: Point<Double>) -> Void
  ) {
    let mark = inputs.arena.mark
    defer { inputs.arena.release(to: mark) }
    let (values, results) = (
      Point<Base>(count: inputs.count, in: inputs.arena), Point<Base>(count: outputs.count, in: inputs.arena)
    )
    for i in 0..<values.count { values[i] = inputs[i].value }
    Base.constants(from: values, into: results, body)
    for i in 0..<results.count { outputs[i] = Self(value: results[i], tangent: 0) }
  }
}
