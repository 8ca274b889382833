internal import Contracts

/// Regret matching.
/// ```
/// R <- R + g - <x, g>;  x_(t+1) = [R]_+ / sum_i [R_i]_+
/// ```
/// OpenSpiel's variant is `initial = 1e-6`, `gamma = 1e-6`; it averages the start beside the strategies of its T
/// iterations, which is our average of T + 1 rounds.
/// - Regret: at most `R sqrt(n T)` for payoffs in a range R.
/// - Source: Hart and Mas-Colell (2000), Econometrica 68, 1127.
struct RegretMatching: RegretMatcher {
  static let card = Card(
    id: "regret-matching", title: "Regret matching",
    formulas: "R <- R + g - <x, g>, x_(t+1) = [R]_+ / sum_i [R_i]_+; regret <= range sqrt(n T)",
    source: "Hart, Mas-Colell (2000), Econometrica 68, 1127; initial=1e-6 and gamma=1e-6 give OpenSpiel's variant",
    options: [PlayingOrder.option])

  let order: PlayingOrder
  let initial, gamma: Double
  let forgetsNegative = false

  init(options: Options, knobs: [Double]) {
    order = options.choice("order", default: .simultaneous)
    (initial, gamma) = (knobs[0], knobs[1])
  }
}
