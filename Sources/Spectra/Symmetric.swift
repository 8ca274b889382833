internal import CLapack
internal import Glibc

/// Eigenvalues of the symmetric part of n x n entries by rows, ascending.
///
/// - Cost: about 4/3 n^3 operations. Absolute error about eps times the norm (dsyev).
/// - Throws: `LapackError` for entries that are not finite, or if the iteration does not converge.
public func symmetricEigenvalues(of a: [Double], order: Int) throws(LapackError) -> [Double] {
  try symmetricForm(of: a, order: order, vectors: false).values
}

/// Eigenvalues of the symmetric part of n x n entries by rows, ascending, and unit eigenvectors, one array for each.
///
/// - Cost: about 9 n^3 operations (dsyev).
/// - Throws: `LapackError` for entries that are not finite, or if the iteration does not converge.
public func symmetricEigen(
  of a: [Double], order: Int
) throws(LapackError) -> (values: [Double], vectors: [[Double]]) {
  let (values, columns) = try symmetricForm(of: a, order: order, vectors: true)
  return (values, (0..<order).map { Array(columns[$0 * order..<($0 + 1) * order]) })
}

/// The lower Cholesky factor L of A = L L^T, n x n by rows with zeros above the diagonal.
///
/// Only A's lower triangle is read.
/// - Cost: n^3 / 3 operations (dpotrf).
/// - Throws: `LapackError` whose code is the order of the first leading minor that is not positive.
public func choleskyFactor(of a: [Double], order: Int) throws(LapackError) -> [Double] {
  useOneThread()
  var factor = columnMajor(a, rows: order, columns: order)
  try requireFinite(a, "dpotrf", argument: 4)
  let code = LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, letter("L"), Int32(order), &factor, Int32(order))
  try LapackError.check(code, "dpotrf") {
    "the matrix is not positive definite: its leading minor of order \($0) is not positive"
  }
  // By columns the factor stands below the diagonal, A's own upper triangle above it.
  var lower = [Double](repeating: 0, count: order * order)
  for i in 0..<order { for j in 0...i { lower[i * order + j] = factor[j * order + i] } }
  return lower
}

/// The logarithm of the determinant of a positive definite matrix, n x n by rows; only its lower triangle is read.
///
/// - Cost: n^3 / 3 operations. Never overflows, as the determinant itself would.
/// - Throws: `LapackError` whose code is the order of the first leading minor that is not positive.
public func logDeterminant(ofPositiveDefinite a: [Double], order: Int) throws(LapackError) -> Double {
  let factor = try choleskyFactor(of: a, order: order)
  return (0..<order).reduce(0.0) { $0 + 2 * log(factor[$1 * order + $1]) }
}

/// Ascending eigenvalues and, by columns, unit eigenvectors of (A + A^T) / 2.
private func symmetricForm(
  of a: [Double], order: Int, vectors: Bool
) throws(LapackError) -> (values: [Double], columns: [Double]) {
  useOneThread()
  let transposed = columnMajor(a, rows: order, columns: order)
  try requireFinite(a, "dsyev", argument: 5)
  var columns = zip(a, transposed).map { $0 / 2 + $1 / 2 }
  var values = [Double](repeating: 0, count: order)
  let code = LAPACKE_dsyev(
    LAPACK_COL_MAJOR, letter(vectors ? "V" : "N"), letter("L"), Int32(order), &columns, Int32(order), &values)
  try LapackError.check(code, "dsyev") { "\($0) off-diagonal elements did not converge to 0; rescale the matrix" }
  return (values, columns)
}
