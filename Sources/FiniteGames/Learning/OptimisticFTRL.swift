internal import Contracts

/// Follow the regularised leader that expects the last payoffs once more; entropic it is optimistic hedge.
/// ```
/// x_t = argmax_x <x, sum_(s < t) g_s + g_(t-1)> - D(x, x_1) / eta,  g_0 = 0
/// euclidean: x_t = Proj(x_1 + eta (sum_(s < t) g_s + g_(t-1)))
/// ```
/// - Regret: if all players use it, their regrets sum to `O(1 / eta)` for small steps, whatever T: the average of a
///   zero-sum game converges like `1 / T`.
/// - Source: Rakhlin and Sridharan (2013), NIPS; Syrgkanis, Agarwal, Luo and Schapire (2015), NIPS.
struct OptimisticFTRL: RegularizedLeader {
  static let card = Card(
    id: "optimistic-ftrl", title: "Optimistic follow the regularised leader",
    formulas: """
      euclidean x_t = Proj(x_1 + eta (sum_(s < t) g_s + g_(t-1))); \
      entropic x_t ~ x_1 exp(eta (sum_(s < t) g_s + g_(t-1))); g_0 = 0
      """,
    source: "Rakhlin, Sridharan (2013), NIPS; Syrgkanis, Agarwal, Luo, Schapire (2015), NIPS",
    options: [PlayingOrder.option, Regularizer.option])
  static let knobs = [Knob.step]

  let order: PlayingOrder
  let regularizer: Regularizer
  let isOptimistic = true
  private let eta: Double

  init(options: Options, knobs: [Double]) {
    order = options.choice("order", default: .simultaneous)
    regularizer = options.choice("regularizer", default: .euclidean)
    eta = knobs[0]
  }

  func eta(player: Int, _ game: FiniteGame, _ run: Run) -> Double { eta }
}
