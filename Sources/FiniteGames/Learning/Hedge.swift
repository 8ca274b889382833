internal import Contracts
internal import Glibc

/// Hedge, or multiplicative weights: actions weighted by the exponential of what they have paid.
/// ```
/// x_t ~ x_1 exp(eta sum_(s < t) g_s)
/// ```
/// - Regret: at most `ln n / eta + eta T R^2 / 8` for payoffs in a range R, so that the average of a zero-sum game
///   converges like `1 / sqrt T` with `eta = sqrt(8 ln n / T) / R`; the last strategies move away from an interior
///   equilibrium.
/// - Source: Freund and Schapire (1999), Games and Economic Behavior 29, 79.
struct Hedge: RegularizedLeader {
  static let card = Card(
    id: "hedge", title: "Hedge (multiplicative weights)",
    formulas: "x_t ~ x_1 exp(eta sum_(s < t) g_s); regret <= ln n / eta + eta T R^2 / 8",
    source: "Freund, Schapire (1999), Games and Economic Behavior 29, 79",
    options: [
      PlayingOrder.option,
      .choice(
        "step", default: Step.constant,
        "horizon: each player's eta is sqrt(8 ln n / T) / R for its n actions, payoffs in a range R and T iterations"),
    ])
  static let knobs = [Knob.step]

  private enum Step: String, CaseIterable { case constant, horizon }

  let order: PlayingOrder
  let regularizer = Regularizer.entropic
  let isOptimistic = false
  private let constant: Double?

  init(options: Options, knobs: [Double]) {
    order = options.choice("order", default: .simultaneous)
    constant = options.choice("step", default: Step.constant) == .constant ? knobs[0] : nil
  }

  func eta(player: Int, _ game: FiniteGame, _ run: Run) -> Double {
    if let constant { return constant }
    let range = game.range(of: player)
    let width = range.upperBound - range.lowerBound
    // Nothing can be learnt where all payoffs are equal.
    guard width > 0 else { return 0 }
    return (8 * log(Double(game.actionCounts[player])) / Double(run.iterations)).squareRoot() / width
  }
}
