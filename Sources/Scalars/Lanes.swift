public import CVectorMath
public import Glibc

/// 32 doubles side by side: an ensemble of trajectories, or points of a sweep, per instruction stream.
///
/// Goals in order: a lane never depends on its neighbours; errors of the elementary functions under 2 ulp; speed.
/// Two groups of 16 are two independent dependency chains that hide the latency of exp and division. The bits differ from
/// those of `Double` (other elementary functions, fused multiply-adds), so a game decides once which of the two it runs on.
@frozen
public struct Lanes: PackedScalar {
  /// The two groups: lanes 0 to 15 and 16 to 31.
  public var low, high: SIMD16<Double>

  /// Joins two groups of 16.
  @inlinable @inline(__always) public init(low: SIMD16<Double>, high: SIMD16<Double>) {
    (self.low, self.high) = (low, high)
  }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Lanes {
  @inlinable @inline(__always) public init(exact value: Double) {
    self.init(low: SIMD16(repeating: value), high: SIMD16(repeating: value))
  }
  @inlinable @inline(__always) public init(integerLiteral value: Int) { self.init(exact: Double(value)) }

  @inlinable public static var laneCount: Int { 32 }
  @inlinable @inline(__always) public subscript(lane lane: Int) -> Double {
    get { lane < 16 ? low[lane] : high[lane - 16] }
    set { if lane < 16 { low[lane] = newValue } else { high[lane - 16] = newValue } }
  }

  @inlinable @inline(__always) public static func + (a: Self, b: Self) -> Self {
    Self(low: a.low + b.low, high: a.high + b.high)
  }
  @inlinable @inline(__always) public static func - (a: Self, b: Self) -> Self {
    Self(low: a.low - b.low, high: a.high - b.high)
  }
  @inlinable @inline(__always) public static func * (a: Self, b: Self) -> Self {
    Self(low: a.low * b.low, high: a.high * b.high)
  }
  @inlinable @inline(__always) public static func / (a: Self, b: Self) -> Self {
    Self(low: a.low / b.low, high: a.high / b.high)
  }
  @inlinable @inline(__always) public static prefix func - (a: Self) -> Self { Self(low: -a.low, high: -a.high) }

  @inlinable @inline(__always) public static func exp(_ x: Self) -> Self {
    Self(low: vm_exp(x.low), high: vm_exp(x.high))
  }
  @inlinable @inline(__always) public static func log(_ x: Self) -> Self {
    Self(low: vm_log(x.low), high: vm_log(x.high))
  }
  @inlinable @inline(__always) public static func sqrt(_ x: Self) -> Self {
    Self(low: vm_sqrt(x.low), high: vm_sqrt(x.high))
  }
  @inlinable @inline(__always) public static func tanh(_ x: Self) -> Self {
    Self(low: vm_tanh(x.low), high: vm_tanh(x.high))
  }
  @inlinable public static func sin(_ x: Self) -> Self { x.mapLanes { Glibc.sin($0) } }
  @inlinable public static func cos(_ x: Self) -> Self { x.mapLanes { Glibc.cos($0) } }
  @inlinable public static func normalCDF(_ x: Self) -> Self { x.mapLanes { .normalCDF($0) } }

  @inlinable @inline(__always) public static func sigmoid(_ x: Self) -> Self { 1 / (1 + exponentialOfMinus(x)) }
  @inlinable @inline(__always) public static func sigmoidSlope(_ x: Self) -> Self {
    let e = exponentialOfMinus(x)
    let s = 1 / (1 + e)
    return s * (e * s)
  }
  @inlinable @inline(__always) public static func softplus(_ x: Self) -> Self {
    let tail = exp(-abs(x))
    return relu(x) + Self(low: vm_log1p(tail.low), high: vm_log1p(tail.high))
  }

  @inlinable @inline(__always) public static func abs(_ x: Self) -> Self {
    Self(low: magnitude(x.low), high: magnitude(x.high))
  }
  @inlinable @inline(__always) public static func relu(_ x: Self) -> Self { select(positive: x, x, 0) }
  @inlinable @inline(__always) public static func sign(_ x: Self) -> Self {
    select(positive: x, 1, select(positive: -x, -1, x))
  }
  @inlinable @inline(__always) public static func step(_ x: Self) -> Self { select(positive: x, 1, 0) }
  @inlinable @inline(__always) public static func select(positive x: Self, _ a: Self, _ b: Self) -> Self {
    Self(
      low: b.low.replacing(with: a.low, where: x.low .> 0), high: b.high.replacing(with: a.high, where: x.high .> 0))
  }

  /// `exp(-x)`, held finite and normal, so that the sigmoid's slope is never 0 times infinity.
  @inlinable @inline(__always) static func exponentialOfMinus(_ x: Self) -> Self {
    Self(low: vm_exp_bounded(-x.low), high: vm_exp_bounded(-x.high))
  }

  /// Clears the sign bits.
  @inlinable @inline(__always) static func magnitude(_ x: SIMD16<Double>) -> SIMD16<Double> {
    let bits = unsafeBitCast(x, to: SIMD16<UInt64>.self) & SIMD16(repeating: UInt64(Int64.max))
    return unsafeBitCast(bits, to: SIMD16<Double>.self)
  }

  public static func solve(
    _ a: UnsafePointer<Lanes>, order: Int, into b: UnsafeMutablePointer<Lanes>, columns: Int, scratch: Arena
  ) {
    let mark = scratch.mark
    defer { scratch.release(to: mark) }
    let matrix = scratch.take(order * order, of: Double.self)
    let right = scratch.take(order * columns, of: Double.self)
    for lane in 0..<laneCount {
      for i in 0..<order * order { matrix[i] = a[i][lane: lane] }
      for i in 0..<order * columns { right[i] = b[i][lane: lane] }
      Double.solve(matrix, order: order, into: right, columns: columns, scratch: scratch)
      for i in 0..<order * columns { b[i][lane: lane] = right[i] }
    }
  }

  @inlinable func mapLanes(_ f: (Double) -> Double) -> Self {
    var y = self
    for lane in 0..<16 {
      y.low[lane] = f(low[lane])
      y.high[lane] = f(high[lane])
    }
    return y
  }
}
