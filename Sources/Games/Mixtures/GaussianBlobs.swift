import Scalars

/// Weighted Gaussians, over which the expectation of a Gaussian kernel is known.
///
/// ```
/// E exp(-|x - c|^2 / (2 l^2)) = l^d |C + l^2 I|^(-1/2) exp(-(m - c)^T (C + l^2 I)^-1 (m - c) / 2),   x ~ N(m, C)
/// ```
struct GaussianBlobs<S: Scalar> {
  let weights: Point<S>
  /// Means by coordinate; covariances `c_11, c_12, c_22` (in one dimension c_11 alone counts).
  let m1, m2, c11, c12, c22: Point<S>

  init(count: Int, in arena: Arena) {
    weights = Point(count: count, in: arena)
    (m1, m2) = (Point(count: count, in: arena), Point(count: count, in: arena))
    (c11, c12, c22) = (
      Point(count: count, in: arena), Point(count: count, in: arena), Point(count: count, in: arena)
    )
    for part in 0..<6 { self[part].fill(0) }
  }

  /// The parts in order: weights, m1, m2, c11, c12, c22.
  subscript(part: Int) -> Point<S> {
    switch part {
    case 0: weights
    case 1: m1
    case 2: m2
    case 3: c11
    case 4: c12
    default: c22
    }
  }
}

extension FeatureCritic {
  /// The expectation of kernel `i` over blob `k`, with its derivatives by mean and covariance.
  func expectation<S: Scalar>(
    of i: Int, _ blobs: GaussianBlobs<S>, _ k: Int, bandwidth: S
  ) -> (value: S, onMean: (S, S), onCovariance: (S, S, S)) {
    let width: S = .square(bandwidth)
    let (d1, v1) = (blobs.m1[k] - S(exact: places[i][0]), blobs.c11[k] + width)
    if dimension == 1 {
      let q = d1 / v1
      let value: S = bandwidth / .sqrt(v1) * .exp(-(d1 * q / 2))
      return (value, (-(value * q), 0), (value * (.square(q) - 1 / v1) / 2, 0, 0))
    }
    let (d2, v2, c) = (blobs.m2[k] - S(exact: places[i][1]), blobs.c22[k] + width, blobs.c12[k])
    let determinant: S = v1 * v2 - .square(c)
    let (p11, p12, p22) = (v2 / determinant, -(c / determinant), v1 / determinant)
    let (q1, q2) = (p11 * d1 + p12 * d2, p12 * d1 + p22 * d2)
    let exponent: S = (d1 * q1 + d2 * q2) / 2
    let value: S = width / .sqrt(determinant) * .exp(-exponent)
    let onCovariance: (S, S, S) = (
      value * (.square(q1) - p11) / 2, value * (q1 * q2 - p12), value * (.square(q2) - p22) / 2
    )
    return (value, (-(value * q1), -(value * q2)), onCovariance)
  }

  /// The expectations of all kernels over weighted blobs, `sign` times, added to `means`.
  func addMeans<S: Scalar>(_ sign: S, _ blobs: GaussianBlobs<S>, bandwidth: S, to means: Point<S>) {
    for i in 0..<means.count {
      for k in 0..<blobs.weights.count {
        means[i] = means[i] + sign * blobs.weights[k] * expectation(of: i, blobs, k, bandwidth: bandwidth).value
      }
    }
  }

  /// The derivatives of `sign E D` by weights, means and covariances of the blobs.
  func slopes<S: Scalar>(
    _ sign: S, _ blobs: GaussianBlobs<S>, _ parameters: Point<S>, bandwidth: S
  ) -> GaussianBlobs<S> {
    let slopes = GaussianBlobs<S>(count: blobs.weights.count, in: parameters.arena)
    for k in 0..<blobs.weights.count {
      for i in 0..<parameters.count {
        let at = expectation(of: i, blobs, k, bandwidth: bandwidth)
        let share = sign * parameters[i]
        let weighted = share * blobs.weights[k]
        slopes.weights[k] = slopes.weights[k] + share * at.value
        slopes.m1[k] = slopes.m1[k] + weighted * at.onMean.0
        slopes.m2[k] = slopes.m2[k] + weighted * at.onMean.1
        slopes.c11[k] = slopes.c11[k] + weighted * at.onCovariance.0
        slopes.c12[k] = slopes.c12[k] + weighted * at.onCovariance.1
        slopes.c22[k] = slopes.c22[k] + weighted * at.onCovariance.2
      }
    }
    return slopes
  }
}
