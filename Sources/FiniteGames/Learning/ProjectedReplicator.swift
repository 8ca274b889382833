internal import Contracts

/// Projected replicator dynamics: Euler steps of the replicator, kept away from the faces of the simplex.
/// ```
/// x_(t+1) = Proj_(x_i >= gamma)(x_t + dt x_t (g_t - <x_t, g_t>))
/// ```
/// OpenSpiel averages the start beside the strategies of its T iterations, which is our average of T + 1 rounds.
/// - Source: Lanctot et al. (2017), NIPS, with the defaults of OpenSpiel.
struct ProjectedReplicator: RegretLearner {
  static let card = Card(
    id: "projected-replicator", title: "Projected replicator dynamics",
    formulas: "x_(t+1) = Proj_(x_i >= gamma)(x_t + dt x_t (g_t - <x_t, g_t>))",
    source: "Lanctot et al. (2017), NIPS, with the defaults of OpenSpiel")
  static let knobs = [
    Knob("dt", 1e-3, .positive, "step, in units of 1 / payoff"),
    Knob("gamma", 1e-6, .nonnegative, "the least probability, below 1 / n for n actions"),
  ]

  let order = PlayingOrder.simultaneous
  private let dt, gamma: Double

  init(options: Options, knobs: [Double]) { (dt, gamma) = (knobs[0], knobs[1]) }

  func check(_ contest: Contest) throws(Refusal) {
    _ = try contest.finite()
    try Self.check(gamma: gamma, contest.actionCounts)
  }

  /// Refuses a least probability that the most actions of a player cannot all have.
  static func check(gamma: Double, _ actionCounts: [Int]) throws(Refusal) {
    let most = actionCounts.max() ?? 1
    guard gamma * Double(most) < 1 else {
      throw Refusal("--set gamma=\(gamma): gamma must be below 1 / \(most), a player having \(most) actions")
    }
  }

  /// The next strategy.
  func begin(player: Int, actions: Int, _ game: FiniteGame, _ run: Run) -> Strategy { run.start(of: player, game) }

  func choose(_ state: Strategy, into strategy: inout Strategy) { copy(state, into: &strategy) }

  func observe(_ payoffs: [Double], _ strategy: Strategy, _ state: inout Strategy) {
    let received = inner(state, payoffs)
    for i in payoffs.indices { state[i] += dt * state[i] * (payoffs[i] - received) }
    projectOnSimplex(&state, floor: gamma)
  }
}
