internal import CLapack
internal import Glibc

/// The complex Schur form behind a real one, which can part a set of eigenvalues from their conjugates.
struct ComplexSchur {
  private let order: Int
  private let triangle: [gandyn_complex]
  /// Where eigenvalue i of the real form stands on the diagonal.
  private let position: [Int]

  /// Turns a real quasi-triangular Schur form (by columns) with the given eigenvalues into a triangle.
  init(quasiTriangle: [Double], real: [Double], imaginary: [Double]) throws(LapackError) {
    let order = real.count
    let n = Int32(order)
    var h = [gandyn_complex](repeating: gandyn_complex(), count: order * order)
    for j in 0..<order { for i in 0..<min(j + 2, order) { h[j * order + i].real = quasiTriangle[j * order + i] } }
    var (w, work) = (Array(h.prefix(order)), Array(h.prefix(order)))
    let code = LAPACKE_zhseqr_work(
      LAPACK_COL_MAJOR, letter("S"), letter("N"), n, 1, n, &h, n, &w, nil, 1, &work, n)
    try LapackError.check(code, "zhseqr") { _ in "the QR iteration did not converge; rescale the matrix" }
    (self.order, triangle) = (order, h)
    // Nearest first come: where two are equally near, their errors are the same too.
    var free = Set(0..<order)
    position = (0..<order).map { i in
      let distances = free.map { (hypot(w[$0].real - real[i], w[$0].imaginary - imaginary[i]), $0) }
      let chosen = distances.min { $0 < $1 }?.1 ?? i
      free.remove(chosen)
      return chosen
    }
  }

  /// Of a set of eigenvalues: 1 / ||P|| of its spectral projector, and ||T_C - mean||_F of its block.
  func sensitivity(of set: [Int]) throws(LapackError) -> (reciprocal: Double, spread: Double) {
    let n = Int32(order)
    var t = triangle
    var selected = [Int32](repeating: 0, count: order)
    for i in set { selected[position[i]] = 1 }
    var w = [gandyn_complex](repeating: gandyn_complex(), count: order)
    var work = [gandyn_complex](repeating: gandyn_complex(), count: order * order)
    var (count, reciprocal, separation) = (Int32(0), 0.0, 0.0)
    let code = LAPACKE_ztrsen_work(
      LAPACK_COL_MAJOR, letter("E"), letter("N"), &selected, n, &t, n, nil, 1, &w, &count, &reciprocal, &separation,
      &work, Int32(work.count))
    try LapackError.check(code, "ztrsen") { _ in "the Schur form could not be reordered; rescale the matrix" }

    let k = set.count
    let mean = (0..<k).reduce(into: (0.0, 0.0)) {
      $0.0 += t[$1 * order + $1].real / Double(k)
      $0.1 += t[$1 * order + $1].imaginary / Double(k)
    }
    var squares = 0.0
    for j in 0..<k {
      for i in 0..<j { squares += pow(t[j * order + i].real, 2) + pow(t[j * order + i].imaginary, 2) }
      squares += pow(t[j * order + j].real - mean.0, 2) + pow(t[j * order + j].imaginary - mean.1, 2)
    }
    return (reciprocal, squares.squareRoot())
  }
}
