internal import CLapack
internal import Glibc

/// Eigenvalues of general real matrices of one order, with work space that is reused.
///
/// Matrices are given by rows. LAPACK reads them by columns, that is transposed, which changes neither the eigenvalues
/// nor their condition numbers, so nothing is copied around. Entries must be finite.
/// - Cost: about 10 n^3 operations a call; after `init`, `eigenvalues(of:)` allocates nothing.
/// - Source: LAPACK Users' Guide, 3rd edition, sections 2.4.5 and 4.8.
public struct Eigensolver: Sendable {
  /// The order n of the matrices.
  public let order: Int
  /// Real parts, in LAPACK's order (conjugate pairs are neighbours, positive imaginary part first).
  public private(set) var real: [Double]
  /// Imaginary parts, in the same order.
  public private(set) var imaginary: [Double]
  private var matrix: [Double]
  private var work: [Double]
  private var left: [Double] = []
  private var right: [Double] = []
  private var scales: [Double] = []
  private var reciprocals: [Double] = []

  /// Work space for matrices of one order, at least 1.
  public init(order: Int) {
    precondition(order >= 1, "a matrix has an order of at least 1, not \(order)")
    useOneThread()
    self.order = order
    (real, imaginary) = ([Double](repeating: 0, count: order), [Double](repeating: 0, count: order))
    matrix = [Double](repeating: 0, count: order * order)
    // LAPACK needs 4 n at most; about 66 n let it work in blocks.
    work = [Double](repeating: 0, count: order * 70)
  }

  /// Finds the eigenvalues of n x n entries by rows and leaves them in `real` and `imaginary`.
  ///
  /// - Throws: `LapackError` for entries that are not finite, or if the QR iteration does not converge.
  public mutating func eigenvalues(of a: UnsafePointer<Double>) throws(LapackError) {
    guard load(a, scale: 1) else { throw .notFinite("dgeev", argument: 5) }
    let n = Int32(order)
    let code = LAPACKE_dgeev_work(
      LAPACK_COL_MAJOR, letter("N"), letter("N"), n, &matrix, n, &real, &imaginary, nil, 1, nil, 1, &work,
      Int32(work.count))
    try LapackError.check(code, "dgeev", Eigensolver.notConverged)
  }

  /// Finds the eigenvalues with a bound on the error of each, also left in `real` and `imaginary`.
  ///
  /// The bound covers the rounding of the computation, a backward error of at most 20 eps ||B||_F, where B is the
  /// matrix balanced by LAPACK (dgeevx); it is of first order in eps for simple eigenvalues and grows like eps^(1/k)
  /// for k eigenvalues that coalesce defectively (`EigenvalueErrors`). Errors already in the entries are not
  /// included, but are of the same size when every entry is correctly rounded.
  /// - Cost: 2 to 4 times `eigenvalues(of:)`, the vectors it needs included; more when ill-conditioned eigenvalues lie close together.
  /// - Throws: `LapackError` for entries that are not finite, or if the QR iteration does not converge.
  public mutating func eigenvaluesWithErrors(of a: UnsafePointer<Double>) throws(LapackError) -> [Eigenvalue] {
    // A power of two brings the largest entry near 1, so that no norm below can overflow or vanish.
    var largest = 0.0
    for i in 0..<order * order { largest = max(largest, abs(a[i])) }
    let exponent = largest > 0 && largest.isFinite ? min(max(-Int(largest.exponent), -1_000), 1_000) : 0
    guard load(a, scale: Double(sign: .plus, exponent: exponent, significand: 1)) else {
      throw .notFinite("dgeevx", argument: 7)
    }
    try findVectorsAndConditions()
    var errors = EigenvalueErrors(schur: matrix, real: real, imaginary: imaginary, reciprocals: reciprocals)
    let bounds = try errors.bounds()
    for i in 0..<order {
      real[i] = scalbn(real[i], Int32(-exponent))
      imaginary[i] = scalbn(imaginary[i], Int32(-exponent))
    }
    return (0..<order).map { i in
      let error = max(scalbn(bounds[i], Int32(-exponent)), .leastNormalMagnitude)
      return Eigenvalue(real: real[i], imaginary: imaginary[i], error: min(error, .greatestFiniteMagnitude))
    }
  }

