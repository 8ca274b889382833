import Glibc
import Spectra
import Testing

/// Which BLAS is linked, and how it is used.
@Suite struct LinkingTests {
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
