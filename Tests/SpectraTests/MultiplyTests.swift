import Glibc
import Spectra
import Testing

@Suite struct MultiplyTests {
  @Test(arguments: [(1, 1, 1), (2, 3, 4), (7, 5, 2), (40, 33, 21)], [(1.0, 0.0), (-2.0, 3.0)])
  func productsOfEveryTransposition(shape: (Int, Int, Int), factors: (alpha: Double, beta: Double)) {
    let (m, k, n) = shape
    var random = SplitMix(state: 2)
    func integers(_ count: Int) -> [Double] { (0..<count).map { _ in Double(Int.random(in: -9...9, using: &random)) } }
    for (transposeA, transposeB) in [(false, false), (false, true), (true, false), (true, true)] {
      let (a, b, before) = (integers(m * k), integers(k * n), integers(m * n))
      var c = factors.beta == 0 ? before.map { _ in Double.nan } : before
      multiply(
        a, b, into: &c, rows: m, inner: k, columns: n, transposeA: transposeA, transposeB: transposeB,
        alpha: factors.alpha, beta: factors.beta)
      for i in 0..<m {
        for j in 0..<n {
          let sum = (0..<k).reduce(0.0) {
            $0 + a[transposeA ? $1 * m + i : i * k + $1] * b[transposeB ? j * k + $1 : $1 * n + j]
          }
          #expect(c[i * n + j] == factors.alpha * sum + factors.beta * before[i * n + j])
        }
      }
    }
  }

  /// GSL brings a slow library with the same names: the linker must have taken OpenBLAS's.
  @Test func productsAreOpenBLAS() {
    let library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_NOLOAD)
    #expect(library != nil)
    for name in ["cblas_dgemm", "dgemm_", "openblas_set_num_threads"] {
      #expect(dlsym(nil, name) == dlsym(library, name), "\(name)")
    }
  }

  @Test func staysOnOneThread() throws {
    useOneThread()
    let symbol = try #require(dlsym(nil, "openblas_get_num_threads"))
    let threads = unsafeBitCast(symbol, to: (@convention(c) () -> CInt).self)
    #expect(threads() == 1)
  }
}
