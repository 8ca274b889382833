import Contracts
import Quadrature
import Scalars

/// A restricted f-GAN: the discriminator is a polynomial in x, the generator has one parameter.
///
/// ```
/// v(x) = w_0 + w_1 x + ... + w_k x^k,   V = E_mu A(v) - E_nu B(v),   L_D = -V,   L_G = V
/// ```
/// with A, B as in `FDivergence`; `nu = (1 - theta) nu0 + theta nu1` on a finite space, or N(theta, s2) against data N(m, v).
/// With so few discriminators the supremum of V vanishes as soon as the moments up to order k agree.
/// - Shape: `w`, then `theta`.
/// - Units: x as the data; `w_j` in 1/x^j; V in nats.
/// - Domain: finite space: nu is a distribution for theta in [0, 1]; the formulas go on beyond. kl on Gaussians takes degree
///   1 or 2 and needs `1 - 2 s2 w_2 > 0`: outside E_nu e^v is infinite and V is not finite.
/// - Expectations: sums on the finite space; on Gaussians closed forms for kl, Gauss-Hermite for pearson (exact, the
///   integrands are polynomials) and for jensen-shannon (error measured by doubling the nodes and stated).
/// - Source: Liu, Bousquet, Chaudhuri (2017), arXiv:1705.08991, and Liu, Chaudhuri (2018), arXiv:1809.04542: restricted
///   f-GANs and moment matching (abstracts); the examples and the Jacobian are derived.
/// - Differs from the source: every player minimises; Jensen-Shannon by the logit v instead of T.
struct RestrictedFGAN: Game {
  enum Space: String, CaseIterable { case finite, gaussian }

  static let card = Card(
    id: "restricted-fgan", title: "restricted f-GAN: polynomial discriminator, one-parameter generator",
    formulas: """
      v(x) = w_0 + w_1 x + ... + w_k x^k; V = E_mu A(v) - E_nu B(v); L_D = -V, L_G = V
      kl: A = v, B = e^v - 1; pearson: A = v, B = v + v^2/4
      jensen-shannon: A = log 2 + log sigmoid(v), B = softplus(v) - log 2
      finite: nu = (1 - theta) nu0 + theta nu1; gaussian: mu = N(m, v), nu = N(theta, s2)
      """,
    source: "arXiv:1705.08991 and arXiv:1809.04542 (abstracts); examples derived",
    options: [
      .choice("space", default: Space.finite, "where the data live"),
      .choice("divergence", default: FDivergence.kl, "the f-divergence; kl on gaussian takes degree 1 or 2"),
      OptionCard("degree", .integer(1...4, default: 2, examples: [1, 2, 3, 4]), "degree k of the discriminator"),
      OptionCard(
        "distribution", .matrix(example: [[0, 0.2, 0.5, 0.1], [1, 0.3, 0.3, 0.2], [3, 0.5, 0.2, 0.7]]),
        "finite space from a CSV file without header: rows x, mu, nu0, nu1"),
      OptionCard(
        "nodes", .integer(2...160, default: 64, examples: [64]), "Gauss-Hermite nodes for jensen-shannon on gaussian"),
    ])

  let space: Space
  let divergence: FDivergence
  let degree: Int
  let atoms: FiniteSpace
  let rule: Rule
  let players: [Player]
  let knobs: [Knob]
  let start: [Double]
  let isZeroSum = true

  init(options: Options) throws(Refusal) {
    let (space, divergence) = (
      options.choice("space", default: Space.finite), options.choice("divergence", default: FDivergence.kl)
    )
    let degree = options.integer("degree")
    let distribution = options.matrix("distribution")
    if space == .gaussian {
      if let source = distribution?.source {
        throw Refusal("\(source): --option distribution belongs to space=finite")
      }
      guard divergence != .kl || degree <= 2 else {
        throw Refusal(
          "--option degree=\(degree): kl on gaussian takes degree 1 or 2, because E exp of a polynomial of higher degree is infinite arbitrarily close to w = 0"
        )
      }
    }
    try self.init(
      space, divergence, degree, distribution.map(FiniteSpace.init) ?? .standard, nodes: options.integer("nodes"))
  }

