import Contracts
import Scalars

/// The linear-quadratic-Gaussian GAN in the 2-Wasserstein distance: a linear generator `G z` of rank r against the quadratic
/// potential `y^T A y / 2` of the optimal-transport dual.
///
/// Data `y ~ N(0, K)` in R^d, `z ~ N(0, I_r)`:
/// ```
/// f = tr[(I - A) K] + tr[(I - A^-1) G G^T],   L_G = f,  L_A = -f,   A >= floor I
/// ```
/// For fixed G the largest f over A is the squared 2-Wasserstein distance of N(0, K) and N(0, G G^T), attained at the
/// transport map; over G of rank r its minimum is the sum of the d - r smallest eigenvalues of K (principal components).
/// - Shape: `z = [g (d x r, row by row), a (upper triangle of A, row by row)]`; an off-diagonal coordinate is
///   `sqrt(2) A_ij`, so that the coordinates' distance is that of the matrices. `parametrisation=cholesky` has
///   `A = floor I + L L^T` with `l` the lower triangle of L, row by row, instead, without a constraint.
/// - Units: `g` in data units; `a`, `l` dimensionless; f in data units^2.
/// - Domain: K positive definite, floor > 0. A singular A gives losses that are not finite.
/// - Projection: eigenvalues of A below the floor are raised to it; a point that satisfies the constraint up to rounding
///   keeps its bits, and the derivative of the projection is that of the identity there.
/// - Cost: an inverse and three d x d products a field, 180 products a projection.
/// - Source: Feizi, Farnia, Ginart, Tse, arXiv:1710.10793: the model (abstract). The dual, the gradients and the spectrum
///   are derived, not quoted.
/// - Differs from the source: every player minimises; the floor keeps A invertible.
struct LQGW2: Game {
  enum Parametrisation: String, CaseIterable { case symmetric, cholesky }

  static let card = Card(
    id: "lqg-w2", title: "linear-quadratic-Gaussian GAN in the 2-Wasserstein distance",
    formulas: """
      data y ~ N(0, K); generator G z, z ~ N(0, I_r); potential y^T A y / 2
      f = tr[(I - A) K] + tr[(I - A^-1) G G^T]; L_G = f, L_A = -f; A >= floor I
      coordinates a_ii = A_ii, a_ij = sqrt(2) A_ij; or A = floor I + L L^T (cholesky)
      """,
    source: "arXiv:1710.10793 (model); dual, gradients and spectrum derived",
    options: [
      OptionCard("dimension", .integer(1...64, default: 2, examples: [1, 2, 3]), "dimension d of the data"),
      OptionCard("rank", .integer(0...64, default: 0, examples: [0, 1]), "rank r of the generator; 0 = d"),
      .choice(
        "parametrisation", default: Parametrisation.symmetric,
        "A by its entries with A >= floor I, or as floor I + L L^T"),
      OptionCard(
        "covariance", .matrix(example: [[2, 0.5], [0.5, 1]]),
        "K from a CSV file without header, instead of the identity"
      ),
    ])

  let data: GaussianData
  let dimension, rank: Int
  let isFactored: Bool
  let players: [Player]
  let knobs: [Knob]
  let start: [Double]
  let isZeroSum = true

  init(options: Options) throws(Refusal) {
    data = try GaussianData(options, of: Self.card.id)
    let (d, given) = (data.dimension, options.integer("rank"))
    guard given <= d else {
      throw Refusal("--option rank=\(given): the generator's rank is at most the dimension \(d)")
    }
    let r = given == 0 ? d : given
    (dimension, rank) = (d, r)
    isFactored = options.choice("parametrisation", default: Parametrisation.symmetric) == .cholesky
    let (pairs, triangle) = (indexPairs(rows: d, columns: r), isFactored ? lowerPairs(d) : upperPairs(d))
    players = [
      Player("generator", pairNames("g", pairs, largest: d)),
      Player("discriminator", pairNames(isFactored ? "l" : "a", triangle, largest: d)),
    ]
    knobs =
      data.covarianceKnobs + [Knob("floor", 0.001, .positive, "smallest eigenvalue allowed of A, dimensionless")]
    start = pairs.map { $0.0 == $0.1 ? 0.5 : 0 } + triangle.map { $0.0 == $0.1 ? 1 : 0 }
  }

