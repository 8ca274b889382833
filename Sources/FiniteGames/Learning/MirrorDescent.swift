internal import Contracts

/// Entropic mirror descent on measures: hedge, where the actions are the points of a differentiable game's grid.
/// ```
/// mu_(t+1) ~ mu_t exp(eta g_t)
/// ```
/// - Regret: that of hedge; the averages of a zero-sum game converge like `1 / sqrt T`.
/// - Source: Hsieh, Liu and Cevher (2019), arXiv:1811.02002; theirs samples the measures, ours holds them on a grid.
struct MirrorDescent: RegularizedLeader {
  static let card = Card(
    id: "mirror-descent", title: "Entropic mirror descent on measures",
    formulas: "mu_(t+1) ~ mu_t exp(eta g_t), on the points of a grid or the actions of a finite game: hedge",
    source: "Hsieh, Liu, Cevher (2019), arXiv:1811.02002; theirs samples the measures, ours holds them on a grid",
    options: [PlayingOrder.option])
  static let knobs = [Knob.step]

  let order: PlayingOrder
  let regularizer = Regularizer.entropic
  let isOptimistic = false
  private let eta: Double

  init(options: Options, knobs: [Double]) {
    order = options.choice("order", default: .simultaneous)
    eta = knobs[0]
  }

  func eta(player: Int, _ game: FiniteGame, _ run: Run) -> Double { eta }
}
