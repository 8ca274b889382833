import Contracts
import Glibc
import Scalars
import Spectra

/// Two mixtures of two Gaussians, told apart by two intervals: the smallest GAN in which first-order training of the
/// discriminator fails where its best response succeeds.
///
/// Data and generator are `1/2 N(m_1, 1) + 1/2 N(m_2, 1)` with means `target` and `mu`; the discriminator is the indicator of
/// `[l_1, r_1]` plus that of `[l_2, r_2]`. With F the difference of the densities of data and generator,
/// ```
/// L = E_data D + E_generated (1 - D) = 1 + sum_i integral of F over [l_i, r_i];  L_mu = L, L_lr = -L
/// ```
/// - Shape: `z = [mu_1, mu_2, l_1, r_1, l_2, r_2]`, blocks `[2, 4]`.
/// - Units: standard deviations of the components; losses are probabilities.
/// - Domain: every real z. `endpoints=signed`: ends may cross, integrals are signed and overlaps count twice.
///   `endpoints=ordered`: `l_1 <= r_1 <= l_2 <= r_2`, kept by moving to the nearest such point.
/// - Best response of the discriminator, `ordered` only: the at most two intervals where F > 0, so that L is 1 + TV. (Where ends
///   may cross both intervals would cover the same mass, so the intervals of the source are no best response there.)
/// - Source: Li, Madry, Peebles, Schmidt (2017), arXiv:1706.09884; formulas derived here.
/// - Differs from the source: the discriminator minimises -L.
struct TwoGaussians: Game {
  enum Endpoints: String, CaseIterable { case signed, ordered }

  static let card = Card(
    id: "two-gaussians", title: "two mixtures of two Gaussians against a discriminator of two intervals",
    formulas: """
      data and generator: 1/2 N(m_1, 1) + 1/2 N(m_2, 1), m = target and mu; D = 1 on [l_1, r_1], plus 1 on [l_2, r_2]
      L = E_data D + E_generated (1 - D); L_mu = L, L_lr = -L
      endpoints=ordered: l_1 <= r_1 <= l_2 <= r_2; the best D there has L = 1 + total variation
      """,
    source: "arXiv:1706.09884; formulas derived here",
    options: [
      .choice(
        "endpoints", default: Endpoints.signed,
        "signed: ends may cross, with signed integrals; ordered: projected on l_1 <= r_1 <= l_2 <= r_2")
    ])

  let players = [Player("generator", ["mu_1", "mu_2"]), Player("discriminator", ["l_1", "r_1", "l_2", "r_2"])]
  let knobs = [
    Knob("target_1", -0.5, .real, "first mean of the data, standard deviations"),
    Knob("target_2", 0.5, .real, "second mean of the data, standard deviations"),
  ]
  let start = [-1, 1, -1, -0.25, 0.25, 1.5]
  let isZeroSum = true
  let isConstrained: Bool
  let bestResponders: [Int]

  init(options: Options) {
    isConstrained = options.choice("endpoints", default: Endpoints.signed) == .ordered
    bestResponders = isConstrained ? [1] : []
  }

  var diagnostics: [Diagnostic] {
    [
      Diagnostic("tv", unit: "dimensionless", "total variation distance between data and generator") { z, k in
        totalVariation(OptimalIntervals(target: (k[0], k[1]), mu: (z[0], z[1])), target: k, mu: z)
      }
    ]
  }

  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    var sum: S = 0
    for end in 2..<6 {
      let mass = cumulative(z[end], k[0], k[1]) - cumulative(z[end], z[0], z[1])
      sum = end % 2 == 0 ? sum - mass : sum + mass
    }
    return player == 0 ? 1 + sum : -(1 + sum)
  }

  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>) {
    var (onFirst, onSecond): (S, S) = (0, 0)
    for end in 2..<6 {
      let x = z[end]
      let (first, second): (S, S) = (.normalPDF(x - z[0]), .normalPDF(x - z[1]))
      onFirst = end % 2 == 0 ? onFirst - first : onFirst + first
      onSecond = end % 2 == 0 ? onSecond - second : onSecond + second
      if players.contains(1) {
        let data: S = .normalPDF(x - k[0]) + .normalPDF(x - k[1])
        let difference = (data - first - second) / 2
        xi[end] = end % 2 == 0 ? difference : -difference
      }
    }
    if players.contains(0) { (xi[0], xi[1]) = (onFirst / 2, onSecond / 2) }
  }

  /// The distribution function of a mixture.
  @inline(__always) private func cumulative<S: Scalar>(_ x: S, _ first: S, _ second: S) -> S {
    (.normalCDF(x - first) + .normalCDF(x - second)) / 2
  }

  /// Isotonic regression: `y_i = max over a <= i of min over b >= i of the mean of x_a, ..., x_b`.
  func project<S: OrderedScalar>(_ z: Point<S>, knobs k: Knobs<S>) {
    guard isConstrained else { return }
    let (p, q, r, s) = (z[2], z[3], z[4], z[5])
    // In pairs, so that equal values have exactly their mean.
    let (pq, qr, rs): (S, S, S) = ((p + q) / 2, (q + r) / 2, (r + s) / 2)
    let (pqr, qrs, pqrs): (S, S, S) = ((p + q + r) / 3, (q + r + s) / 3, ((p + q) + (r + s)) / 4)
    z[2] = .min(.min(p, pq), .min(pqr, pqrs))
    z[3] = .max(.min(pq, .min(pqr, pqrs)), .min(q, .min(qr, qrs)))
    z[4] = .max(.max(.min(pqr, pqrs), .min(qr, qrs)), .min(r, rs))
    z[5] = .max(.max(pqrs, qrs), .max(rs, s))
    // Means of one pool may differ in the last place; in order to the last place they are their own projection.
    for end in 3..<6 { z[end] = .max(z[end], z[end - 1]) }
  }
}
