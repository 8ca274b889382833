internal import Glibc
internal import Spectra

/// A set of eigenvalues with their error bounds.
struct Spectrum {
  let values: [Eigenvalue]

  init(of matrix: [Double], order: Int) throws(LapackError) {
    guard order > 0 else {
      values = []
      return
    }
    var solver = Eigensolver(order: order)
    values = try solver.eigenvaluesWithErrors(of: matrix)
  }

  private init(_ values: [Eigenvalue]) { self.values = values }

  /// Without the `count` values nearest to a real number.
  func without(_ count: Int, nearest centre: Double) -> Spectrum {
    if count == 0 { return self }
    let ranked = values.sorted { hypot($0.real - centre, $0.imaginary) < hypot($1.real - centre, $1.imaginary) }
    return Spectrum(Array(ranked[min(count, ranked.count)...]))
  }

  /// The largest of a quantity, to its known digits; 0 of an empty spectrum.
  func maximum(_ quantity: (Eigenvalue) -> Double) -> Double {
    guard let largest = values.max(by: { quantity($0) < quantity($1) }) else { return 0 }
    return roundedToKnownDigits(quantity(largest), error: largest.error)
  }

  /// Below, above or at the boundary: within 1e-10, or within an eigenvalue's own error.
  func verdict(boundary: Double, _ quantity: (Eigenvalue) -> Double) -> Verdict {
    let excess = values.map { (quantity($0) - boundary, max(1e-10, $0.error)) }
    if excess.contains(where: { $0.0 > $0.1 }) { return .unstable }
    return !excess.isEmpty && excess.allSatisfy { $0.0 < -$0.1 } ? .stable : .neutral
  }

  /// Sorted, with the digits below each error bound dropped.
  var known: [Eigenvalue] {
    sortedEigenvalues(
      values.map {
        Eigenvalue(
          real: roundedToKnownDigits($0.real, error: $0.error),
          imaginary: roundedToKnownDigits($0.imaginary, error: $0.error),
          error: $0.error)
      })
  }
}

/// `value` without the decimal places that lie below `error`: never more digits than are known.
///
/// A bound above 1e-10 comes from a nearly defective eigenvalue and is sharp, so the place of its leading digit goes too;
/// a smaller one is pessimistic by about an order, so that place stays.
func roundedToKnownDigits(_ value: Double, error: Double) -> Double {
  guard error > 0, error.isFinite else { return value }
  let places = error > 1e-10 ? -ceil(log10(error)) : -floor(log10(error))
  guard places.magnitude <= 22 else { return value }
  let unit = pow(10, places.magnitude)
  let scaled = places >= 0 ? value * unit : value / unit
  guard scaled.magnitude < 0x1p52 else { return value }
  let rounded = scaled.rounded(.toNearestOrEven)
  return rounded == 0 ? 0 : places >= 0 ? rounded / unit : rounded * unit
}
