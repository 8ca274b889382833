internal import CLapack
internal import CVectorMath
public import Glibc

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Double: PackedScalar {
  @inlinable @inline(__always) public init(exact value: Double) { self = value }

  @inlinable @inline(__always) public static func exp(_ x: Double) -> Double { Glibc.exp(x) }
  @inlinable @inline(__always) public static func log(_ x: Double) -> Double { Glibc.log(x) }
  @inlinable @inline(__always) public static func sqrt(_ x: Double) -> Double { x.squareRoot() }
  @inlinable @inline(__always) public static func sin(_ x: Double) -> Double { Glibc.sin(x) }
  @inlinable @inline(__always) public static func cos(_ x: Double) -> Double { Glibc.cos(x) }
  @inlinable @inline(__always) public static func tanh(_ x: Double) -> Double { Glibc.tanh(x) }

  // From -708 on the exponential would overflow: the sigmoid stays at 3e-308 there, and its slope stays finite.
  @inlinable @inline(__always) public static func sigmoid(_ x: Double) -> Double {
    1 / (1 + Glibc.exp(-(x < -708 ? -708 : x)))
  }
  @inlinable @inline(__always) public static func sigmoidSlope(_ x: Double) -> Double {
    let e = Glibc.exp(-(x < -708 ? -708 : x))
    let s = 1 / (1 + e)
    return s * (e * s)
  }
  @inlinable @inline(__always) public static func softplus(_ x: Double) -> Double {
    (x > 0 ? x : 0) + log1p(Glibc.exp(-x.magnitude))
  }
  @inlinable @inline(__always) public static func normalCDF(_ x: Double) -> Double { erfc(-x * 0.5.squareRoot()) / 2 }

  @inlinable @inline(__always) public static func abs(_ x: Double) -> Double { x.magnitude }
  @inlinable @inline(__always) public static func relu(_ x: Double) -> Double { x > 0 ? x : 0 }
  @inlinable @inline(__always) public static func sign(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : x }
  @inlinable @inline(__always) public static func step(_ x: Double) -> Double { x > 0 ? 1 : 0 }
  @inlinable @inline(__always) public static func select(positive x: Double, _ a: Double, _ b: Double) -> Double {
    x > 0 ? a : b
  }

  @inlinable public static var laneCount: Int { 1 }
  @inlinable @inline(__always) public subscript(lane lane: Int) -> Double {
    get { self }
    set { self = newValue }
  }

  public static func multiply(
    _ a: UnsafePointer<Double>, transposed aTransposed: Bool, _ b: UnsafePointer<Double>, transposed bTransposed: Bool,
    into c: UnsafeMutablePointer<Double>, rows: Int, inner: Int, columns: Int, scratch: Arena
  ) {
    if isWide(rows: rows, inner: inner, columns: columns), !bTransposed {
      return gandyn_wide_product(
        gandyn_wide_factors(
          a: a, a_row: aTransposed ? 1 : inner, a_column: aTransposed ? rows : 1, b: b, c: c, rows: rows, inner: inner,
          columns: columns, finish: gandyn_finish_none, bias: nil, units: nil))
    }
    if isLong(rows: rows, columns: columns, inner: inner), bTransposed, !aTransposed {
      return gandyn_long_inner_product(
        gandyn_long_factors(
          a: a, scale: nil, b: b, c: c, sums: nil, rows: rows, columns: columns, inner: inner))
    }
    // Below this size a call of BLAS costs more than the loops.
    if rows * inner * columns <= 512 {
      return multiplyByLoops(
        a, transposed: aTransposed, b, transposed: bTransposed, into: c, rows: rows, inner: inner, columns: columns)
    }
    _ = blasOnOneThread
    cblas_dgemm(
      CblasRowMajor, aTransposed ? CblasTrans : CblasNoTrans, bTransposed ? CblasTrans : CblasNoTrans, Int32(rows),
      Int32(columns), Int32(inner), 1, a, Int32(aTransposed ? rows : inner), b, Int32(bTransposed ? inner : columns), 0,
      c, Int32(columns))
  }

  public static func solve(
    _ a: UnsafePointer<Double>, order: Int, into b: UnsafeMutablePointer<Double>, columns: Int, scratch: Arena
  ) {
    _ = blasOnOneThread
    let mark = scratch.mark
    defer { scratch.release(to: mark) }
    let factors = scratch.take(order * order, of: Double.self)
    let right = scratch.take(order * columns, of: Double.self)
    let pivots = scratch.take(order, of: Int32.self)
    for i in 0..<order * order { factors[i] = a[i] }
    for i in 0..<order { for j in 0..<columns { right[j * order + i] = b[i * columns + j] } }
    // Read by columns the matrix is the transpose of A, whose transposed system is the one wanted.
    let n = Int32(order)
    var code = LAPACKE_dgetrf_work(LAPACK_COL_MAJOR, n, n, factors, n, pivots)
    if code == 0 {
      let transpose = CChar(UInt8(ascii: "T"))
      code = LAPACKE_dgetrs_work(
        LAPACK_COL_MAJOR, transpose, n, Int32(columns), factors, n, pivots, right, n)
    }
    for i in 0..<order { for j in 0..<columns { b[i * columns + j] = code == 0 ? right[j * order + i] : .nan } }
  }
}

/// The ensemble owns the cores: OpenBLAS keeps to the calling thread.
private let blasOnOneThread: Void = gandyn_blas_use_one_thread()
