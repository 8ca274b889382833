import Scalars

/// Weighted points: one column a point, in whole packs; what fills a pack up has weight 0 and lies at the origin.
struct Cloud<S: Scalar> {
  /// One row a coordinate.
  let points: Matrix<S>
  let weights: Point<S>

  /// Room for some points, all at the origin with weight 0.
  init(dimension: Int, count: Int, in arena: Arena) {
    points = Matrix(rows: dimension, columns: count, in: arena)
    weights = Point(count: count, in: arena)
    points.entries.fill(0)
    weights.fill(0)
  }

  /// Coordinate `j` of all points.
  func coordinate(_ j: Int) -> Point<S> { row(j, of: points) }
  /// Coordinate `j` of some points.
  func coordinate(_ j: Int, _ range: Range<Int>) -> Point<S> { coordinate(j)[range] }
}

extension Cloud {
  /// Adds one weighted Gaussian with a lower Cholesky factor to a density given by its logarithm at the points.
  func addGaussian(
    _ weight: S, mean: (S, S), factor: (S, S, S), isFirst: Bool, toLogDensity logDensity: Point<S>
  ) {
    let dimension = points.rows
    // |det| through the square: a learned scale may be negative.
    let norm = S.splat(
      .log(weight) - .log(.square(factor.0 * factor.2)) / 2 - S.ratio(dimension, 2) * .log(S(exact: 2 * Double.pi)))
    let (m1, m2) = (S.splat(mean.0), S.splat(mean.1))
    let (l1, l2, l3) = (S.splat(1 / factor.0), S.splat(factor.1), S.splat(1 / factor.2))
    for n in logDensity.packs {
      let e1 = (coordinate(0).pack(at: n) - m1) * l1
      let e2: S.Pack = dimension == 2 ? (coordinate(1).pack(at: n) - m2 - l2 * e1) * l3 : 0
      let term: S.Pack = norm - (.square(e1) + .square(e2)) / 2
      if isFirst {
        logDensity.setPack(term, at: n)
      } else {
        let sum = logDensity.pack(at: n)
        logDensity.setPack(sum + .softplus(term - sum), at: n)
      }
    }
  }
}

/// Nodes and weights of an expectation over a standard distribution in one or two dimensions.
struct Nodes: Sendable {
  /// One array a coordinate.
  let coordinates: [[Double]]
  let weights: [Double]

  var count: Int { weights.count }

  /// The tensor product of a rule whose weights sum to 1.
  init(tensor nodes: [Double], _ weights: [Double], dimension: Int) {
    var (coordinates, products): ([[Double]], [Double]) = (Array(repeating: [], count: dimension), [1])
    for _ in 0..<dimension { products = products.flatMap { product in weights.map { product * $0 } } }
    for index in products.indices {
      var rest = index
      for j in (0..<dimension).reversed() {
        coordinates[j].append(nodes[rest % nodes.count])
        rest /= nodes.count
      }
    }
    (self.coordinates, self.weights) = (coordinates, products)
  }
}
