import Contracts
import Glibc
import Quadrature
import Scalars

/// The Dirac-GAN: a point of fake mass at `theta` chases a point of real mass at the origin.
///
/// The discriminator is the line `D(x) = psi x`, a fakeness logit. With instance noise of standard deviation `noise`, real
/// points are `noise e` and fake points `theta + noise e`, `e` standard normal:
/// ```
/// L_theta = E g(psi (theta + noise e)) [- E r(psi noise e)  where the loss is saturating]
/// L_psi   = E r(psi noise e) + E f(psi (theta + noise e)) + (r1 + r2)/2 psi^2 + gp/2 (|psi| - gp_target)^2
/// ```
/// with r, f, g the discriminator's loss on real and fake and the generator's on fake points (`GANLoss`).
/// - Shape: `z = [theta, psi]`, blocks `[1, 1]`.
/// - Units: `theta`, `noise` in data units; `psi` in 1/data unit; losses in nats.
/// - Domain: every real `z`; knobs >= 0. The field jumps at `psi = 0` if `gp` and `gp_target` are positive; the
///   subgradient 0 is used there.
/// - Expectations: Gauss-Hermite for the logistic losses (error in `quadrature`), exact for polynomials; the hinge under
///   noise in closed form (`expectedRelu`).
/// - Source: Mescheder, Geiger, Nowozin (2018), arXiv:1801.04406, Definition 2.1 and Section 3; clipping as in their code.
/// - Differs from the source: the discriminator minimises; least-squares and hinge are not in the source; gp has weight
///   gp/2 and covers WGAN-GP and DRAGAN; r1 and r2 coincide because D is linear.
struct DiracGAN: Game {
  static let card = Card(
    id: "dirac-gan", title: "Dirac-GAN: one fake point, one real point, a linear discriminator",
    formulas: """
      D(x) = psi x; real points noise*e, fake points theta + noise*e, e standard normal
      L_theta = E g(D(fake)) [- E r(D(real)) for minimax and wasserstein]
      L_psi = E r(D(real)) + E f(D(fake)) + (r1 + r2)/2 psi^2 + gp/2 (|psi| - gp_target)^2
      minimax: r(t) = softplus(t), f(t) = softplus(-t), g = -f; clip: |psi| <= clip
      """,
    source: "arXiv:1801.04406, Definition 2.1; every player minimises here",
    options: [
      .choice("loss", default: GANLoss.minimax, "the GAN objective"),
      OptionCard(
        "nodes", .integer(2...320, default: 80, examples: [80]),
        "Gauss-Hermite nodes for the expectation over instance noise"),
    ])

  private enum K { static let (r1, r2, noise, gp, target, clip) = (0, 1, 2, 3, 4, 5) }

  let players = [Player("generator", ["theta"]), Player("discriminator", ["psi"])]
  let knobs = [
    Knob("r1", 0, .nonnegative, "R1 weight: r1/2 E_real |grad D|^2, data units^2"),
    Knob("r2", 0, .nonnegative, "R2 weight: r2/2 E_fake |grad D|^2, data units^2"),
    Knob("noise", 0, .nonnegative, "standard deviation of instance noise on real and fake points, data units"),
    Knob("gp", 0, .nonnegative, "gradient penalty weight: gp/2 (|psi| - gp_target)^2, data units^2"),
    Knob("gp_target", 1, .nonnegative, "gradient norm at which the gradient penalty vanishes, 1/data unit"),
    Knob("clip", 0, .nonnegative, "weight clipping |psi| <= clip, 1/data unit; 0 = none"),
  ]
  let start = [1.0, 1.0]
  let lossKind: GANLoss
  let rule: Rule
  var hasNoise = true
  var hasPenalty = true
  var isConstrained = true

  /// Without penalties the players share one payoff.
  var isZeroSum: Bool { lossKind.isSaturating && !hasPenalty }

  init(options: Options) throws(Refusal) {
    lossKind = options.choice("loss", default: .minimax)
    do { rule = try Rule.gaussHermite(options.integer("nodes")) } catch { throw Refusal(.numerical, "\(error)") }
  }

  func prepared(for knobs: [Double]) -> DiracGAN {
    var game = self
    game.hasNoise = knobs[K.noise] != 0
    game.hasPenalty = knobs[K.r1] != 0 || knobs[K.r2] != 0 || knobs[K.gp] != 0
    game.isConstrained = knobs[K.clip] != 0
    return game
  }

