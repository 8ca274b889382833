internal import Contracts

/// Optimistic hedge: hedge that expects the last payoffs once more.
/// ```
/// x_t ~ x_1 exp(eta (sum_(s < t) g_s + g_(t-1))),  g_0 = 0
/// ```
/// - Regret: if all players use it, their regrets sum to `O(ln n / eta)` for small steps, whatever T: the average of a
///   zero-sum game converges like `1 / T`.
/// - Source: Rakhlin and Sridharan (2013), NIPS; Syrgkanis, Agarwal, Luo and Schapire (2015), NIPS.
struct OptimisticHedge: RegularizedLeader {
  static let card = Card(
    id: "optimistic-hedge", title: "Optimistic hedge (optimistic multiplicative weights)",
    formulas: "x_t ~ x_1 exp(eta (sum_(s < t) g_s + g_(t-1))), g_0 = 0; sum of regrets O(ln n / eta) for small eta",
    source: "Rakhlin, Sridharan (2013), NIPS; Syrgkanis, Agarwal, Luo, Schapire (2015), NIPS",
    options: [PlayingOrder.option])
  static let knobs = [Knob.step]

  let order: PlayingOrder
  let regularizer = Regularizer.entropic
  let isOptimistic = true
  private let eta: Double

  init(options: Options, knobs: [Double]) {
    order = options.choice("order", default: .simultaneous)
    eta = knobs[0]
  }

  func eta(player: Int, _ game: FiniteGame, _ run: Run) -> Double { eta }
}
