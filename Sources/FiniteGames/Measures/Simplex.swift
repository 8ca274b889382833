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
  // Beside a large entry the sum of 1 would be lost.
  let top = largest(v)
  for i in v.indices { v[i] -= top }
  var (sum, shift, count) = (Double(v.count) * floor - 1, 0.0, 0.0)
  for value in v.sorted(by: >) {
    sum += value - floor
    count += 1
    // Entries in descending order stay above the floor up to a certain one.
    if count > 1, value - floor <= sum / count { break }
    shift = sum / count
  }
  for i in v.indices { v[i] = max(floor, v[i] - shift) }
}
