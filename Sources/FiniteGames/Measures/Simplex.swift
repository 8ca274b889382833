internal import Glibc

/// `a_i <- exp(a_i) / sum_j exp(a_j)`, shifted by the largest entry so that nothing overflows.
func applySoftmax(_ a: inout [Double]) {
  let top = largest(a)
  var sum = 0.0
  for i in a.indices {
    a[i] = exp(a[i] - top)
    sum += a[i]
  }
  for i in a.indices { a[i] /= sum }
}

/// The nearest point, in the Euclidean norm, of the probabilities that are at least `floor` each.
/// ```
/// x_i = max(floor, v_i - s),  s such that sum_i x_i = 1
/// ```
/// - Domain: `floor < 1 / n`.
/// - Source: Held, Wolfe and Crowder (1974), Mathematical Programming 6, 62.
/// - Cost: a sort.
func projectOnSimplex(_ v: inout [Double], floor: Double = 0) {
  var (sum, shift, count) = (1 - Double(v.count) * floor, 0.0, 0.0)
  sum = -sum
  for value in v.sorted(by: >) {
    sum += value - floor
    count += 1
    // Entries in descending order stay above the floor up to a certain one.
    if value - floor <= sum / count { break }
    shift = sum / count
  }
  for i in v.indices { v[i] = max(floor, v[i] - shift) }
}
