internal import Contracts

/// A rule that plays actions in proportion to how much they are regretted.
/// ```
/// x_t = (1 - gamma) [R]_+ / sum_i [R_i]_+ + gamma / n,  uniform where no regret is positive
/// ```
/// The first strategy is the start.
protocol RegretMatcher: RegretLearner where State == Regrets {
  /// The regret of every action before the first round.
  var initial: Double { get }
  /// How much of uniform is mixed in.
  var gamma: Double { get }
  /// Whether negative regrets are forgotten at once.
  var forgetsNegative: Bool { get }
}

/// What a player regrets.
struct Regrets: Sendable {
  var values: [Double]
  var hasObserved = false
}

extension RegretMatcher {
  static var knobs: [Knob] {
    [
      Knob("initial", 0, .nonnegative, "regret of every action at the start, in units of payoff"),
      Knob("gamma", 0, .unitInterval, "share of the uniform strategy that is mixed in"),
    ]
  }

  func begin(player: Int, actions: Int, _ game: FiniteGame, _ run: Run) -> Regrets {
    Regrets(values: [Double](repeating: initial, count: actions))
  }

  func choose(_ state: Regrets, into strategy: inout Strategy) {
    // Before anything is known, `strategy` is the start.
    guard state.hasObserved else { return }
    let share = 1 / Double(strategy.count)
    var sum = 0.0
    for regret in state.values where regret > 0 { sum += regret }
    for i in strategy.indices {
      strategy[i] = sum > 0 ? (1 - gamma) * max(0, state.values[i]) / sum + gamma * share : share
    }
  }

  func observe(_ payoffs: [Double], _ strategy: Strategy, _ state: inout Regrets) {
    let received = inner(strategy, payoffs)
    for i in payoffs.indices {
      let regret = state.values[i] + payoffs[i] - received
      state.values[i] = forgetsNegative ? max(0, regret) : regret
    }
    state.hasObserved = true
  }
}
