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

  /// The single point at the origin.
  init(originIn dimension: Int) { self.init(tensor: [0], [1], dimension: dimension) }
}
