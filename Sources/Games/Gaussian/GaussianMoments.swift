/// A monomial `factor x_i x_j ...` of a Gaussian vector, as a discriminator's coordinate multiplies it.
struct Monomial {
  let factor: Double
  let indices: [Int]

  /// The monomials of a quadratic discriminator in the order of its coordinates: `x_i^2` or `2 x_i x_j`, then `x_i`, then 1.
  static func ofQuadratic(_ n: Int, hasConstant: Bool) -> [Monomial] {
    upperPairs(n).map { Monomial(factor: $0.0 == $0.1 ? 1 : 2, indices: [$0.0, $0.1]) }
      + (0..<n).map { Monomial(factor: 1, indices: [$0]) } + (hasConstant ? [Monomial(factor: 1, indices: [])] : [])
  }
}

/// Expectations over N(mean, covariance), the covariance by rows.
struct GaussianMoments {
  let mean, covariance: [Double]

  /// `E x_i x_j ...`, by Stein's identity `E x_i h = m_i E h + sum_j S_ij E dh/dx_j`.
  func expectation(_ indices: [Int]) -> Double {
    guard let first = indices.first else { return 1 }
    let rest = Array(indices.dropFirst())
    return rest.indices.reduce(mean[first] * expectation(rest)) { sum, position in
      var without = rest
      let other = without.remove(at: position)
      return sum + covariance[first * mean.count + other] * expectation(without)
    }
  }

  /// `E p q`.
  func product(_ p: Monomial, _ q: Monomial) -> Double {
    p.factor * q.factor * expectation(p.indices + q.indices)
  }

  /// `E p q - E p E q`.
  func covariance(_ p: Monomial, _ q: Monomial) -> Double {
    product(p, q) - p.factor * q.factor * expectation(p.indices) * expectation(q.indices)
  }

  /// `E grad p . grad q`.
  func slopeProduct(_ p: Monomial, _ q: Monomial) -> Double {
    var sum = 0.0
    for (i, index) in p.indices.enumerated() {
      for (j, other) in q.indices.enumerated() where index == other {
        var (left, right) = (p.indices, q.indices)
        left.remove(at: i)
        right.remove(at: j)
        sum += p.factor * q.factor * expectation(left + right)
      }
    }
    return sum
  }
}

/// The derivatives of `E x_i^2`, `2 E x_i x_j` (row by row) and `E x_i` over N(b, A A^T + noise) by a lower triangular A and by
/// b: `(2 - d_ij)(d_ik a_jl + d_jk a_il)` and the same with b; the identity for `E x_i` against b.
func momentSlopes(factor a: [Double], mean b: [Double], quadratic: Bool = true, linear: Bool = true) -> [[Double]] {
  let n = b.count
  let triangle = quadratic ? n * (n + 1) / 2 : 0
  let columns = triangle + (linear ? n : 0)
  var rows: [[Double]] = []
  for (i, j) in quadratic ? upperPairs(n) : [] {
    var row = Array(repeating: 0.0, count: columns)
    let factor = i == j ? 1.0 : 2.0
    for (k, other) in [(i, j), (j, i)] {
      for l in 0...k { row[lowerPlace(k, l)] += factor * a[other * n + l] }
      if linear { row[triangle + k] += factor * b[other] }
    }
    rows.append(row)
  }
  if linear { rows += (0..<n).map { i in (0..<columns).map { $0 == triangle + i ? 1 : 0 } } }
  return rows
}
