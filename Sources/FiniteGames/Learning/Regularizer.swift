internal import Contracts
internal import Glibc

/// What keeps a step inside the simplex: the convex function that is charged for leaving the start.
/// ```
/// argmax_x <x, g> - D(x, x_1) / eta
/// ```
enum Regularizer: String, CaseIterable, Sendable {
  /// `D = |x - x_1|^2 / 2`: a step along `eta g`, then the nearest point of the simplex.
  case euclidean
  /// `D = sum_i x_i ln(x_i / x_1i)`: weights multiplied by `exp(eta g)`.
  case entropic

  /// The option of the rules that take either.
  static let option = OptionCard.choice(
    "regularizer", default: euclidean, "euclidean projects on the simplex; entropic multiplies weights")

  /// A strategy in the coordinates in which steps are added: itself, or its logarithms.
  func coordinates(_ strategy: Strategy) -> [Double] {
    switch self {
    case .euclidean: strategy
    case .entropic: strategy.map(log)
    }
  }

  /// Adds a step `eta g` to coordinates.
  ///
  /// Euclidean, only differences of payoffs count, and what they have in common would cost digits of the strategy.
  func add(_ eta: Double, times g: [Double], to coordinates: inout [Double]) {
    let common = self == .euclidean ? g.reduce(0, +) / Double(g.count) : 0
    for i in g.indices { coordinates[i] += eta * (g[i] - common) }
  }

  /// The strategy that is reached from coordinates by a step `eta g`.
  func write(_ coordinates: [Double], plus eta: Double, times g: [Double], into strategy: inout Strategy) {
    copy(coordinates, into: &strategy)
    add(eta, times: g, to: &strategy)
    switch self {
    case .euclidean: projectOnSimplex(&strategy)
    case .entropic: applySoftmax(&strategy)
    }
  }
}

extension Knob {
  /// The step size of the rules that move along payoffs.
  static let step = Knob("eta", 0.1, .positive, "step, in units of 1 / payoff")
}

extension Run {
  /// The strategy that a player of a game starts from: uniform where none is given.
  func start(of player: Int, _ game: FiniteGame) -> Strategy { (start ?? game.uniformProfile)[player] }
}
