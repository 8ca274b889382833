import Contracts
import Quadrature
import Scalars

/// The linear-quadratic-Gaussian GAN with any of the GAN losses: a linear generator against a quadratic discriminator on
/// Gaussian data, with exact or nearly exact expectations.
///
/// Data `x ~ N(mu, Sigma)`, generator `x' = A z + b` with A lower triangular and `z ~ N(0, I)`, both plus `noise` times a
/// standard normal; discriminator `D(x) = x^T W2 x + w1^T x + w0`, a fakeness logit:
/// ```
/// L_D = E r(D(x)) + E f(D(x')) + r1/2 E |grad D(x)|^2 + r2/2 E |grad D(x')|^2
/// L_G = E g(D(x')) [- E r(D(x)) where the loss is saturating]
/// relativistic: E softplus(D(x) - D(x')) and E softplus(D(x') - D(x)) on independent pairs
/// ```
/// with r, f, g as in `GANLoss`.
/// - Shape: `w2` (upper triangle, row by row; an off-diagonal w2 counts twice in D), `w1`, `w0` (absent for wasserstein and
///   relativistic, where it cancels); `a` (lower triangle, row by row), `b`.
/// - Units: `b`, `mu`, `a`, `noise` in data units; `w1`, `w2` in 1/data unit and its square; losses in nats.
/// - Domain: Sigma positive definite; r1, r2, noise >= 0.
/// - Expectations: least squares and wasserstein in closed form (Isserlis), in up to 64 dimensions. Otherwise D is a
///   quadratic form of standard normal variables: Gauss-Hermite in each, the hinge exactly in the first and by
///   Gauss-Hermite in the others, so exactly in one dimension; pairs are a form in twice as many variables. The error
///   is measured by doubling the nodes and stated; for the hinge in 2 and 3 dimensions it falls like `nodes^(-3/2)` only,
///   where lines touch the hinge's kink.
/// - Cost: `nodes^(N-1)` lines of nodes a field on each side, `nodes^(2N-1)` for pairs.
/// - Source: the model of Gemp, Mahadevan (2018), arXiv:1808.01531, under the losses of Goodfellow et al. (2014),
///   arXiv:1406.2661; Jacobians at equilibrium as Nagarajan, Kolter (2017), arXiv:1706.04156.
/// - Differs from the source: every player minimises; the combination of this model with losses, noise and penalties, and
///   its Jacobians, are ours.
struct LQGGAN: Game {
  static let card = Card(
    id: "lqg-gan", title: "linear-quadratic-Gaussian GAN with any loss, instance noise and gradient penalties",
    formulas: """
      data x ~ N(mu, Sigma); generator x' = A z + b, z ~ N(0, I); both plus noise*e; D(x) = x^T W2 x + w1^T x + w0
      L_D = E r(D(x)) + E f(D(x')) + r1/2 E |grad D(x)|^2 + r2/2 E |grad D(x')|^2
      L_G = E g(D(x')) [- E r(D(x)) for minimax and wasserstein]
      minimax: r(t) = softplus(t), f(t) = softplus(-t), g = -f
      relativistic: E softplus(D(x) - D(x')) and E softplus(D(x') - D(x)) on independent pairs
      """,
    source: "arXiv:1808.01531 (model), arXiv:1406.2661 and arXiv:2501.05441 (losses); the combination is ours",
    options: [
      OptionCard(
        "dimension", .integer(1...64, default: 1, examples: [1, 2, 3]),
        "dimension N of the data; above 3 (relativistic: 2) only wasserstein and least-squares"),
      .choice("loss", default: GANObjective.minimax, "the GAN objective"),
      OptionCard(
        "nodes", .integer(0...160, default: 0, examples: [6]),
        "Gauss-Hermite nodes per variable; 0 = 64, 32, 16 by dimension, hinge 128, 32 from 2, relativistic 32, 12"),
      OptionCard(
        "covariance", .matrix(example: [[0.75]]),
        "Sigma from a CSV file without header, instead of the identity"),
      OptionCard("mean", .matrix(example: [[0.5]]), "mu from a CSV file without header, instead of zero"),
    ])

