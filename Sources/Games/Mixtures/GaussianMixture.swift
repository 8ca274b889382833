import Contracts
import Scalars

/// The data: a mixture of Gaussians in one or two dimensions, its size and spread as scalars.
struct GaussianMixture: Sendable {
  enum Shape: String, CaseIterable { case line, ring, grid }

  let dimension: Int
  let weights: [Double]
  /// Means in units of the knob `size`.
  let unitMeans: [[Double]]
  /// Lower Cholesky factors of the covariances (`l_11` or `l_11, l_21, l_22`), in units of the knob `std`.
  let unitFactors: [[Double]]
  /// Whether `size` and `std` are knobs; those of a file are fixed.
  let hasKnobs: Bool

  var count: Int { weights.count }

  /// `count` equally weighted modes with covariance I: equidistant on a line, on a circle without repetition, or on a
  /// square grid, all centred at the origin.
  init(_ shape: Shape, count: Int) throws(Refusal) {
    let side = Int(Double(count).squareRoot().rounded())
    if shape == .grid && side * side != count {
      throw Refusal("--option modes=\(count): a grid needs a square number of modes, such as 4, 9, 16 or 25")
    }
    let centred = { (i: Int, n: Int) in Double(i) - Double(n - 1) / 2 }
    unitMeans = (0..<count).map { k in
      switch shape {
      case .line: [centred(k, count)]
      case .grid: [centred(k % side, side), centred(k / side, side)]
      case .ring: [cosine(of: k, in: count), cosine(of: 4 * k - count, in: 4 * count)]
      }
    }
    dimension = shape == .line ? 1 : 2
    weights = Array(repeating: 1 / Double(count), count: count)
    unitFactors = Array(repeating: shape == .line ? [1] : [1, 0, 1], count: count)
    hasKnobs = true
  }

  /// Rows `weight, mean, variance` or `weight, mean_1, mean_2, cov_11, cov_12, cov_22`; weights are normalised.
  init(rows: [[Double]], source: String) throws(Refusal) {
    dimension = rows[0].count == 3 ? 1 : 2
    guard [3, 6].contains(rows[0].count) else {
      throw Refusal(
        .data,
        "\(source): \(rows[0].count) columns; weight,mean,variance or weight,mean_1,mean_2,cov_11,cov_12,cov_22 expected"
      )
    }
    let total = rows.reduce(0) { $0 + $1[0] }
    var factors: [[Double]] = []
    for (i, row) in rows.enumerated() {
      guard row[0] > 0 else { throw Refusal(.data, "\(source):\(i + 1):1: the weight \(row[0]) must be > 0") }
      let variance = row[row.count == 3 ? 2 : 3]
      let rest = row.count == 3 ? 1 : row[5] - row[4] * row[4] / variance
      guard variance > 0, rest > 0 else {
        throw Refusal(.data, "\(source):\(i + 1): the covariance is not positive definite")
      }
      let root = variance.squareRoot()
      factors.append(row.count == 3 ? [root] : [root, row[4] / root, rest.squareRoot()])
    }
    let dimension = dimension
    weights = rows.map { $0[0] / total }
    unitMeans = rows.map { Array($0[1...dimension]) }
    (unitFactors, hasKnobs) = (factors, false)
  }

  /// Mean and lower Cholesky factor of mode `k` at a size and spread, blurred by noise where there is some.
  func mode<S: Scalar>(_ k: Int, _ shape: TargetKnobs<S>) -> (mean: (S, S), factor: (S, S, S)) {
    let (size, std) = hasKnobs ? (shape.size, shape.std) : (1, 1)
    let (mean, unit) = (unitMeans[k], unitFactors[k])
    let place: (S, S) = (size * S(exact: mean[0]), dimension == 2 ? size * S(exact: mean[1]) : 0)
    let first: S = std * S(exact: unit[0])
    if dimension == 1 {
      guard let noise = shape.noise else { return (place, (first, 0, 0)) }
      return (place, (.sqrt(.square(first) + .square(noise)), 0, 0))
    }
    let (second, third): (S, S) = (std * S(exact: unit[1]), std * S(exact: unit[2]))
    guard let noise = shape.noise else { return (place, (first, second, third)) }
    let variance: S = .square(first) + .square(noise)
    let root: S = .sqrt(variance)
    let mixed: S = first * second / root
    let last: S = .sqrt(.square(second) + .square(third) + .square(noise) - .square(mixed))
    return (place, (root, mixed, last))
  }

  /// The quadrature nodes of all modes, written into the first points of a cloud.
  func fill<S: Scalar>(_ cloud: Cloud<S>, nodes: Nodes, _ shape: TargetKnobs<S>) {
    var n = 0
    for k in 0..<count {
      let (mean, factor) = mode(k, shape)
      for q in 0..<nodes.count {
        let e = S(exact: nodes.coordinates[0][q])
        cloud.coordinate(0)[n] = mean.0 + factor.0 * e
        if dimension == 2 {
          cloud.coordinate(1)[n] = mean.1 + factor.1 * e + factor.2 * S(exact: nodes.coordinates[1][q])
        }
        cloud.weights[n] = S(exact: weights[k] * nodes.weights[q])
        n += 1
      }
    }
  }
}

/// The scalars that shape the data; no noise where its knob is 0 for certain.
struct TargetKnobs<S: Scalar> {
  let size, std: S
  let noise: S?
}

/// cos(2 pi k / n), exact at multiples of a quarter turn and symmetric.
private func cosine(of k: Int, in n: Int) -> Double {
  let turn = ((k % n) + n) % n
  if 4 * turn == n || 4 * turn == 3 * n { return 0 }
  return Double.cos(2 * Double.pi * Double(min(turn, n - turn)) / Double(n))
}
