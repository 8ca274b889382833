internal import Contracts

/// Projected optimistic gradient steps: the last change of the payoffs is expected once more.
/// ```
/// x_(t+1) = Proj(x_t + eta (2 g_t - g_(t-1))),  g_0 = g_1
/// ```
/// - Rate: with all players at once the last strategies of a zero-sum game converge if `eta < 1 / (2 L)`, L being the
///   largest singular value of the payoffs; without the simplex the limit is `1 / (sqrt 3 L)`.
/// - Source: Malitsky and Tam (2020), SIAM J. Optim. 30, 1451, the forward-reflected-backward method.
struct ProjectedOGDA: RegretLearner {
  static let card = Card(
    id: "projected-ogda", title: "Projected optimistic gradient descent-ascent",
    formulas: "x_(t+1) = Proj(x_t + eta (2 g_t - g_(t-1))), g_0 = g_1; converges if eta < 1 / (2 L)",
    source: "Malitsky, Tam (2020), SIAM J. Optim. 30, 1451", options: [PlayingOrder.option])
  static let knobs = [Knob.step]

  let order: PlayingOrder
  private let eta: Double

  init(options: Options, knobs: [Double]) {
    order = options.choice("order", default: .simultaneous)
    eta = knobs[0]
  }

  /// What one player remembers.
  struct State: Sendable {
    /// The next strategy.
    var next: Strategy
    /// The payoffs seen last, once there are any.
    var last: [Double]
    var hasLast = false
  }

  func begin(player: Int, actions: Int, _ game: FiniteGame, _ run: Run) -> State {
    State(next: run.start(of: player, game), last: [Double](repeating: 0, count: actions))
  }

  func choose(_ state: State, into strategy: inout Strategy) { copy(state.next, into: &strategy) }

  func observe(_ payoffs: [Double], _ strategy: Strategy, _ state: inout State) {
    let step = Regularizer.euclidean
    step.add(state.hasLast ? 2 * eta : eta, times: payoffs, to: &state.next)
    if state.hasLast { step.add(-eta, times: state.last, to: &state.next) }
    projectOnSimplex(&state.next)
    copy(payoffs, into: &state.last)
    state.hasLast = true
  }
}
