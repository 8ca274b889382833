internal import CLapack

/// The product C = alpha op(A) op(B) + beta C of matrices by rows, op(A) m x k, op(B) k x n, C m x n.
///
/// A is stored as given, m x k, or k x m with `transposeA`; B likewise. C must not overlap A or B. Where beta is 0, C
/// may hold anything, NaN too.
/// - Cost: 2 m k n operations (dgemm), nothing allocated.
public func multiply(
  _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, into c: UnsafeMutablePointer<Double>, rows m: Int,
  inner k: Int, columns n: Int, transposeA: Bool = false, transposeB: Bool = false, alpha: Double = 1, beta: Double = 0
) {
  useOneThread()
  cblas_dgemm(
    CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans, Int32(m), Int32(n),
    Int32(k), alpha, a, Int32(transposeA ? m : k), b, Int32(transposeB ? k : n), beta, c, Int32(n))
}
