internal import Contracts

/// Follow the regularised leader; entropic it is hedge.
/// ```
/// x_t = argmax_x <x, sum_(s < t) g_s> - D(x, x_1) / eta
/// euclidean: x_t = Proj(x_1 + eta sum_(s < t) g_s)
/// ```
/// Only differences of payoffs count, so that a uniform `x_1` may be left out of the projection, as texts do.
/// - Regret: euclidean, against x, at most `|x - x_1|^2 / (2 eta) + eta / 2 sum_t |g_t|^2`; entropic that of hedge.
/// - Source: Shalev-Shwartz (2012), Foundations and Trends in Machine Learning 4, 107, section 2.3.
struct FTRL: RegularizedLeader {
  static let card = Card(
    id: "ftrl", title: "Follow the regularised leader",
    formulas: "euclidean x_t = Proj(x_1 + eta sum_(s < t) g_s); entropic x_t ~ x_1 exp(eta sum_(s < t) g_s)",
    source: "Shalev-Shwartz (2012), Foundations and Trends in Machine Learning 4, 107, section 2.3",
    options: [PlayingOrder.option, Regularizer.option])
  static let knobs = [Knob.step]

  let order: PlayingOrder
  let regularizer: Regularizer
  let isOptimistic = false
  private let eta: Double

  init(options: Options, knobs: [Double]) {
    order = options.choice("order", default: .simultaneous)
    regularizer = options.choice("regularizer", default: .euclidean)
    eta = knobs[0]
  }

  func eta(player: Int, _ game: FiniteGame, _ run: Run) -> Double { eta }
}