  init(_ space: Space, _ divergence: FDivergence, _ degree: Int, _ atoms: FiniteSpace, nodes: Int) throws(Refusal) {
    (self.space, self.divergence, self.degree, self.atoms) = (space, divergence, degree, atoms)
    // Eight nodes are exact for polynomials of degree 15.
    do { rule = try Rule.gaussHermite(divergence == .jensenShannon ? nodes : 8) } catch {
      throw Refusal(.numerical, "\(error)")
    }
    players = [Player("discriminator", (0...degree).map { "w_\($0)" }), Player("generator", ["theta"])]
    start = Array(repeating: 0, count: degree + 1) + [space == .finite ? 0.3 : 1]
    knobs =
      space == .finite
      ? []
      : [
        Knob("m", 0, .real, "mean of the data"), Knob("v", 1, .positive, "variance of the data"),
        Knob("s2", 1, .positive, "variance of the generator"),
      ]
  }

  /// With quadrature the lanes run over the nodes.
  var usesLanes: Bool { !hasQuadrature }
  var hasQuadrature: Bool { space == .gaussian && divergence == .jensenShannon }
  private var isTilted: Bool { space == .gaussian && divergence == .kl }

  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let (real, fake) = (realPoints(z, k), fakePoints(z, k))
    var total: S.Pack = 0
    for i in real.x.packs {
      total = total + real.weights.pack(at: i) * divergence.onReal(polynomial(z, at: real.x.pack(at: i)))
    }
    if isTilted {
      let value = S.sum(total) + 1 - TiltedNormal(z, k).mass
      return player == 0 ? -value : value
    }
    for i in fake.x.packs {
      total = total - fake.weights.pack(at: i) * divergence.onFake(polynomial(z, at: fake.x.pack(at: i)))
    }
    return player == 0 ? -S.sum(total) : S.sum(total)
  }

  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let fake = fakePoints(z, k)
    if players.contains(0) {
      let sums = Point<S.Pack>(count: degree + 1, in: z.arena)
      sums.fill(0)
      let real = realPoints(z, k)
      for i in real.x.packs {
        let x = real.x.pack(at: i)
        addPowers(-real.weights.pack(at: i) * divergence.slopeOnReal(polynomial(z, at: x)), x, to: sums)
      }
      for i in fake.x.packs where !isTilted {
        let x = fake.x.pack(at: i)
        addPowers(fake.weights.pack(at: i) * divergence.slopeOnFake(polynomial(z, at: x)), x, to: sums)
      }
      for j in 0...degree { xi[j] = S.sum(sums[j]) }
      if isTilted { TiltedNormal(z, k).addMoments(degree, to: xi) }
    }
    if players.contains(1) { xi[degree + 1] = isTilted ? -TiltedNormal(z, k).slope : slopeInTheta(z, fake) }
  }

  /// `dV/dtheta = -sum (nu1 - nu0) B(v)` on the finite space, `-E_nu B'(v) v'(x)` on Gaussians.
  private func slopeInTheta<S: Scalar>(_ z: Point<S>, _ fake: WeightedPoints<S>) -> S {
    var total: S.Pack = 0
    for i in fake.x.packs {
      let x = fake.x.pack(at: i)
      let v: S.Pack = polynomial(z, at: x)
      if space == .finite {
        total = total + fake.moves.pack(at: i) * divergence.onFake(v)
      } else {
        total = total + fake.weights.pack(at: i) * divergence.slopeOnFake(v) * polynomialSlope(z, at: x)
      }
    }
    return -S.sum(total)
  }

  /// `v(x)`.
  @inline(__always) private func polynomial<S: Scalar>(_ z: Point<S>, at x: S.Pack) -> S.Pack {
    var sum = S.splat(z[degree])
    for j in (0..<degree).reversed() { sum = sum * x + S.splat(z[j]) }
    return sum
  }
  /// `v'(x)`.
  @inline(__always) private func polynomialSlope<S: Scalar>(_ z: Point<S>, at x: S.Pack) -> S.Pack {
    var sum: S.Pack = 0
    for j in (1...degree).reversed() { sum = sum * x + S.Pack(exact: Double(j)) * S.splat(z[j]) }
    return sum
  }
  /// Adds `weight x^j`.
  @inline(__always) private func addPowers<P: Scalar>(_ weight: P, _ x: P, to sums: Point<P>) {
    var power = weight
    for j in 0..<sums.count {
      sums[j] = sums[j] + power
      power = power * x
    }
  }
}

