import Contracts
import Spectra

/// What is known in closed form about the LQG-WGAN: its data, equilibria, Jacobian, and exact divergences.
extension LQGWGAN {
  func validate(knobs: [Double]) throws(Refusal) { try data.validate(triangle(knobs)) }

  /// Equilibria: W2 = 0, w1 = 0, A A^T = Sigma, b = mu.
  ///
  /// The columns of A may change sign; all 2^N are listed while N <= 4.
  func facts(knobs: [Double]) -> [Fact] {
    let floor = knobs[knobs.count - 1]
    guard let factor = try? choleskyFactor(of: covariance(knobs), order: dimension) else { return [] }
    let signs = part == .mean || floor > 0 || dimension > 4 ? 1 : 1 << dimension
    return (0..<signs).flatMap { pattern -> [Fact] in
      let a = (0..<dimension * dimension).map { pattern >> ($0 % dimension) & 1 == 0 ? factor[$0] : -factor[$0] }
      guard (0..<dimension).allSatisfy({ floor == 0 || a[$0 * dimension + $0] >= floor }) else { return [] }
      return facts(at: a, knobs)
    }
  }

  /// With `B = dF_D/dG`, the Jacobian is `[[critic_l2 I, B], [-B^T, 0]]`: eigenvalues of -J from the singular values of B.
  private func facts(at a: [Double], _ knobs: [Double]) -> [Fact] {
    let rows = momentSlopes(factor: a, mean: mean(knobs), quadratic: part != .mean, linear: part != .covariance)
    let damping = knobs[knobs.count - 2]
    let (half, total) = (rows.count, 2 * rows.count)
    var point = Array(repeating: 0.0, count: half)
    if part != .mean { for i in 0..<dimension { for j in 0...i { point.append(a[i * dimension + j]) } } }
    if part != .covariance { point += knobs[..<dimension] }
    guard dimension <= 4, let singular = try? singularValues(of: rows.flatMap { $0 }, rows: half, columns: half) else {
      return [.equilibrium(point)]
    }
    let jacobian = (0..<total).map { i in
      (0..<total).map { j in
        i < half ? (j < half ? (i == j ? damping : 0) : rows[i][j - half]) : (j < half ? -rows[j][i - half] : 0)
      }
    }
    let eigenvalues = singular.flatMap {
      Fact.pair(centre: -damping / 2, discriminant: damping * damping / 4 - $0 * $0)
    }
    return [.equilibrium(point), .jacobian(at: point, rows: jacobian), .fieldEigenvalues(at: point, eigenvalues)]
  }

  var diagnostics: [Diagnostic] {
    gaussianDiagnostics { z, k in
      GaussianPair(
        mean: mean(k), covariance: covariance(k), generatedMean: generatedMean(z, k), factor: generatorFactor(z, k))
    }
  }

  private func mean(_ knobs: [Double]) -> [Double] { Array(knobs[..<dimension]) }
  private func generatedMean(_ z: [Double], _ knobs: [Double]) -> [Double] {
    part == .covariance ? mean(knobs) : Array(z[offsets.b..<offsets.b + dimension])
  }
  /// The upper triangle of Sigma.
  private func triangle(_ knobs: [Double]) -> ArraySlice<Double> { knobs[dimension...].dropLast(2) }
  /// Sigma, row by row.
  private func covariance(_ knobs: [Double]) -> [Double] { data.covariance(triangle(knobs)) }
  /// A, row by row.
  private func generatorFactor(_ z: [Double], _ knobs: [Double]) -> [Double] {
    if part == .mean { return (try? choleskyFactor(of: covariance(knobs), order: dimension)) ?? [] }
    return (0..<dimension * dimension).map {
      let (i, j) = ($0 / dimension, $0 % dimension)
      return i >= j ? z[lower(i, j)] : 0
    }
  }
}
