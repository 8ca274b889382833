internal import CLapack

/// `min over orthogonal Q of ||A Q - B||_F` for two n x n matrices by rows.
///
/// With A A^T and B B^T two covariances this is the 2-Wasserstein distance of the centred Gaussians, without the
/// cancellation of `tr S_1 + tr S_2 - 2 tr (S_1^{1/2} S_2 S_1^{1/2})^{1/2}` near zero.
/// - Source: orthogonal Procrustes problem, Golub and Van Loan, Matrix Computations, Section 6.4.1: Q = U V^T for
///   A^T B = U S V^T.
/// - Cost: O(n^3) operations (dgesvd).
/// - Throws: `LapackError` if the singular values do not converge or an entry is not finite.
public func procrustesDistance(_ a: [Double], _ b: [Double], order n: Int) throws(LapackError) -> Double {
  useOneThread()
  try requireFinite(a + b, "dgesvd", argument: 6)
  // By columns, so that LAPACK reads A^T B as it is.
  var cross = (0..<n * n).map { entry in
    let (i, j) = (entry % n, entry / n)
    return (0..<n).reduce(0) { $0 + a[$1 * n + i] * b[$1 * n + j] }
  }
  var (values, u, vt) = ([Double](repeating: 0, count: n), cross, cross)
  var unconverged = [Double](repeating: 0, count: max(1, n))
  let order = Int32(n)
  let code = LAPACKE_dgesvd(
    LAPACK_COL_MAJOR, letter("A"), letter("A"), order, order, &cross, order, &values, &u, order, &vt, order,
    &unconverged)
  try LapackError.check(code, "dgesvd") { "\($0) off-diagonal elements did not converge to 0; rescale the matrices" }
  // Q_ij = sum_k U_ik V^T_kj.
  let q = (0..<n * n).map { entry in (0..<n).reduce(0) { $0 + u[$1 * n + entry / n] * vt[(entry % n) * n + $1] } }
  var sum = 0.0
  for entry in 0..<n * n {
    let rotated = (0..<n).reduce(0) { $0 + a[entry / n * n + $1] * q[$1 * n + entry % n] }
    sum += (rotated - b[entry]) * (rotated - b[entry])
  }
  return sum.squareRoot()
}
