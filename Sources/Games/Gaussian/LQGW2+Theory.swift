import Contracts
import Glibc
import Spectra

/// What is known in closed form about the LQG GAN in the 2-Wasserstein distance.
extension LQGW2 {
  func validate(knobs: [Double]) throws(Refusal) { try data.validate(knobs.dropLast()) }

  /// The equilibrium at full rank, the loss at the principal components at lower rank.
  ///
  /// Full rank: G = K^(1/2), A = I, one of the orbit G U with U orthogonal. Lower rank: xi has no zero; with P the
  /// projector on the r largest components of K, G G^T = P K P and A = P + floor (I - P) are an equilibrium under the
  /// constraint, and f = (1 - floor) (sum of the other eigenvalues) there.
  func facts(knobs: [Double]) -> [Fact] {
    let (k, floor) = (data.covariance(knobs.dropLast()), knobs[knobs.count - 1])
    guard floor < 1, let (values, vectors) = try? symmetricEigen(of: k, order: dimension) else { return [] }
    if rank < dimension { return [lossAtPrincipalComponents(values, vectors, floor)] }
    let root = assembled(values.map { $0.squareRoot() }, vectors)
    let scale = isFactored ? (1 - floor).squareRoot() : 1
    var point = root + Array(repeating: 0, count: dimension * (dimension + 1) / 2)
    for i in 0..<dimension { point[place(i, i)] = scale }
    guard dimension <= 4 else { return [.equilibrium(point)] }
    let known: [Fact] = [.equilibrium(point), .jacobian(at: point, rows: jacobian(root, k, scale))]
    // In the coordinates of L the spectrum depends on K's eigenvectors; it is simple where K is diagonal.
    let isDiagonal = (0..<dimension * dimension).allSatisfy { $0 % (dimension + 1) == 0 || k[$0] == 0 }
    guard !isFactored || isDiagonal else { return known }
    return known + [.fieldEigenvalues(at: point, spectrum(values, scale))]
  }

  /// The eigenvalues of -J.
  ///
  /// For every pair i <= j with `kappa = k_i + k_j`: `-t kappa/2 +- sqrt(t^2 kappa^2/4 - 2 t kappa)`, and a zero for every
  /// rotation of the latent space. t = 1 for A's own coordinates; with A = floor I + L L^T the squared scale of l
  /// against a: `4 (1 - floor)` for i = j and `2 (1 - floor)` for i < j.
  private func spectrum(_ values: [Double], _ scale: Double) -> [(real: Double, imaginary: Double)] {
    let pairs = upperPairs(dimension).flatMap { i, j in
      let t = isFactored ? (i == j ? 4 : 2) * scale * scale : 1
      let damping = t * (values[i] + values[j])
      return Fact.pair(centre: -damping / 2, discriminant: damping * damping / 4 - 2 * damping)
    }
    return pairs + Array(repeating: (0, 0), count: dimension * (dimension - 1) / 2)
  }

  /// J column by column at G = H = K^(1/2), A = I: `dG -> 2 dA H`, `dA -> dA K + K dA - dG H - H dG^T`.
  private func jacobian(_ h: [Double], _ k: [Double], _ scale: Double) -> [[Double]] {
    let (n, total) = (dimension, h.count + dimension * (dimension + 1) / 2)
    var rows = Array(repeating: Array(repeating: 0.0, count: total), count: total)
    for column in 0..<n * n {
      let (i, j) = (column / n, column % n)
      for l in 0..<n { add(-h[j * n + l], to: (i, l), &rows, column, scale) }
    }
    let triangle = isFactored ? lowerPairs(n) : upperPairs(n)
    for (i, j) in triangle {
      let (column, size) = (place(i, j), entryScale(i, j, scale))
      for (p, q) in i == j ? [(i, j)] : [(i, j), (j, i)] {
        for l in 0..<n {
          rows[p * n + l][column] += 2 * size * h[q * n + l]
          add(size * k[q * n + l], to: (p, l), &rows, column, scale)
        }
      }
    }
    return rows
  }