  let data: GaussianData
  let dimension: Int
  let objective: GANObjective
  let expectation: QuadraticExpectation
  let players: [Player]
  let knobs: [Knob]
  let start: [Double]
  /// Where w1, w0, a and b start in the coordinates; w2 starts at 0.
  let offsets: (w1: Int, w0: Int, a: Int, b: Int)
  var hasNoise = true
  var hasPenalty = true

  init(options: Options) throws(Refusal) {
    let data = try GaussianData(options, of: Self.card.id)
    let objective = options.choice("loss", default: GANObjective.minimax)
    try self.init(data, objective, nodes: Self.nodes(options.integer("nodes"), data.dimension, objective))
  }

  init(_ data: GaussianData, _ objective: GANObjective, nodes: Int) throws(Refusal) {
    (self.data, dimension, self.objective) = (data, data.dimension, objective)
    do { expectation = QuadraticExpectation(rule: try Rule.gaussHermite(nodes)) } catch {
      throw Refusal(.numerical, "\(error)")
    }
    let (n, constants) = (data.dimension, objective.ignoresConstants ? 0 : 1)
    let triangle = n * (n + 1) / 2
    offsets = (triangle, triangle + n, triangle + n + constants, 2 * triangle + n + constants)
    let discriminator = pairNames("w2", upperPairs(n), largest: n) + vectorNames("w1", n)
    players = [
      Player("discriminator", discriminator + (constants == 0 ? [] : ["w0"])),
      Player("generator", pairNames("a", lowerPairs(n), largest: n) + vectorNames("b", n)),
    ]
    knobs =
      data.meanKnobs + data.covarianceKnobs
      + [
        Knob("r1", 0, .nonnegative, "R1 weight: r1/2 E_real |grad D|^2, data units^2"),
        Knob("r2", 0, .nonnegative, "R2 weight: r2/2 E_fake |grad D|^2, data units^2"),
        Knob("noise", 0, .nonnegative, "standard deviation of instance noise on real and fake points, data units"),
      ]
    start =
      Array(repeating: 0, count: offsets.a) + lowerPairs(n).map { $0.0 == $0.1 ? 0.5 : 0 }
      + Array(repeating: 0.5, count: n)
  }

  /// The nodes asked for, where the dimension suits the loss.
  private static func nodes(_ given: Int, _ dimension: Int, _ objective: GANObjective) throws(Refusal) -> Int {
    if objective == .wasserstein || objective == .leastSquares { return 2 }
    let defaults =
      switch objective {
      case .relativistic: [32, 12]
      case .hinge: [2, 128, 32]
      default: [64, 32, 16]
      }
    guard dimension <= defaults.count else {
      throw Refusal(
        "lqg-gan: loss \(objective.rawValue) takes at most dimension \(defaults.count), not \(dimension), because its expectations are by quadrature; loss=wasserstein and loss=least-squares take up to 64"
      )
    }
    return given == 0 ? defaults[dimension - 1] : given
  }

  /// With quadrature the lanes run over the nodes.
  var usesLanes: Bool { isClosed && dimension <= 4 }
  var isZeroSum: Bool { objective.isSaturating && !hasPenalty }
  /// Whether all expectations are in closed form.
  var isClosed: Bool { isPolynomial || objective == .hinge && dimension == 1 }
  var isPolynomial: Bool { objective == .wasserstein || objective == .leastSquares }

  func prepared(for knobs: [Double]) -> LQGGAN {
    var game = self
    let last = knobs.count - 1
    game.hasNoise = knobs[last] != 0
    game.hasPenalty = knobs[last - 2] != 0 || knobs[last - 1] != 0
    return game
  }
}

