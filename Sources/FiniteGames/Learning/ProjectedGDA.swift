internal import Contracts

/// Projected gradient steps of every player.
/// ```
/// x_(t+1) = Proj(x_t + eta g_t)
/// ```
/// - Regret: against x at most `|x - x_1|^2 / (2 eta) + eta / 2 sum_t |g_t|^2`, so that the average of a zero-sum game
///   converges like `1 / sqrt T` for steps of that order; the last strategies need not converge.
/// - Source: Zinkevich (2003), ICML.
struct ProjectedGDA: RegretLearner {
  static let card = Card(
    id: "projected-gda", title: "Projected gradient descent-ascent",
    formulas: "x_(t+1) = Proj(x_t + eta g_t); regret <= |x - x_1|^2 / (2 eta) + eta / 2 sum_t |g_t|^2",
    source: "Zinkevich (2003), ICML", options: [PlayingOrder.option])
  static let knobs = [Knob.step]

  let order: PlayingOrder
  private let eta: Double

  init(options: Options, knobs: [Double]) {
    order = options.choice("order", default: .simultaneous)
    eta = knobs[0]
  }

  /// The next strategy.
  func begin(player: Int, actions: Int, _ game: FiniteGame, _ run: Run) -> Strategy { run.start(of: player, game) }

  func choose(_ state: Strategy, into strategy: inout Strategy) { copy(state, into: &strategy) }

  func observe(_ payoffs: [Double], _ strategy: Strategy, _ state: inout Strategy) {
    Regularizer.euclidean.add(eta, times: payoffs, to: &state)
    projectOnSimplex(&state)
  }
}
