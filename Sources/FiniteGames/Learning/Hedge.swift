internal import Contracts
internal import Glibc

/// Hedge, or multiplicative weights: actions weighted by the exponential of what they have paid.
/// ```
/// x_t ~ x_1 exp(eta sum_(s < t) g_s)
/// ```
/// - Regret: at most `ln n / eta + eta T R^2 / 8` for payoffs in a range R, so that the average of a zero-sum game converges
///   like `1 / sqrt T` with `eta = sqrt(8 ln n / T) / R`; the last strategies move away from an interior equilibrium.
/// - Source: Freund and Schapire (1999), Games and Economic Behavior 29, 79.
struct Hedge: RegretLearner {
  static let card = Card(
    id: "hedge", title: "Hedge (multiplicative weights)", formulas: "x_t ~ x_1 exp(eta sum_(s < t) g_s)",
    source: "Freund, Schapire (1999), Games and Economic Behavior 29, 79", options: [PlayingOrder.option])
  static let knobs = [Knob("eta", 0.1, .positive, "step, in units of 1 / payoff")]

  let order: PlayingOrder
  private let eta: Double

  init(options: Options, knobs: [Double]) {
    order = options.choice("order", default: .simultaneous)
    eta = knobs[0]
  }

  /// The logarithms of the weights.
  func begin(player: Int, actions: Int, _ game: FiniteGame, _ run: Run) -> [Double] {
    run.start.map { $0[player].map(log) } ?? [Double](repeating: 0, count: actions)
  }

  func choose(_ state: [Double], into strategy: inout Strategy) { writeSoftmax(state, into: &strategy) }

  func observe(_ payoffs: [Double], _ strategy: Strategy, _ state: inout [Double]) {
    for i in payoffs.indices { state[i] += eta * payoffs[i] }
  }
}
