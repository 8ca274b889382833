import Contracts
import Glibc
import Quadrature
import Scalars

/// A quadratic discriminator against a scaled uniform: `D(x) = w x^2`, data `x ~ U[-1, 1]`, generator `a z`, `z ~ U[-1, 1]`.
///
/// ```
/// V   = E f(D(x)) + E f(-D(a z)),   f(t) = -log(1 + e^-t) (minimax) or t (wasserstein)
/// L_w = -V + gradient_penalty/2 E |D'(x)|^2
/// L_a =  V + regulariser (dV/dw)^2
/// ```
/// - Shape: `z = [w, a]`; player 1 is the discriminator. Equilibria (0, 1) and (0, -1).
/// - Units: data are dimensionless; `w` dimensionless; losses in nats.
/// - Domain: every real point; knobs >= 0.
/// - Expectations: Gauss-Legendre on [0, 1] (even integrands), exact for wasserstein.
/// - Source: Nagarajan, Kolter (2017), arXiv:1706.04156, worked example and the regulariser of their code.
/// - Differs from the source: every player minimises; the gradient penalty is on the data, as in the simple gradient
///   penalty with mu = data.
struct UniformQuadraticGAN: Game {
  enum Loss: String, CaseIterable { case minimax, wasserstein }

  static let card = Card(
    id: "uniform-quadratic-gan", title: "quadratic discriminator against a scaled uniform distribution",
    formulas: """
      D(x) = w x^2, x ~ U[-1,1]; generator a z, z ~ U[-1,1]
      V = E f(D(x)) + E f(-D(a z)), f(t) = -log(1 + e^-t) (minimax) or t (wasserstein)
      L_w = -V + gradient_penalty/2 E D'(x)^2; L_a = V + regulariser (dV/dw)^2
      """,
    source: "arXiv:1706.04156, worked example; every player minimises here",
    options: [
      .choice("loss", default: Loss.minimax, "the GAN objective"),
      OptionCard("nodes", .integer(2...320, default: 60, examples: [60]), "Gauss-Legendre nodes on [0, 1]"),
    ])

  private enum K { static let (regulariser, gradientPenalty) = (0, 1) }

  let players = [Player("discriminator", ["w"]), Player("generator", ["a"])]
  let knobs = [
    Knob("regulariser", 0, .nonnegative, "weight of (dV/dw)^2 in the generator's loss, 1/nat"),
    Knob("gradient_penalty", 0, .nonnegative, "weight of E D'(x)^2 / 2 over the data in the discriminator's loss"),
  ]
  let start = [0.5, 0.5]
  let lossKind: Loss
  let rule: Rule

  init(options: Options) throws(Refusal) {
    lossKind = options.choice("loss", default: .minimax)
    do { rule = try Rule.gaussLegendre(options.integer("nodes"), from: 0, to: 1) } catch {
      throw Refusal(.numerical, "\(error)")
    }
  }

  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    let (w, a) = (z[0], z[1])
    if player == 0 { return k[K.gradientPenalty] * .ratio(2, 3) * .square(w) - value(w, a) }
    return value(w, a) + k[K.regulariser] * .square(slopeInW(w, a))
  }

  /// `xi_w` by formula; `xi_a` along a alone.
  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>) {
    let (w, a) = (z[0], z[1])
    if players.contains(0) { xi[0] = k[K.gradientPenalty] * .ratio(4, 3) * w - slopeInW(w, a) }
    if players.contains(1) {
      let (held, moving) = (Dual(value: w, tangent: 0), Dual(value: a, tangent: 1))
      let slope = slopeInW(held, moving)
      xi[1] = value(held, moving).tangent + 2 * k[K.regulariser] * slope.value * slope.tangent
    }
  }

  /// `V(w, a)`.
  private func value<S: Scalar>(_ w: S, _ a: S) -> S {
    if lossKind == .wasserstein { return w * (1 - .square(a)) / 3 }
    return integral { .logSigmoid(w * $0) + .logSigmoid(-(w * .square(a) * $0)) }
  }

  /// `dV/dw`.
  private func slopeInW<S: Scalar>(_ w: S, _ a: S) -> S {
    let scale: S = .square(a)
    if lossKind == .wasserstein { return (1 - scale) / 3 }
    return integral { $0 * (.sigmoid(-(w * $0)) - scale * .sigmoid(w * scale * $0)) }
  }

  /// The mean over `x ~ U[-1, 1]` of a function of `x^2`.
  private func integral<S: Scalar>(_ h: (S) -> S) -> S {
    var sum: S = 0
    for i in rule.nodes.indices { sum = sum + S(exact: rule.weights[i]) * h(.square(S(exact: rule.nodes[i]))) }
    return sum
  }

  /// The logistic integrand has poles where `|w| max(1, a^2) x^2 = i pi`; Gauss-Legendre converges as
  /// `ellipse^(-2 nodes)`, with the Bernstein ellipse on [0, 1] through the nearest pole.
  var quadrature: QuadratureStatement? {
    let (count, isExact) = (Double(rule.nodes.count), lossKind == .wasserstein)
    return QuadratureStatement(option: "nodes") { z, k in
      let size = 1 + z[0].magnitude + z[1] * z[1]
      let rounding = 1e-14 * size * size * (1 + k[K.regulariser] * size * size)
      let steepness = z[0].magnitude * max(1, z[1] * z[1])
      guard !isExact, steepness > 0 else { return rounding }
      let half = (Double.pi / steepness / 2).squareRoot()
      // Semi-axes sum: |u| + |u^2 - 1|^(1/2) at u = 2x - 1 through the distances to the foci.
      let toFoci = hypot(half, half) + hypot(half - 1, half)
      let ellipse = toFoci + max(0, toFoci * toFoci - 1).squareRoot()
      return rounding + 100 * size * size * (1 + k[K.regulariser] * size * size) * pow(ellipse, -2 * count)
    }
  }

  func facts(knobs k: [Double]) -> [Fact] {
    [1.0, -1.0].flatMap { a -> [Fact] in
      let point = [0, a]
      let (eta, damping) = (k[K.regulariser], 4 * k[K.gradientPenalty] / 3)
      let rows =
        lossKind == .minimax
        ? [[0.1 + damping, a / 3], [-a / 3 * (1 - eta / 5), 2 * eta / 9]]
        : [[damping, 2 * a / 3], [-2 * a / 3, 8 * eta / 9]]
      let (trace, determinant) = (rows[0][0] + rows[1][1], rows[0][0] * rows[1][1] - rows[0][1] * rows[1][0])
      return [
        .equilibrium(point), .jacobian(at: point, rows: rows),
        .fieldEigenvalues(at: point, Fact.pair(centre: -trace / 2, discriminant: trace * trace / 4 - determinant)),
      ]
    }
  }
}
