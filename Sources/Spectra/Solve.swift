internal import CLapack

/// The solution x of A x = b for n x n entries by rows, equilibrated and refined.
///
/// - Cost: 2/3 n^3 operations (dgesvx).
/// - Throws: `LapackError` if A is singular to working precision (its condition number exceeds 1 / eps after scaling of
///   rows and columns) or an entry is not finite.
public func solve(_ a: [Double], _ b: [Double]) throws(LapackError) -> [Double] {
  useOneThread()
  let n = b.count
  var matrix = columnMajor(a, rows: n, columns: n)
  try requireFinite(a + b, "dgesvx", argument: 6)
  var (right, x, factors) = (b, b, matrix)
  var pivots = [Int32](repeating: 0, count: n)
  var (rowScales, columnScales) = (b, b)
  var (equilibrated, reciprocal, forward, backward, growth) = (CChar(0), 0.0, 0.0, 0.0, 0.0)
  let order = Int32(n)
  let code = LAPACKE_dgesvx(
    LAPACK_COL_MAJOR, letter("E"), letter("N"), order, 1, &matrix, order, &factors, order, &pivots, &equilibrated,
    &rowScales, &columnScales, &right, order, &x, order, &reciprocal, &forward, &backward, &growth)
  try LapackError.check(code, "dgesvx") {
    $0 <= n
      ? "the matrix is singular: pivot \($0) is exactly 0"
      : "the matrix is singular to working precision (reciprocal condition number \(reciprocal))"
  }
  return x
}

/// The shortest x that minimises ||A x - b||, for entries by rows; any shape, any rank.
///
/// - Parameters:
///   - a: m x n entries by rows.
///   - rows: m, at least 1.
///   - columns: n, at least 1.
///   - b: m entries.
///   - relativeTolerance: singular values below this part of the largest count as 0; nil means max(m, n) eps.
/// - Cost: O(m n min(m, n)) operations (dgelsd).
/// - Throws: `LapackError` if the singular values do not converge or an entry is not finite.
public func leastSquares(
  _ a: [Double], rows: Int, columns: Int, _ b: [Double], relativeTolerance: Double? = nil
) throws(LapackError) -> [Double] {
  useOneThread()
  var matrix = columnMajor(a, rows: rows, columns: columns)
  precondition(b.count == rows, "\(b.count) right-hand sides given for \(rows) rows")
  try requireFinite(a + b, "dgelsd", argument: 5)
  let larger = max(rows, columns)
  var x = b + [Double](repeating: 0, count: larger - rows)
  var singular = [Double](repeating: 0, count: min(rows, columns))
  var rank = Int32(0)
  let code = LAPACKE_dgelsd(
    LAPACK_COL_MAJOR, Int32(rows), Int32(columns), 1, &matrix, Int32(rows), &x, Int32(larger), &singular,
    relativeTolerance ?? Double(larger) * Double.ulpOfOne, &rank)
  try LapackError.check(code, "dgelsd", notConverged)
  return Array(x.prefix(columns))
}

/// Singular values of m x n entries by rows, descending, min(m, n) of them.
///
/// - Cost: O(m n min(m, n)) operations (dgesvd). Absolute error about eps times the largest.
/// - Throws: `LapackError` if they do not converge or an entry is not finite.
public func singularValues(of a: [Double], rows: Int, columns: Int) throws(LapackError) -> [Double] {
  try singularForm(of: a, rows: rows, columns: columns, vectors: false).values
}

/// An orthonormal basis of the x with A x = 0 for n x n entries by rows: one array a vector, none if A is regular.
///
/// - Parameters:
///   - a: n x n entries by rows.
///   - order: n, at least 1.
///   - relativeTolerance: singular values up to this part of the largest count as 0.
/// - Cost: about 20 n^3 operations (dgesvd).
/// - Throws: `LapackError` if the singular values do not converge or an entry is not finite.
public func nullSpace(of a: [Double], order: Int, relativeTolerance: Double) throws(LapackError) -> [[Double]] {
  let (values, columns) = try singularForm(of: a, rows: order, columns: order, vectors: true)
  return (0..<order).filter { values[$0] <= relativeTolerance * values[0] }.map { k in
    (0..<order).map { columns[$0 * order + k] }
  }
}

/// Descending singular values and, by columns, V^T of A = U S V^T.
private func singularForm(
  of a: [Double], rows: Int, columns: Int, vectors: Bool
) throws(LapackError) -> (values: [Double], columns: [Double]) {
  useOneThread()
  var matrix = columnMajor(a, rows: rows, columns: columns)
  try requireFinite(a, "dgesvd", argument: 6)
  var values = [Double](repeating: 0, count: min(rows, columns))
  var transposed = [Double](repeating: 0, count: vectors ? columns * columns : 1)
  var unconverged = values
  let code = LAPACKE_dgesvd(
    LAPACK_COL_MAJOR, letter("N"), letter(vectors ? "A" : "N"), Int32(rows), Int32(columns), &matrix, Int32(rows),
    &values, nil, 1, &transposed, Int32(columns), &unconverged)
  try LapackError.check(code, "dgesvd", notConverged)
  return (values, transposed)
}

private func notConverged(_ count: Int) -> String {
  "\(count) off-diagonal elements did not converge to 0; rescale the matrix"
}