  /// Adds `value (E_pq + E_qp)` to the slope in A, in one column of J.
  private func add(_ value: Double, to pair: (p: Int, q: Int), _ rows: inout [[Double]], _ column: Int, _ scale: Double)
  {
    let (i, j) = (min(pair.p, pair.q), max(pair.p, pair.q))
    rows[isFactored ? place(j, i) : place(i, j)][column] += 2 * value * entryScale(i, j, scale)
  }

  /// `dA_ij` by its coordinate, at A = I.
  private func entryScale(_ i: Int, _ j: Int, _ scale: Double) -> Double {
    isFactored ? (i == j ? 2 : 1) * scale : (i == j ? 1 : 0.5.squareRoot())
  }

  private func lossAtPrincipalComponents(_ values: [Double], _ vectors: [[Double]], _ floor: Double) -> Fact {
    let (n, top) = (dimension, dimension - rank..<dimension)
    let g = (0..<n).flatMap { i in top.map { values[$0].squareRoot() * vectors[$0][i] } }
    let projector = assembled(values.indices.map { top.contains($0) ? 1 : 0 }, vectors)
    let triangle = isFactored ? lowerPairs(n) : upperPairs(n)
    let factor = triangularFactor(of: (0..<n).map { i in top.map { (1 - floor).squareRoot() * vectors[$0][i] } })
    let a = triangle.map { i, j in
      if isFactored { return factor[i][j] }
      return i == j ? floor + (1 - floor) * projector[i * n + i] : 2.squareRoot() * (1 - floor) * projector[i * n + j]
    }
    let f = (1 - floor) * values[..<(n - rank)].reduce(0, +)
    return .losses(at: g + a, [f, -f])
  }

  /// `sum_i values_i v_i v_i^T`, row by row.
  private func assembled(_ values: [Double], _ vectors: [[Double]]) -> [Double] {
    let n = dimension
    return (0..<n * n).map { e in values.indices.reduce(0) { $0 + values[$1] * vectors[$1][e / n] * vectors[$1][e % n] }
    }
  }

  var diagnostics: [Diagnostic] {
    [
      Diagnostic("w2", unit: "data units", "2-Wasserstein distance between N(0, K) and N(0, G G^T)") { z, k in
        let factor = (0..<dimension).flatMap { i in (0..<dimension).map { $0 < rank ? z[i * rank + $0] : 0 } }
        let centre = Array(repeating: 0.0, count: dimension)
        return gaussianW2(data.covariance(k.dropLast()), centre, factor: factor, centre)
      },
      Diagnostic(
        "pca_angle", unit: "radians",
        "largest principal angle between the span of G and the top-r eigenspace of K (arbitrary where that is not unique)"
      ) { z, k in largestAngle(z, data.covariance(k.dropLast())) },
      Diagnostic("rank", unit: "1", "singular values of G above 1e-10 of the largest") { z, _ in
        guard let values = try? singularValues(of: Array(z[..<(dimension * rank)]), rows: dimension, columns: rank)
        else { return .nan }
        return Double(values.count { $0 > 1e-10 * values[0] })
      },
    ]
  }

  /// The largest sine is the norm of the part of a unit vector of the eigenspace outside the span of G; pi/2 where G's rank
  /// is below r.
  private func largestAngle(_ z: [Double], _ k: [Double]) -> Double {
    let (n, r) = (dimension, rank)
    guard z.allSatisfy(\.isFinite), let (_, vectors) = try? symmetricEigen(of: k, order: n) else { return .nan }
    let basis = orthonormalBasis(of: (0..<r).map { c in (0..<n).map { z[$0 * r + c] } })
    guard basis.count == r else { return .pi / 2 }
    let outside = vectors[(n - r)...].flatMap { removingComponents(along: basis, from: $0) }
    let inside = vectors[(n - r)...].flatMap { v in basis.map { dot($0, v) } }
    guard let sines = try? singularValues(of: outside, rows: r, columns: n),
      let cosines = try? singularValues(of: inside, rows: r, columns: r)
    else { return .nan }
    return atan2(sines[0], cosines[r - 1])
  }
}