/// Points with weights, and the derivatives of the weights by theta; in whole packs.
private struct WeightedPoints<S: Scalar> {
  let x, weights, moves: Point<S>

  init(count: Int, in arena: Arena) {
    let padded = Point<S>.padded(count)
    (x, weights, moves) = (
      Point(count: padded, in: arena), Point(count: padded, in: arena), Point(count: padded, in: arena)
    )
    for part in [x, weights, moves] { part.fill(0) }
  }
}

extension RestrictedFGAN {
  private func realPoints<S: Scalar>(_ z: Point<S>, _ k: Knobs<S>) -> WeightedPoints<S> {
    if space == .gaussian { return normalPoints(k[0], k[1], in: z.arena) }
    let points = WeightedPoints<S>(count: atoms.count, in: z.arena)
    for i in 0..<atoms.count { (points.x[i], points.weights[i]) = (S(exact: atoms.x[i]), S(exact: atoms.mu[i])) }
    return points
  }

  private func fakePoints<S: Scalar>(_ z: Point<S>, _ k: Knobs<S>) -> WeightedPoints<S> {
    let theta = z[degree + 1]
    if space == .gaussian { return normalPoints(theta, k[2], in: z.arena) }
    let points = WeightedPoints<S>(count: atoms.count, in: z.arena)
    for i in 0..<atoms.count {
      points.x[i] = S(exact: atoms.x[i])
      points.weights[i] = (1 - theta) * S(exact: atoms.nu0[i]) + theta * S(exact: atoms.nu1[i])
      points.moves[i] = S(exact: atoms.nu1[i]) - S(exact: atoms.nu0[i])
    }
    return points
  }

  private func normalPoints<S: Scalar>(_ mean: S, _ variance: S, in arena: Arena) -> WeightedPoints<S> {
    let points = WeightedPoints<S>(count: rule.nodes.count, in: arena)
    let deviation: S = .sqrt(variance)
    for i in rule.nodes.indices {
      points.x[i] = mean + deviation * S(exact: rule.nodes[i])
      points.weights[i] = S(exact: rule.weights[i])
    }
    return points
  }
}

/// N(theta, s2) tilted by `e^v`, v of degree at most 2: again normal, times a mass.
///
/// With `c = 1 - 2 s2 w_2`: mass `E e^v = c^(-1/2) exp(w_0 + (w_1 theta + w_2 theta^2 + s2 w_1^2/2)/c)`, mean
/// `(theta + s2 w_1)/c`, variance `s2/c`. Not a number where c < 0, where `E e^v` is infinite.
private struct TiltedNormal<S: Scalar> {
  let mass, mean, variance: S
  /// `E e^v v'(x)`, the derivative of the mass by theta.
  let slope: S

  init(_ z: Point<S>, _ k: Knobs<S>) {
    let (theta, w2, s2): (S, S, S) = (z[z.count - 1], z.count == 4 ? z[2] : 0, k[2])
    let c = 1 - 2 * s2 * w2
    mass = .exp(z[0] + (z[1] * theta + w2 * .square(theta) + s2 * .square(z[1]) / 2) / c) / .sqrt(c)
    (mean, variance) = ((theta + s2 * z[1]) / c, s2 / c)
    slope = mass * (z[1] + 2 * w2 * mean)
  }

  /// Adds `E e^v x^j`.
  func addMoments(_ degree: Int, to xi: Point<S>) {
    xi[0] = xi[0] + mass
    xi[1] = xi[1] + mass * mean
    if degree == 2 { xi[2] = xi[2] + mass * (.square(mean) + variance) }
  }
}
