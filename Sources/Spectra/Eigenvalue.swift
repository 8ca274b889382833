internal import Glibc

/// An eigenvalue with a bound on its absolute error.
public struct Eigenvalue: Sendable, Equatable {
  /// Real part.
  public var real: Double
  /// Imaginary part.
  public var imaginary: Double
  /// Bound on the distance to the exact eigenvalue of the matrix given; positive and finite.
  public var error: Double

  /// An eigenvalue and its error.
  public init(real: Double, imaginary: Double, error: Double) {
    (self.real, self.imaginary, self.error) = (real, imaginary, error)
  }

  /// Absolute value, free of overflow.
  public var modulus: Double { hypot(real, imaginary) }
}

/// The eigenvalues by real part, then by imaginary part, where nearly equal real parts count as tied.
///
/// Real parts are grouped from the smallest upward: a group holds every real part within 1e-10 of the largest modulus
/// above the group's smallest. So the order is total and does not depend on the order given, and conjugate pairs whose
/// real parts differ by rounding stay negative imaginary part first.
/// - Cost: O(n log n).
public func sortedEigenvalues(_ eigenvalues: [Eigenvalue]) -> [Eigenvalue] {
  let tied = 1e-10 * (eigenvalues.map(\.modulus).max() ?? 0)
  var result = eigenvalues.sorted { ($0.real, $0.imaginary, $0.error) < ($1.real, $1.imaginary, $1.error) }
  var start = 0
  while start < result.count {
    var end = start + 1
    while end < result.count, result[end].real - result[start].real <= tied { end += 1 }
    result[start..<end].sort { ($0.imaginary, $0.real, $0.error) < ($1.imaginary, $1.real, $1.error) }
    start = end
  }
  return result
}
