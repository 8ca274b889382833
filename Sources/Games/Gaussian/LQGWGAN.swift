import Contracts
import Scalars
import Spectra

/// The linear-quadratic-Gaussian WGAN: a linear generator against a quadratic discriminator on Gaussian data.
///
/// Data `y ~ N(mu, Sigma)`, generator `G(z) = A z + b` with A lower triangular and `z ~ N(0, I)`, discriminator
/// `D(y) = y^T W2 y + w1^T y` with W2 symmetric. The expectations are exact:
/// ```
/// V   = E D(y) - E D(G(z)) = tr(W2 M) + w1^T (mu - b),   M = Sigma + mu mu^T - A A^T - b b^T
/// L_D = -V + critic_l2/2 (|w2|^2 + |w1|^2)               L_G = V
/// ```
/// - Shape: `w2` (upper triangle of W2, row by row), `w1`, `a` (lower triangle of A, row by row), `b`; N^2 + 3N coordinates.
///   `part=mean` keeps `w1, b` (W2 = 0, A fixed at the Cholesky factor of Sigma); `part=covariance` keeps `w2, a`
///   (w1 = 0, b = mu).
/// - Units: `b`, `mu`, `a` in data units; `w1`, `w2` in 1/data unit and its square; V dimensionless.
/// - Domain: Sigma positive definite; `critic_l2`, `floor` >= 0; constraint `a_ii >= floor` where floor > 0.
/// - Cost: two N x N matrix products a field.
/// - Source: Gemp, Mahadevan (2018), arXiv:1808.01531, Section on the LQ-GAN, with the coordinates of the authors' code.
/// - Differs from the source: `critic_l2` is ours (an off-diagonal w2 counts once); mu and Sigma are knobs.
struct LQGWGAN: Game {
  enum Part: String, CaseIterable { case all, mean, covariance }

  static let card = Card(
    id: "lqg-wgan", title: "linear-quadratic-Gaussian Wasserstein GAN with exact expectations",
    formulas: """
      data y ~ N(mu, Sigma); G(z) = A z + b, z ~ N(0, I); D(y) = y^T W2 y + w1^T y
      V = tr(W2 M) + w1^T (mu - b), M = Sigma + mu mu^T - A A^T - b b^T
      L_D = -V + critic_l2/2 (|w2|^2 + |w1|^2); L_G = V; a_ii >= floor
      """,
    source: "arXiv:1808.01531 (LQ-GAN), coordinates of the authors' code",
    options: [
      OptionCard("dimension", .integer(1...64, default: 1, examples: [1, 2, 3]), "dimension N of the data"),
      .choice("part", default: Part.all, "all coordinates, only the mean (w1, b) or only the covariance (w2, a)"),
      OptionCard(
        "covariance", .matrix(example: [[2, 0.5], [0.5, 1]]),
        "Sigma from a CSV file without header, instead of the identity"),
      OptionCard("mean", .matrix(example: [[0.5], [-1]]), "mu from a CSV file without header, instead of zero"),
    ])

  let data: GaussianData
  let dimension: Int
  let part: Part
  let players: [Player]
  let knobs: [Knob]
  let start: [Double]
  var isConstrained = true
  var hasPenalty = true
  /// Where w1, a and b start in the coordinates; w2 starts at 0.
  let offsets: (w1: Int, a: Int, b: Int)

  init(options: Options) throws(Refusal) {
    data = try GaussianData(options, of: Self.card.id)
    let n = data.dimension
    let part = options.choice("part", default: Part.all)
    (dimension, self.part) = (n, part)
    let (hasQuadratic, hasLinear) = (part != .mean, part != .covariance)
    let triangle = hasQuadratic ? n * (n + 1) / 2 : 0
    offsets = (triangle, triangle + (hasLinear ? n : 0), 2 * triangle + (hasLinear ? n : 0))
    let (upper, lower) = (upperPairs(n), lowerPairs(n))
    players = [
      Player(
        "discriminator",
        (hasQuadratic ? pairNames("w2", upper, largest: n) : []) + (hasLinear ? vectorNames("w1", n) : [])),
      Player(
        "generator", (hasQuadratic ? pairNames("a", lower, largest: n) : []) + (hasLinear ? vectorNames("b", n) : [])),
    ]
    knobs =
      data.meanKnobs + data.covarianceKnobs
      + [
        Knob(
          "critic_l2", 0, .nonnegative, "weight of the squared discriminator coordinates, critic_l2/2 (|w2|^2 + |w1|^2)"
        ),
        Knob("floor", 0, .nonnegative, "constraint a_ii >= floor, data units; 0 = none"),
      ]
    let discriminator = Array(repeating: 0.0, count: offsets.a)
    start =
      discriminator + (hasQuadratic ? lower.map { $0.0 == $0.1 ? 0.5 : 0 } : [])
      + (hasLinear ? Array(repeating: 0.5, count: n) : [])
  }