extension LQGGAN {
  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let (critic, real, fake) = (critic(z), realPoints(k, in: z.arena), fakePoints(z, k))
    let forms = (real: critic.form(on: real), fake: critic.form(on: fake))
    var total: S
    if let loss = objective.separable {
      total =
        expectation.value(of: .real(loss), player: player, forms.real)
        + expectation.value(of: .fake(loss), player: player, forms.fake)
    } else {
      total = expectation.value(of: .pair, player: player, forms.real - forms.fake)
    }
    if hasPenalty && player == 0 {
      total = total + k[k.count - 3] / 2 * critic.squaredSlope(on: real)
      total = total + k[k.count - 2] / 2 * critic.squaredSlope(on: fake)
    }
    return total
  }

  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let round = round(at: z, k)
    if players.contains(0) { round.writeByCritic(0, into: xi, self) }
    if players.contains(1) { round.writeByGenerator(1, into: xi, self) }
  }

  func fullGradient<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>, into gradient: Point<S>) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let round = round(at: z, k)
    round.writeByCritic(player, into: gradient, self)
    round.writeByGenerator(player, into: gradient, self)
  }

  private func round<S: Scalar>(at z: Point<S>, _ k: Knobs<S>) -> LQGRound<S> {
    let (critic, real, fake) = (critic(z), realPoints(k, in: z.arena), fakePoints(z, k))
    let forms = (real: critic.form(on: real), fake: critic.form(on: fake))
    let penalty = hasPenalty ? (k[k.count - 3], k[k.count - 2]) : nil
    if let loss = objective.separable {
      let onReal = expectation.slopes(of: .real(loss), forms.real)
      let onFake = expectation.slopes(of: .fake(loss), forms.fake)
      return LQGRound(z: z, knobs: k, critic: critic, real: real, fake: fake, onReal, onFake, penalty)
    }
    let onPairs = expectation.slopes(of: .pair, forms.real - forms.fake)
    let (first, second) = (0..<dimension, dimension..<2 * dimension)
    return LQGRound(
      z: z, knobs: k, critic: critic, real: real, fake: fake,
      (onPairs.0.part(first, isSubtracted: false), onPairs.1.part(first, isSubtracted: false)),
      (onPairs.0.part(second, isSubtracted: true), onPairs.1.part(second, isSubtracted: true)), penalty)
  }

  func critic<S: Scalar>(_ z: Point<S>) -> QuadraticCritic<S> {
    let n = dimension
    let w2 = Matrix(rows: n, columns: n, in: z.arena) {
      z[upperPlace(Swift.min($0, $1), Swift.max($0, $1), order: n)]
    }
    return QuadraticCritic(w2: w2, w1: z[offsets.w1..<offsets.w0], w0: offsets.w0 < offsets.a ? z[offsets.w0] : 0)
  }

  func realPoints<S: Scalar>(_ k: Knobs<S>, in arena: Arena) -> NormalPoints<S> {
    let n = dimension
    let centre = Point<S>(count: n, in: arena)
    for i in 0..<n { centre[i] = k[i] }
    let covariance = Matrix(rows: n, columns: n, in: arena) {
      k[n + upperPlace(Swift.min($0, $1), Swift.max($0, $1), order: n)]
    }
    if isPolynomial { return NormalPoints(centre: centre, factor: beside(covariance.choleskyFactor, k[k.count - 1])) }
    return NormalPoints(centre: centre, factor: noisy(covariance, k[k.count - 1]).choleskyFactor)
  }

  func fakePoints<S: Scalar>(_ z: Point<S>, _ k: Knobs<S>) -> NormalPoints<S> {
    NormalPoints(centre: z[offsets.b..<offsets.b + dimension], factor: fakeFactor(generatorFactor(z), k[k.count - 1]))
  }

  /// A.
  func generatorFactor<S: Scalar>(_ z: Point<S>) -> Matrix<S> {
    Matrix(rows: dimension, columns: dimension, in: z.arena) { $0 >= $1 ? z[offsets.a + lowerPlace($0, $1)] : 0 }
  }

  /// A factor of `A A^T + noise^2 I`: A itself without noise, `[A, noise I]` where a factor need not be square, otherwise
  /// the Cholesky factor.
  func fakeFactor<S: Scalar>(_ a: Matrix<S>, _ noise: S) -> Matrix<S> {
    isPolynomial ? beside(a, noise) : hasNoise ? noisy(a.times(a, transposed: true), noise).choleskyFactor : a
  }

  /// `[A, noise I]`.
  private func beside<S: Scalar>(_ a: Matrix<S>, _ noise: S) -> Matrix<S> {
    if !hasNoise { return a }
    return Matrix(rows: a.rows, columns: 2 * a.rows, in: a.entries.arena) { i, j in
      j < a.rows ? a[i, j] : i == j - a.rows ? noise : 0
    }
  }

  /// `S + noise^2 I`.
  private func noisy<S: Scalar>(_ covariance: Matrix<S>, _ noise: S) -> Matrix<S> {
    if !hasNoise { return covariance }
    for i in 0..<covariance.rows { covariance[i, i] = covariance[i, i] + .square(noise) }
    return covariance
  }
}