  @inline(__always) func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    let (theta, psi) = (z[0], z[1])
    let onData =
      hasNoise ? noisyLoss(of: player, theta, psi, k[K.noise]) : loss(of: player, onFake: psi * theta, onReal: 0)
    if player == 0 { return onData }
    let weightDecay: S = (k[K.r1] + k[K.r2]) / 2 * .square(psi)
    let gradientPenalty: S = k[K.gp] / 2 * (.square(psi) - 2 * k[K.target] * .abs(psi) + .square(k[K.target]))
    return onData + weightDecay + gradientPenalty
  }

  /// A player's loss on the data, given the discriminator's outputs.
  @inline(__always) private func loss<S: Scalar>(of player: Int, onFake fake: S, onReal real: S) -> S {
    if player == 1 { return lossKind.discriminatorOnReal(real) + lossKind.discriminatorOnFake(fake) }
    return lossKind.isSaturating
      ? lossKind.generatorOnFake(fake) - lossKind.discriminatorOnReal(real) : lossKind.generatorOnFake(fake)
  }

  @inline(never) private func noisyLoss<S: Scalar>(of player: Int, _ theta: S, _ psi: S, _ noise: S) -> S {
    if lossKind == .hinge {
      let spread = noise * .abs(psi)
      return player == 0
        ? psi * theta
        : expectedRelu(1, plusNormalTimes: spread) + expectedRelu(1 - psi * theta, plusNormalTimes: spread)
    }
    var sum: S = 0
    for i in rule.nodes.indices {
      let (weight, e) = (S(exact: rule.weights[i]), noise * S(exact: rule.nodes[i]))
      sum = sum + weight * loss(of: player, onFake: psi * (theta + e), onReal: psi * e)
    }
    return sum
  }

  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>) {
    if hasNoise && lossKind == .hinge { return gradientByDuals(of: players, at: z, knobs: k, into: xi) }
    let (theta, psi) = (z[0], z[1])
    var (onTheta, onPsi): (S, S)
    if hasNoise {
      (onTheta, onPsi) = noisySlopes(theta, psi, k[K.noise])
    } else {
      let slopes = lossKind.slopesOnFake(psi * theta)
      (onTheta, onPsi) = (psi * slopes.generator, theta * slopes.discriminator)
    }
    if hasPenalty { onPsi = onPsi + (k[K.r1] + k[K.r2]) * psi + k[K.gp] * (psi - k[K.target] * .sign(psi)) }
    if players.contains(0) { xi[0] = onTheta }
    if players.contains(1) { xi[1] = onPsi }
  }

  /// The derivatives of the expected losses on the data.
  private func noisySlopes<S: Scalar>(_ theta: S, _ psi: S, _ noise: S) -> (S, S) {
    var (onTheta, onPsi): (S, S) = (0, 0)
    for i in rule.nodes.indices {
      let (weight, e) = (S(exact: rule.weights[i]), noise * S(exact: rule.nodes[i]))
      let fake = theta + e
      let slopes = lossKind.slopesOnFake(psi * fake)
      onTheta = onTheta + weight * slopes.generator
      onPsi = onPsi + weight * (fake * slopes.discriminator + e * lossKind.slopeOnReal(psi * e))
    }
    return (psi * onTheta, onPsi)
  }

  func project<S: OrderedScalar>(_ z: Point<S>, knobs k: Knobs<S>) {
    let clip = k[K.clip]
    z[1] = .select(positive: clip, .clamp(z[1], -clip, clip), z[1])
  }

  /// Gauss-Hermite on the logistic losses: the integrand has poles at distance pi/(noise |psi|) from the real axis.
  var quadrature: QuadratureStatement? {
    let count = Double(rule.nodes.count)
    let isExact = lossKind == .wasserstein || lossKind == .leastSquares || lossKind == .hinge
    return QuadratureStatement(option: "nodes") { z, k in
      let size = 1 + z[0].magnitude + z[1].magnitude + k[K.noise]
      let rounding = 1e-14 * size * size * size
      let spread = k[K.noise] * z[1].magnitude
      return isExact || spread == 0
        ? rounding : rounding + 100 * size * exp(-2 * Double.pi * count.squareRoot() / spread)
    }
  }

  func facts(knobs k: [Double]) -> [Fact] {
    let origin = [0.0, 0.0]
    // c = |J_12| = |J_21|; noise adds curvature: 2 |f''(0)| noise^2 for logistic losses, 2 noise^2 for least squares.
    let c = lossKind == .minimax || lossKind == .nonsaturating ? 0.5 : 1
    let curvature =
      switch lossKind {
      case .minimax, .nonsaturating: 0.5
      case .leastSquares: 2.0
      case .wasserstein, .hinge: 0.0
      }
    let damping = k[K.r1] + k[K.r2] + k[K.gp] + curvature * k[K.noise] * k[K.noise]
    guard k[K.gp] == 0 || k[K.target] == 0 else { return [.equilibrium(origin)] }
    return [
      .equilibrium(origin),
      .jacobian(at: origin, rows: [[0, c], [-c, damping]]),
      .fieldEigenvalues(at: origin, Fact.pair(centre: -damping / 2, discriminant: damping * damping / 4 - c * c)),
    ]
  }
}