  /// Without its penalty the players share one payoff.
  var isZeroSum: Bool { !hasPenalty }
  var usesLanes: Bool { dimension <= 4 }
  var isArithmetic: Bool { true }

  func prepared(for knobs: [Double]) -> LQGWGAN {
    var game = self
    game.hasPenalty = knobs[knobs.count - 2] != 0
    game.isConstrained = knobs[knobs.count - 1] > 0 && part != .mean
    return game
  }

  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    var value: S = 0
    if part != .mean {
      for i in 0..<dimension {
        for j in i..<dimension { value = value + (i == j ? 1 : 2) * z[upper(i, j)] * momentGap(i, j, z, k) }
      }
    }
    if part != .covariance { for i in 0..<dimension { value = value + z[offsets.w1 + i] * (k[i] - b(i, z)) } }
    if player == 1 { return value }
    return k[k.count - 2] / 2 * z[0..<offsets.a].squaredNorm - value
  }

  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let factor = usesProducts ? lowerTriangle(of: z) : nil
    if players.contains(0) {
      writeDiscriminatorSlopes(at: z, factor, k, into: xi)
      for i in 0..<offsets.a { xi[i] = k[k.count - 2] * z[i] - xi[i] }
    }
    if players.contains(1) { writeGeneratorSlopes(at: z, factor, into: xi) }
  }

  func fullGradient<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>, into gradient: Point<S>) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let factor = usesProducts ? lowerTriangle(of: z) : nil
    writeDiscriminatorSlopes(at: z, factor, k, into: gradient)
    writeGeneratorSlopes(at: z, factor, into: gradient)
    guard player == 0 else { return }
    for i in 0..<z.count { gradient[i] = (i < offsets.a ? k[k.count - 2] * z[i] : 0) - gradient[i] }
  }

  /// `F'_cc` and `F'_eg` of the source multiply the w2 and a blocks by `(A A^T)^-1 / 2`; known to us for N = 1.
  var isRescalable: Bool { dimension == 1 && part != .mean }

  func rescale<S: Scalar>(_ direction: Point<S>, at z: Point<S>) {
    let scale: S = .square(a(0, 0, z))
    let factor: S = 1 / (2 * scale)
    direction[upper(0, 0)] = factor * direction[upper(0, 0)]
    direction[lower(0, 0)] = factor * direction[lower(0, 0)]
  }

  func project<S: OrderedScalar>(_ z: Point<S>, knobs k: Knobs<S>) {
    guard part != .mean else { return }
    let floor = k[k.count - 1]
    for i in 0..<dimension { z[lower(i, i)] = .select(positive: floor, .max(z[lower(i, i)], floor), z[lower(i, i)]) }
  }

  /// Below this the products' set-up costs more than sums over the triangles.
  private var usesProducts: Bool { dimension > 4 && part != .mean }

  /// `dV/dw2_ij = M_ii, 2 M_ij`, `dV/dw1 = mu - b`, row by row along memory.
  private func writeDiscriminatorSlopes<S: Scalar>(
    at z: Point<S>, _ factor: Matrix<S>?, _ k: Knobs<S>, into slopes: Point<S>
  ) {
    let n = dimension
    if part != .covariance { for i in 0..<n { slopes[offsets.w1 + i] = k[i] - b(i, z) } }
    guard part != .mean else { return }
    guard let factor else {
      for i in 0..<n { for j in i..<n { slopes[upper(i, j)] = (i == j ? 1 : 2) * momentGap(i, j, z, k) } }
      return
    }
    let generated = factor.times(factor, transposed: true).entries
    for i in 0..<n {
      let (first, length) = (upper(i, i), n - i)
      let (target, row) = (slopes[first..<first + length], generated[i * n + i..<(i + 1) * n])
      for j in 0..<length { target[j] = 2 * (k[n + first + j] - row[j]) }
      if part == .all {
        let (mu, b) = (2 * k[i], 2 * b(i, z))
        for j in 0..<length { target[j] = target[j] + (mu * k[i + j] - b * z[offsets.b + i + j]) }
      }
      target[0] = target[0] / 2
    }
  }

  /// `dV/dA = -2 (W2 A)_lower`, `dV/db = -2 W2 b - w1`.
  private func writeGeneratorSlopes<S: Scalar>(at z: Point<S>, _ factor: Matrix<S>?, into slopes: Point<S>) {
    let n = dimension
    if part != .covariance { for i in 0..<n { slopes[offsets.b + i] = -z[offsets.w1 + i] } }
    guard part != .mean else { return }
    guard let factor else { return writeGeneratorSlopesBySums(at: z, into: slopes) }
    let w2 = Matrix<S>(rows: n, columns: n, in: z.arena)
    for i in 0..<n {
      let first = upper(i, i)
      for j in 0..<n - i { w2.entries[i * n + i + j] = z[first + j] }
      for j in 1..<Swift.max(1, n - i) { w2.entries[(i + j) * n + i] = z[first + j] }
    }
    let product = w2.times(factor).entries
    for i in 0..<n {
      let (target, row) = (slopes[lower(i, 0)..<lower(i, i) + 1], product[i * n..<i * n + i + 1])
      for j in 0...i { target[j] = -2 * row[j] }
    }
    guard part == .all else { return }
    let target = slopes[offsets.b..<offsets.b + n]
    for j in 0..<n {
      let (weight, row) = (2 * b(j, z), w2.entries[j * n..<(j + 1) * n])
      for i in 0..<n { target[i] = target[i] - weight * row[i] }
    }
  }

  private func writeGeneratorSlopesBySums<S: Scalar>(at z: Point<S>, into slopes: Point<S>) {
    for i in 0..<dimension {
      for j in 0...i {
        var sum: S = 0
        for l in j..<dimension { sum = sum + z[i < l ? upper(i, l) : upper(l, i)] * a(l, j, z) }
        slopes[lower(i, j)] = -2 * sum
      }
      guard part == .all else { continue }
      var sum: S = 0
      for l in 0..<dimension { sum = sum + z[i < l ? upper(i, l) : upper(l, i)] * b(l, z) }
      slopes[offsets.b + i] = slopes[offsets.b + i] - 2 * sum
    }
  }

  /// `M_ij`, i <= j.
  private func momentGap<S: Scalar>(_ i: Int, _ j: Int, _ z: Point<S>, _ k: Knobs<S>) -> S {
    var m = secondMoment(i, j, k)
    for l in 0...i { m = m - a(i, l, z) * a(j, l, z) }
    return part == .all ? m - b(i, z) * b(j, z) : m
  }

  private func lowerTriangle<S: Scalar>(of z: Point<S>) -> Matrix<S> {
    let factor = Matrix<S>(rows: dimension, columns: dimension, in: z.arena)
    factor.entries.fill(0)
    for i in 0..<dimension {
      factor.entries[i * dimension..<i * dimension + i + 1].assign(z[lower(i, 0)..<lower(i, i) + 1])
    }
    return factor
  }
  /// `Sigma_ij`, and with the mean in play `Sigma_ij + mu_i mu_j`: with b = mu held the means cancel.
  private func secondMoment<S: Scalar>(_ i: Int, _ j: Int, _ k: Knobs<S>) -> S {
    let sigma = k[dimension + upper(i, j)]
    return part == .all ? sigma + k[i] * k[j] : sigma
  }
  /// The place of `w2_ij`, `i <= j`, among the coordinates, and of `sigma_ij` among the covariances.
  func upper(_ i: Int, _ j: Int) -> Int { upperPlace(i, j, order: dimension) }
  /// The place of `a_ij`, `i >= j`.
  func lower(_ i: Int, _ j: Int) -> Int { offsets.a + lowerPlace(i, j) }
  private func a<S: Scalar>(_ i: Int, _ j: Int, _ z: Point<S>) -> S { z[lower(i, j)] }
  private func b<S: Scalar>(_ i: Int, _ z: Point<S>) -> S { z[offsets.b + i] }
}
