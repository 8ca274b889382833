import Contracts
import Quadrature
import Scalars
import Spectra

/// What is known about the LQG GAN: equilibria with their Jacobians, divergences, the error of the quadrature.
extension LQGGAN {
  func validate(knobs: [Double]) throws(Refusal) { try data.validate(triangle(knobs)) }

  /// Equilibria: D = 0, A A^T = Sigma, b = mu, whatever the loss, the noise and the penalties.
  ///
  /// The columns of A may change sign; all 2^N are listed while N <= 4.
  func facts(knobs: [Double]) -> [Fact] {
    let n = dimension
    guard let factor = try? choleskyFactor(of: covariance(knobs), order: n) else { return [] }
    return (0..<(n > 4 ? 1 : 1 << n)).flatMap { pattern -> [Fact] in
      let a = (0..<n * n).map { pattern >> ($0 % n) & 1 == 0 ? factor[$0] : -factor[$0] }
      let point = Array(repeating: 0, count: offsets.a) + lowerPairs(n).map { a[$0.0 * n + $0.1] } + mean(knobs)
      guard n <= 4 else { return [.equilibrium(point)] }
      let (own, cross) = (curvature(knobs), crossing(a, knobs))
      let jacobian = assembled(own, cross)
      let known: [Fact] = [.equilibrium(point), .jacobian(at: point, rows: jacobian)]
      guard own.allSatisfy({ $0.allSatisfy { $0 == 0 } }), let spectrum = rotations(cross) else { return known }
      return known + [.fieldEigenvalues(at: point, spectrum)]
    }
  }

  /// The second derivative of the discriminator's loss: `(r''(0) + f''(0)) E psi psi^T`, for pairs
  /// `1/2 Cov psi`; and `(r1 + r2) E grad psi . grad psi`, over the data with noise.
  private func curvature(_ knobs: [Double]) -> [[Double]] {
    let (n, noise) = (dimension, knobs[knobs.count - 1])
    var covariance = covariance(knobs)
    for i in 0..<n { covariance[i * n + i] += noise * noise }
    let moments = GaussianMoments(mean: mean(knobs), covariance: covariance)
    let psi = Monomial.ofQuadratic(n, hasConstant: offsets.w0 < offsets.a)
    let penalty = knobs[knobs.count - 3] + knobs[knobs.count - 2]
    let weight =
      switch objective {
      case .minimax, .nonsaturating, .relativistic: 0.5
      case .leastSquares: 2.0
      case .wasserstein, .hinge: 0.0
      }
    return psi.map { p in
      psi.map { q in
        let onData = objective == .relativistic ? moments.covariance(p, q) : moments.product(p, q)
        return weight * onData + penalty * moments.slopeProduct(p, q)
      }
    }
  }

  /// `B c` with `B = d E psi / d(a, b)` over fake points and c the slope of the losses at D = 0; w0 moves with nothing.
  private func crossing(_ a: [Double], _ knobs: [Double]) -> [[Double]] {
    let rows = momentSlopes(factor: a, mean: mean(knobs))
    let c =
      switch objective {
      case .minimax, .nonsaturating, .relativistic: 0.5
      case .wasserstein, .leastSquares, .hinge: 1.0
      }
    let constants = Array(repeating: Array(repeating: 0.0, count: rows[0].count), count: offsets.a - offsets.w0)
    return (rows + constants).map { $0.map { c * $0 } }
  }

  /// `[[P, -B], [B^T, 0]]`.
  private func assembled(_ own: [[Double]], _ cross: [[Double]]) -> [[Double]] {
    let half = cross[0].count
    return zip(own, cross).map { $0 + $1.map { -$0 } }
      + (0..<half).map { j in cross.map { $0[j] } + Array(repeating: 0, count: half) }
  }

  /// `+-i s` for the singular values of B, and 0 for every row beyond its columns.
  private func rotations(_ cross: [[Double]]) -> [(real: Double, imaginary: Double)]? {
    let (rows, columns) = (cross.count, cross[0].count)
    guard let values = try? singularValues(of: cross.flatMap { $0 }, rows: rows, columns: columns) else { return nil }
    return values.flatMap { [(0, $0), (0, -$0)] } + Array(repeating: (0, 0), count: rows - columns)
  }

  var diagnostics: [Diagnostic] {
    gaussianDiagnostics { z, k in
      let (n, b) = (dimension, Array(z[offsets.b..<offsets.b + dimension]))
      let a = (0..<n * n).map { $0 / n >= $0 % n ? z[offsets.a + lowerPlace($0 / n, $0 % n)] : 0 }
      return GaussianPair(mean: mean(k), covariance: covariance(k), generatedMean: b, factor: a)
    }
  }

  private func mean(_ knobs: [Double]) -> [Double] { Array(knobs[..<dimension]) }
  private func triangle(_ knobs: [Double]) -> ArraySlice<Double> { knobs[dimension...].dropLast(3) }
  private func covariance(_ knobs: [Double]) -> [Double] { data.covariance(triangle(knobs)) }

  /// A measurement, the only honest bound where the nodes no longer suffice: twice the difference to twice the nodes, four
  /// times for the hinge, whose error falls slowly and changes its sign.
  var quadrature: QuadratureStatement? {
    let nodes = expectation.rule.nodes.count
    guard !isClosed, let finer = try? LQGGAN(data, objective, nodes: min(320, 2 * nodes)) else { return nil }
    let factor = objective == .hinge ? 4.0 : 2
    return QuadratureStatement(option: "nodes", isMeasured: true) { z, k in
      let (coarse, fine) = (xi(z, k), finer.xi(z, k))
      let size = coarse.reduce(1) { max($0, $1.magnitude) }
      return zip(coarse, fine).reduce(1e-13 * size) { max($0, factor * ($1.0 - $1.1).magnitude) }
    }
  }

  private func xi(_ z: [Double], _ k: [Double]) -> [Double] {
    let workspace = Workspace(bytes: 1 << 20)
    let xi = Point<Double>(count: z.count, in: workspace.arena)
    prepared(for: k).gradient(
      of: 0..<2, at: Point(z, in: workspace.arena), knobs: Knobs(Point(k, in: workspace.arena)), into: xi)
    return withExtendedLifetime(workspace) { (0..<z.count).map { xi[$0] } }
  }
}