  /// The largest modulus of the eigenvalues found last.
  public func spectralRadius() -> Double {
    var radius = 0.0
    for i in 0..<order { radius = max(radius, hypot(real[i], imaginary[i])) }
    return radius
  }

  /// Copies the matrix; false if an entry is NaN or infinite.
  private mutating func load(_ a: UnsafePointer<Double>, scale: Double) -> Bool {
    var sum = 0.0
    for i in 0..<order * order {
      matrix[i] = a[i] * scale
      sum += a[i] * 0
    }
    return sum == 0
  }

  /// Leaves the Schur form of the balanced matrix in `matrix` and |y^H x| of each eigenvalue in `reciprocals`.
  private mutating func findVectorsAndConditions() throws(LapackError) {
    if left.isEmpty {
      left = [Double](repeating: 0, count: order * order)
      right = left
      (scales, reciprocals) = ([Double](repeating: 0, count: order), [Double](repeating: 0, count: order))
    }
    let n = Int32(order)
    var (first, last, norm) = (Int32(0), Int32(0), 0.0)
    let code = LAPACKE_dgeevx_work(
      LAPACK_COL_MAJOR, letter("B"), letter("V"), letter("V"), letter("E"), n, &matrix, n, &real, &imaginary, &left, n,
      &right, n, &first, &last, &scales, &norm, &reciprocals, nil, &work, Int32(work.count), nil)
    try LapackError.check(code, "dgeevx", Eigensolver.notConverged)
  }

  private static func notConverged(_ code: Int) -> String {
    "the QR iteration did not converge; only the eigenvalues after number \(code) were found; rescale the matrix"
  }
}

extension Eigensolver {
  /// Finds the eigenvalues of n x n entries by rows and leaves them in `real` and `imaginary`.
  ///
  /// - Throws: `LapackError` for entries that are not finite, or if the QR iteration does not converge.
  public mutating func eigenvalues(of a: Span<Double>) throws(LapackError) {
    precondition(a.count == order * order, "\(a.count) entries given for a matrix of order \(order)")
    try a.withUnsafeBufferPointer { (buffer) throws(LapackError) in
      if let start = buffer.baseAddress { try eigenvalues(of: start) }
    }
  }

  /// Finds the eigenvalues of n x n entries by rows and leaves them in `real` and `imaginary`.
  ///
  /// - Throws: `LapackError` for entries that are not finite, or if the QR iteration does not converge.
  public mutating func eigenvalues(of a: [Double]) throws(LapackError) { try eigenvalues(of: a.span) }

  /// Finds the eigenvalues with a bound on the error of each.
  ///
  /// - Throws: `LapackError` for entries that are not finite, or if the QR iteration does not converge.
  public mutating func eigenvaluesWithErrors(of a: Span<Double>) throws(LapackError) -> [Eigenvalue] {
    precondition(a.count == order * order, "\(a.count) entries given for a matrix of order \(order)")
    return try a.withUnsafeBufferPointer { (buffer) throws(LapackError) -> [Eigenvalue] in
      guard let start = buffer.baseAddress else { return [] }
      return try eigenvaluesWithErrors(of: start)
    }
  }

  /// Finds the eigenvalues with a bound on the error of each.
  ///
  /// - Throws: `LapackError` for entries that are not finite, or if the QR iteration does not converge.
  public mutating func eigenvaluesWithErrors(of a: [Double]) throws(LapackError) -> [Eigenvalue] {
    try eigenvaluesWithErrors(of: a.span)
  }
}