  var usesLanes: Bool { dimension <= 3 }
  var isConstrained: Bool { !isFactored }

  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let (g, a) = (generator(z), discriminator(z, k))
    let covariance = covariance(k, in: z.arena)
    let f = covariance.trace - a.inner(covariance) + g.inner(g) - g.inner(a.inverse.times(g))
    return player == 0 ? f : -f
  }

  /// `df/dG = 2 (I - A^-1) G`, `df/dA = A^-1 G G^T A^-1 - K`, `df/dL = 2 (df/dA) L`.
  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let g = generator(z)
    let pulled = discriminator(z, k).inverse.times(g)
    if players.contains(0) { for i in 0..<g.entries.count { xi[i] = 2 * (g.entries[i] - pulled.entries[i]) } }
    guard players.contains(1) else { return }
    let slope = covariance(k, in: z.arena) - pulled.times(pulled, transposed: true)
    if isFactored {
      let onFactor = slope.times(factor(z))
      for i in 0..<dimension { for j in 0...i { xi[place(i, j)] = 2 * onFactor[i, j] } }
    } else {
      let root: S = .sqrt(2)
      for i in 0..<dimension { for j in i..<dimension { xi[place(i, j)] = i == j ? slope[i, j] : root * slope[i, j] } }
    }
  }

  func project<S: OrderedScalar>(_ z: Point<S>, knobs k: Knobs<S>) {
    guard !isFactored else { return }
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let a = discriminator(z, k)
    let (floor, root) = (k[k.count - 1], S.sqrt(2))
    let (isInside, raised) = (a.hasEigenvalues(atLeast: floor), a.raisingEigenvalues(to: floor))
    for i in 0..<dimension {
      for j in i..<dimension {
        let moved = i == j ? raised[i, j] : root * raised[i, j]
        z[place(i, j)] = .select(positive: isInside, z[place(i, j)], moved)
      }
    }
  }

  private func generator<S: Scalar>(_ z: Point<S>) -> Matrix<S> {
    Matrix(entries: z[0..<dimension * rank], rows: dimension, columns: rank)
  }
  /// A.
  private func discriminator<S: Scalar>(_ z: Point<S>, _ k: Knobs<S>) -> Matrix<S> {
    if isFactored {
      let l = factor(z)
      let a = l.times(l, transposed: true)
      for i in 0..<dimension { a[i, i] = a[i, i] + k[k.count - 1] }
      return a
    }
    let half: S = .sqrt(.ratio(1, 2))
    return Matrix(rows: dimension, columns: dimension, in: z.arena) { i, j in
      let coordinate = z[place(Swift.min(i, j), Swift.max(i, j))]
      return i == j ? coordinate : half * coordinate
    }
  }
  /// L.
  private func factor<S: Scalar>(_ z: Point<S>) -> Matrix<S> {
    Matrix(rows: dimension, columns: dimension, in: z.arena) { $0 >= $1 ? z[place($0, $1)] : 0 }
  }
  private func covariance<S: Scalar>(_ k: Knobs<S>, in arena: Arena) -> Matrix<S> {
    Matrix(rows: dimension, columns: dimension, in: arena) {
      k[upperPlace(Swift.min($0, $1), Swift.max($0, $1), order: dimension)]
    }
  }
  /// The place of a discriminator entry among the coordinates.
  func place(_ i: Int, _ j: Int) -> Int {
    dimension * rank + (isFactored ? lowerPlace(i, j) : upperPlace(i, j, order: dimension))
  }
}
