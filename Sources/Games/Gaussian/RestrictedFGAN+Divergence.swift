import Contracts
import Quadrature
import Scalars
import Spectra

/// The restricted divergence beside the unrestricted one, and the quadrature's error.
extension RestrictedFGAN {
  var diagnostics: [Diagnostic] {
    [
      Diagnostic("divergence", unit: "nats", "supremum of V over w at this theta, by Newton's method") { z, k in
        supremum(theta: z[degree + 1], k)
      },
      Diagnostic("f-divergence", unit: "nats", "D_f(mu || nu): supremum of V over all functions") { z, k in
        space == .finite ? finiteDivergence(atoms.nu(z[degree + 1])) : gaussianDivergence(z[degree + 1], k)
      },
      Diagnostic("moment-gap", unit: "mixed", "distance of the vectors (E x, ..., E x^k) of data and generator") {
        z, k in
        momentGap(z[degree + 1], k)
      },
    ]
  }

  /// Damped Newton iteration from w = 0 on the convex loss of the discriminator; infinite where no maximum is found.
  ///
  /// Steps of minimum norm, as powers may depend on each other on few points.
  private func supremum(theta: Double, _ knobs: [Double]) -> Double {
    guard theta.isFinite else { return .nan }
    let problem = DiscriminatorProblem(game: self, theta: theta, knobs: knobs)
    var w = Array(repeating: 0.0, count: degree + 1)
    var loss = problem.loss(w)
    for _ in 0..<200 {
      let (gradient, hessian) = problem.derivatives(w)
      guard let step = try? leastSquares(hessian, rows: w.count, columns: w.count, gradient) else { return .infinity }
      let decrease = dot(gradient, step)
      if decrease.magnitude <= 1e-15 * max(1, loss.magnitude) { return -loss }
      var (damping, landed) = (1.0, false)
      while !landed && damping > 1e-12 {
        let trial = zip(w, step).map { $0 - damping * $1 }
        let found = problem.loss(trial)
        landed = found <= loss - 1e-4 * damping * decrease
        if landed { (w, loss) = (trial, found) } else { damping /= 2 }
      }
      if !landed { return decrease.magnitude <= 1e-12 * max(1, loss.magnitude) ? -loss : .infinity }
    }
    return .infinity
  }

  /// Closed forms for kl and pearson; jensen-shannon by 160 Gauss-Hermite nodes on the log ratio, a quadratic.
  private func gaussianDivergence(_ theta: Double, _ k: [Double]) -> Double {
    let (m, v, s2) = (k[0], k[1], k[2])
    let gap = (m - theta) * (m - theta)
    switch divergence {
    case .kl: return (v / s2 - 1 - .log(v / s2) + gap / s2) / 2
    case .pearson:
      let rest = 2 * s2 - v
      return rest > 0 ? s2 / (v * rest).squareRoot() * .exp(gap / rest) - 1 : .infinity
    case .jensenShannon:
      guard theta.isFinite, let rule = try? Rule.gaussHermite(160) else { return .nan }
      func ratio(_ x: Double) -> Double {
        .log(s2 / v) / 2 + (x - theta) * (x - theta) / (2 * s2) - (x - m) * (x - m) / (2 * v)
      }
      return zip(rule.nodes, rule.weights).reduce(2 * .log(2)) { sum, node in
        let (real, fake) = (m + v.squareRoot() * node.0, theta + s2.squareRoot() * node.0)
        return sum + node.1 * (.logSigmoid(ratio(real)) + .logSigmoid(-ratio(fake)))
      }
    }
  }

  /// Twice the difference to twice the nodes: polynomials under the logistic function have poles anywhere.
  var quadrature: QuadratureStatement? {
    guard hasQuadrature,
      let finer = try? RestrictedFGAN(space, divergence, degree, atoms, nodes: min(320, 2 * rule.nodes.count))
    else { return nil }
    return QuadratureStatement(option: "nodes", isMeasured: true) { z, k in
      let (coarse, fine) = (xi(z, k), finer.xi(z, k))
      let size = coarse.reduce(1) { max($0, $1.magnitude) }
      return zip(coarse, fine).reduce(1e-13 * size) { max($0, 2 * ($1.0 - $1.1).magnitude) }
    }
  }

  private func xi(_ z: [Double], _ k: [Double]) -> [Double] {
    let workspace = Workspace()
    let xi = Point<Double>(count: z.count, in: workspace.arena)
    gradient(
      of: 0..<2, at: Point<Double>(z, in: workspace.arena), knobs: Knobs(Point<Double>(k, in: workspace.arena)),
      into: xi)
    return withExtendedLifetime(workspace) { (0..<z.count).map { xi[$0] } }
  }
}

/// The discriminator's loss at a fixed theta with its first two derivatives in w.
private struct DiscriminatorProblem {
  let game: RestrictedFGAN
  let theta: Double
  let knobs: [Double]

  func loss(_ w: [Double]) -> Double {
    let workspace = Workspace()
    let (z, k) = (Point<Double>(w + [theta], in: workspace.arena), Knobs(Point<Double>(knobs, in: workspace.arena)))
    return withExtendedLifetime(workspace) { game.loss(of: 0, at: z, knobs: k) }
  }

  func derivatives(_ w: [Double]) -> (gradient: [Double], hessian: [Double]) {
    let workspace = Workspace()
    let z = Point<Dual<Double>>(w + [theta], in: workspace.arena)
    let (xi, k) = (
      Point<Dual<Double>>(count: z.count, in: workspace.arena), Knobs(Point<Dual<Double>>(knobs, in: workspace.arena))
    )
    var (gradient, hessian) = (w, [Double]())
    for i in w.indices {
      z[i].tangent = 1
      game.gradient(of: 0..<1, at: z, knobs: k, into: xi)
      z[i].tangent = 0
      hessian += w.indices.map { xi[$0].tangent }
    }
    for i in w.indices { gradient[i] = xi[i].value }
    return withExtendedLifetime(workspace) { (gradient, hessian) }
  }
}
