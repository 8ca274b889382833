import Contracts
import Scalars
import Spectra

/// What is known in closed form about restricted f-GANs.
extension RestrictedFGAN {
  /// Where the moments up to order k agree, w = 0 is an equilibrium; further ones where the game is solved by hand, and
  /// values of V where it is not.
  func facts(knobs k: [Double]) -> [Fact] {
    if space == .finite { return degree == 1 ? factsAtMatchedMean() : [valueOfConstant()] + valueAtInterpolation() }
    let isMatched = degree == 1 || k[1] == k[2]
    if isMatched {
      let fake = normal(k[0], k[2])
      let slope = { (j: Int) in j == 0 ? 0 : Double(j) * fake(j - 1) }
      return factsAtZero(theta: k[0], normal(k[0], k[1]), fake, slope: slope)
    }
    return equilibriumBesideMatching(k).map { [.equilibrium($0)] } ?? []
  }

  /// `J = [[C, c M], [-c M^T, 0]]` at w = 0: `C = E psi psi^T / f''(1)` and `M = d E_nu psi / dtheta`, psi the powers of x;
  /// for the logit of jensen-shannon C is `(E_mu + E_nu) psi psi^T / 4` and c = 1/2.
  private func factsAtZero(
    theta: Double, _ real: (Int) -> Double, _ fake: (Int) -> Double, slope: (Int) -> Double
  ) -> [Fact] {
    let point = Array(repeating: 0, count: degree + 1) + [theta]
    let c = divergence == .jensenShannon ? 0.5 : 1
    let rows = (0...degree).map { i in
      (0...degree).map { j in
        switch divergence {
        case .kl: fake(i + j)
        case .pearson: fake(i + j) / 2
        case .jensenShannon: (real(i + j) + fake(i + j)) / 4
        }
      } + [c * slope(i)]
    }
    return [.equilibrium(point), .jacobian(at: point, rows: rows + [(0...degree).map { -c * slope($0) } + [0]])]
  }

  /// A linear discriminator on the finite space: the generator whose mean is the data's.
  private func factsAtMatchedMean() -> [Fact] {
    let (mean0, mean1) = (atoms.moment(1, atoms.nu0), atoms.moment(1, atoms.nu1))
    guard mean0 != mean1 else { return [valueOfConstant()] }
    let theta = (atoms.moment(1, atoms.mu) - mean0) / (mean1 - mean0)
    let nu = atoms.nu(theta)
    func moment(_ weights: [Double]) -> (Int) -> Double { { atoms.moment($0, weights) } }
    return factsAtZero(theta: theta, moment(atoms.mu), moment(nu), slope: moment(zip(atoms.nu1, atoms.nu0).map(-)))
  }

  /// `V = A(1/2) - B(1/2)` for the discriminator 1/2, whatever theta.
  private func valueOfConstant() -> Fact {
    let value = divergence.onReal(0.5) - divergence.onFake(0.5)
    return .losses(at: [0.5] + Array(repeating: 0, count: degree) + [0.7], [-value, value])
  }

  /// With as many powers as points every discriminator is a polynomial: at `f'(mu/nu)` V is the f-divergence.
  private func valueAtInterpolation() -> [Fact] {
    let (theta, n) = (0.25, atoms.count)
    let nu = atoms.nu(theta)
    guard degree >= n - 1, (atoms.mu + nu).allSatisfy({ $0 > 0 }) else { return [] }
    let values = zip(atoms.mu, nu).map { optimalOutput(ratio: $0 / $1) }
    guard let w = try? solve(atoms.x.flatMap { x in (0..<n).map { power(x, $0) } }, values) else { return [] }
    let value = finiteDivergence(nu)
    return [.losses(at: w + Array(repeating: 0, count: degree + 1 - n) + [theta], [-value, value])]
  }

  /// v that is best at a density ratio u = mu/nu.
  private func optimalOutput(ratio u: Double) -> Double { divergence == .pearson ? 2 * (u - 1) : .log(u) }

  /// Gaussians with different variances at theta = m, by symmetry: the log ratio for kl, a linear system for pearson.
  private func equilibriumBesideMatching(_ k: [Double]) -> [Double]? {
    let (m, v, s2) = (k[0], k[1], k[2])
    switch divergence {
    case .jensenShannon: return nil
    case .kl:
      let gap = 1 / v - 1 / s2
      return [.log(s2 / v) / 2 - m * m * gap / 2, m * gap, -gap / 2, m]
    case .pearson:
      let (real, fake) = (normal(m, v), normal(m, s2))
      let gram = (0...degree).flatMap { i in (0...degree).map { fake(i + $0) / 2 } }
      guard let w = try? solve(gram, (0...degree).map { real($0) - fake($0) }) else { return nil }
      return w + [m]
    }
  }

  /// The moments of a normal variable.
  private func normal(_ mean: Double, _ variance: Double) -> (Int) -> Double {
    { GaussianMoments(mean: [mean], covariance: [variance]).expectation(Array(repeating: 0, count: $0)) }
  }

  /// D_f(mu || nu) on the finite space; infinite where mu has points that nu has not.
  func finiteDivergence(_ nu: [Double]) -> Double {
    zip(atoms.mu, nu).reduce(0) { $0 + pointDivergence($1.0, $1.1) }
  }

  private func pointDivergence(_ mu: Double, _ nu: Double) -> Double {
    switch divergence {
    case .kl: mu == 0 ? 0 : nu > 0 ? mu * .log(mu / nu) : .infinity
    case .pearson: nu > 0 ? (mu - nu) * (mu - nu) / nu : mu == 0 ? 0 : .infinity
    case .jensenShannon: share(mu, of: mu + nu) + share(nu, of: mu + nu)
    }
  }

  /// `p log(2 p / total)`.
  private func share(_ p: Double, of total: Double) -> Double { p == 0 ? 0 : p * .log(2 * p / total) }

  /// The distance of the first k moments.
  func momentGap(_ theta: Double, _ k: [Double]) -> Double {
    (1...degree).reduce(0) { sum, j in
      let gap =
        space == .finite
        ? atoms.moment(j, atoms.mu) - atoms.moment(j, atoms.nu(theta))
        : normal(k[0], k[1])(j) - normal(theta, k[2])(j)
      return sum + gap * gap
    }.squareRoot()
  }
}
