/// Coefficients of det(x - A), highest first: 1, -trace A, ..., (-1)^n det A; n x n entries by rows.
///
/// They stay well determined where multiple eigenvalues do not, which is what they are for: compare coefficients, never
/// take roots of them.
/// - Cost: n^4 operations. Relative to products of the norm, the error is of the order n eps for small n (about 20).
/// - Source: Faddeev-LeVerrier, M_k = A M_(k-1) + c_(k-1), c_k = -trace(A M_k) / k.
public func characteristicPolynomial(of a: [Double], order: Int) -> [Double] {
  precondition(order >= 1, "a matrix has an order of at least 1, not \(order)")
  precondition(a.count == order * order, "\(a.count) entries given for a matrix of order \(order)")
  var coefficients = [1.0]
  var product = [Double](repeating: 0, count: a.count)  // A M_(k-1); M_0 = 0
  for k in 1...order {
    for i in 0..<order { product[i * order + i] += coefficients[k - 1] }
    let auxiliary = product
    for i in 0..<order {
      for j in 0..<order {
        var sum = 0.0
        for l in 0..<order { sum += a[i * order + l] * auxiliary[l * order + j] }
        product[i * order + j] = sum
      }
    }
    coefficients.append(-(0..<order).reduce(0) { $0 + product[$1 * order + $1] } / Double(k))
  }
  return coefficients
}

/// Coefficients of the monic polynomial with the given complex roots (real, imaginary), highest first.
///
/// The roots must come with their conjugates, so that the coefficients are real; what rounding leaves of the imaginary
/// parts is dropped.
/// - Cost: n^2 operations.
public func polynomial(withRoots roots: [(Double, Double)]) -> [Double] {
  var coefficients = [(real: 1.0, imaginary: 0.0)]
  for (x, y) in roots {
    coefficients.append((0, 0))
    for k in stride(from: coefficients.count - 1, to: 0, by: -1) {
      let above = coefficients[k - 1]
      coefficients[k].real -= x * above.real - y * above.imaginary
      coefficients[k].imaginary -= x * above.imaginary + y * above.real
    }
  }
  return coefficients.map(\.real)
}
