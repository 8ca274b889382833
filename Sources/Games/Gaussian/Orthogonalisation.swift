/// `a^T b`.
func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

/// A vector without its components along orthonormal ones; removed twice, so that what is left is orthogonal to rounding.
func removingComponents(along basis: [[Double]], from vector: [Double]) -> [Double] {
  var rest = vector
  for _ in 0..<2 {
    for unit in basis {
      let component = dot(unit, rest)
      for i in rest.indices { rest[i] -= component * unit[i] }
    }
  }
  return rest
}

/// An orthonormal basis of the span of some vectors, by Gram-Schmidt; a vector of which less than 1e-10 is left counts as
/// dependent.
func orthonormalBasis(of vectors: [[Double]]) -> [[Double]] {
  var basis: [[Double]] = []
  for vector in vectors {
    let rest = removingComponents(along: basis, from: vector)
    let (size, left) = (dot(vector, vector).squareRoot(), dot(rest, rest).squareRoot())
    if left > 1e-10 * size { basis.append(rest.map { $0 / left }) }
  }
  return basis
}

/// The lower triangular L with `L L^T = U U^T` for a matrix U of n rows and at most n columns.
func triangularFactor(of rows: [[Double]]) -> [[Double]] {
  // Row i of L holds the components of row i of U along an orthonormal basis that grows row by row.
  var basis: [[Double]] = []
  let scale = rows.map { dot($0, $0).squareRoot() }.max() ?? 0
  return rows.indices.map { i in
    let rest = removingComponents(along: basis, from: rows[i])
    let left = dot(rest, rest).squareRoot()
    if left > 1e-13 * scale { basis.append(rest.map { $0 / left }) }
    return basis.map { dot($0, rows[i]) } + Array(repeating: 0, count: rows.count - basis.count)
  }
}
