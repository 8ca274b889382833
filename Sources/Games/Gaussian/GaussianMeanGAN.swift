import Contracts
import Scalars

/// A Wasserstein GAN that learns the mean of a Gaussian: linear discriminator, shifted generator.
///
/// Data `N(v, I)`, generator `theta + z` with `z ~ N(0, I)`, discriminator `w^T x`:
/// ```
/// L_G = w^T (v - theta)     L_D = -w^T (v - theta) + gp (|w| - 1)^2     |w_i| <= clip
/// ```
/// - Shape: `theta`, then `w`, N coordinates each.
/// - Units: `theta`, `v` in data units; `w` in 1/data unit; losses dimensionless.
/// - Domain: every real point; clip, gp >= 0. With gp > 0 the field jumps at w = 0, where the subgradient 0 is used.
/// - Source: Daskalakis, Ilyas, Syrgkanis, Zeng (2018), arXiv:1711.00141, Section 2, and the authors' notebook for the
///   clipping and the penalty.
/// - Differs from the source: nowhere; the expectations are exact.
struct GaussianMeanGAN: Game {
  static let card = Card(
    id: "gaussian-mean-gan", title: "Wasserstein GAN that learns the mean of a Gaussian",
    formulas: """
      data N(v, I); generator theta + z; discriminator w^T x
      L_G = w^T (v - theta); L_D = -w^T (v - theta) + gp (|w| - 1)^2; |w_i| <= clip
      """,
    source: "arXiv:1711.00141, Section 2, and the authors' notebook (clipping, penalty)",
    options: [
      OptionCard("dimension", .integer(1...64, default: 2, examples: [1, 2, 3]), "dimension N of the data"),
      OptionCard(
        "mean", .matrix(example: [[0.5], [-1]]), "v from a CSV file without header, instead of (3, 4, 0, ...)"),
    ])

  let dimension: Int
  let players: [Player]
  let knobs: [Knob]
  let start: [Double]
  var hasPenalty = true
  var isConstrained = true

  init(options: Options) throws(Refusal) {
    let data = try GaussianData(options, of: Self.card.id)
    let n = data.dimension
    let v = options.isGiven("mean") ? data.mu : Array([3, 4] + data.mu).prefix(n).map { $0 }
    dimension = n
    players = [Player("generator", vectorNames("theta", n)), Player("discriminator", vectorNames("w", n))]
    knobs =
      zip(vectorNames("v", n), v).map { Knob($0, $1, .real, "mean of the data, data units") }
      + [
        Knob("clip", 0, .nonnegative, "weight clipping |w_i| <= clip, 1/data unit; 0 = none"),
        Knob("gp", 0, .nonnegative, "gradient penalty weight: gp (|w| - 1)^2, data units^2"),
      ]
    start = Array(repeating: 1.7, count: n) + Array(repeating: 1.4, count: n)
  }

  var usesLanes: Bool { dimension <= 16 }
  var isArithmetic: Bool { true }
  var isZeroSum: Bool { !hasPenalty }

  func prepared(for knobs: [Double]) -> GaussianMeanGAN {
    var game = self
    game.hasPenalty = knobs[dimension + 1] != 0
    game.isConstrained = knobs[dimension] != 0
    return game
  }

  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    var value: S = 0
    for i in 0..<dimension { value = value + z[dimension + i] * (k[i] - z[i]) }
    if player == 0 { return value }
    return hasPenalty ? k[dimension + 1] * .square(norm(of: z) - 1) - value : -value
  }

  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>) {
    let n = dimension
    if players.contains(0) { for i in 0..<n { xi[i] = -z[n + i] } }
    guard players.contains(1) else { return }
    for i in 0..<n { xi[n + i] = z[i] - k[i] }
    guard hasPenalty else { return }
    let factor = 2 * k[n + 1] * (1 - 1 / norm(of: z))
    for i in 0..<n { xi[n + i] = xi[n + i] + factor * z[n + i] }
  }

  /// Per coordinate `v + e - theta - z`: the noise of data and generator.
  var draws: SampleDraws? { SampleDraws(normals: 2 * dimension) }

  func sampledLoss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>, batch: Batch<S>) -> S {
    var noise: S = 0
    for sample in 0..<batch.size {
      for i in 0..<dimension { noise = noise + z[dimension + i] * (batch[sample, i] - batch[sample, dimension + i]) }
    }
    let mean = noise / S(exact: Double(batch.size))
    return loss(of: player, at: z, knobs: k) + (player == 0 ? mean : -mean)
  }

  /// |w|, kept 2^-100 away from 0, below every rounding error, so that the penalty has the slope 0 at w = 0.
  private func norm<S: Scalar>(of z: Point<S>) -> S {
    .sqrt(z[dimension..<2 * dimension].squaredNorm + S(exact: 0x1p-200))
  }

  func project<S: OrderedScalar>(_ z: Point<S>, knobs k: Knobs<S>) {
    let clip = k[dimension]
    for i in dimension..<2 * dimension { z[i] = .select(positive: clip, .clamp(z[i], -clip, clip), z[i]) }
  }

  /// theta = v, w = 0; a penalty has no derivative there.
  func facts(knobs k: [Double]) -> [Fact] {
    let n = dimension
    let point = Array(k[..<n]) + Array(repeating: 0, count: n)
    guard k[n + 1] == 0 else { return [.equilibrium(point)] }
    let rows = (0..<2 * n).map { i in (0..<2 * n).map { j in j == i + n ? -1.0 : i == j + n ? 1 : 0 } }
    return [
      .equilibrium(point), .jacobian(at: point, rows: rows),
      .fieldEigenvalues(at: point, (0..<n).flatMap { _ in [(0, 1), (0, -1)] }),
    ]
  }

  var diagnostics: [Diagnostic] {
    [
      Diagnostic("w2", unit: "data units", "2-Wasserstein distance between data and generator: |v - theta|") { z, k in
        zip(z, k).prefix(dimension).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
      }
    ]
  }
}
