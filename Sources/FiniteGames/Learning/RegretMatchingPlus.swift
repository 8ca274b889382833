internal import Contracts

/// Regret matching+: negative regrets are forgotten at once.
/// ```
/// R <- [R + g - <x, g>]_+;  x_(t+1) = R / sum_i R_i
/// ```
/// CFR+ plays alternately and reports averages with weight t: `order=alternating` with linear averages.
/// - Regret: at most `R sqrt(n T)` for payoffs in a range R.
/// - Source: Tammelin (2014), arXiv:1407.5042.
struct RegretMatchingPlus: RegretMatcher {
  static let card = Card(
    id: "regret-matching-plus", title: "Regret matching+",
    formulas: "R <- [R + g - <x, g>]_+, x_(t+1) = R / sum_i R_i; regret <= range sqrt(n T)",
    source: "Tammelin (2014), arXiv:1407.5042; CFR+ is order=alternating with linear averages",
    options: [PlayingOrder.option])

  let order: PlayingOrder
  let initial, gamma: Double
  let forgetsNegative = true

  init(options: Options, knobs: [Double]) {
    order = options.choice("order", default: .simultaneous)
    (initial, gamma) = (knobs[0], knobs[1])
  }
}
