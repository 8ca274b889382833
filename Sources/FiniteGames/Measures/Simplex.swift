internal import Glibc

/// `exp(a_i) / sum_j exp(a_j)`, shifted by the largest entry so that nothing overflows.
func writeSoftmax(_ a: [Double], into strategy: inout Strategy) {
  let top = largest(a)
  var sum = 0.0
  for i in a.indices {
    strategy[i] = exp(a[i] - top)
    sum += strategy[i]
  }
  for i in a.indices { strategy[i] /= sum }
}
