internal import Contracts

/// A rule that follows the regularised leader: the best strategy so far, less a charge for leaving the start.
/// ```
/// x_t = argmax_x <x, sum_(s < t) g_s + m_t> - D(x, x_1) / eta,  m_t = 0 or, where optimistic, g_(t-1) (g_0 = 0)
/// ```
protocol RegularizedLeader: RegretLearner where State == Leader {
  var regularizer: Regularizer { get }
  /// Whether the last payoffs are counted once more, as a guess of the next ones.
  var isOptimistic: Bool { get }
  /// A player's step.
  func eta(player: Int, _ game: FiniteGame, _ run: Run) -> Double
}

/// What a follower of the leader remembers.
struct Leader: Sendable {
  let eta: Double
  /// The start plus eta times what the actions have paid, in the regulariser's coordinates.
  var scores: [Double]
  /// The payoffs expected in the next round.
  var guess: [Double]
}

extension RegularizedLeader {
  func begin(player: Int, actions: Int, _ game: FiniteGame, _ run: Run) -> Leader {
    Leader(
      eta: eta(player: player, game, run), scores: regularizer.coordinates(run.start(of: player, game)),
      guess: [Double](repeating: 0, count: actions))
  }

  func choose(_ state: Leader, into strategy: inout Strategy) {
    regularizer.write(state.scores, plus: state.eta, times: state.guess, into: &strategy)
  }

  func observe(_ payoffs: [Double], _ strategy: Strategy, _ state: inout Leader) {
    regularizer.add(state.eta, times: payoffs, to: &state.scores)
    if isOptimistic { copy(payoffs, into: &state.guess) }
  }
}
