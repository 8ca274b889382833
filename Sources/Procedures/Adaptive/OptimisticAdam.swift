import Contracts
import Scalars

/// Optimistic Adam: Adam's direction plus the change of it.
/// ```
/// w+ = P(w - (h + optimism) r_k + optimism r_(k-1)),   r_k as in `adam`
/// nesterov: m+ / (1 - beta1^(k+1)) becomes beta1 m+ / (1 - beta1^(k+2)) + (1 - beta1) g / (1 - beta1^(k+1))
/// ```
/// - State: the iterate, m, v and the previous direction.
/// - Limit: the corrections tend to 1. Stability as for `adam`.
/// - First step: `zero` takes r_(-1) = 0, `plain` takes it to be r_0.
/// - Source: Daskalakis et al. (2018), arXiv:1711.00141, Algorithm 1. A published implementation in JAX has Nesterov's form, the
///   plain first step and optimism equal to the step size.
/// - Differs from the source: the authors' code reads as if r_(k-1) were one step older; this is the paper's rule.
struct OptimisticAdam: Procedure {
  enum FirstStep: String, CaseIterable { case zero, plain }
  enum Momentum: String, CaseIterable { case standard, nesterov }

  static let card = Card(
    id: "optimistic-adam", title: "optimistic Adam",
    formulas: "w+ = P(w - (h + optimism) r_k + optimism r_(k-1)), r_k = mean gradient / root mean square as in adam",
    source: "arXiv:1711.00141, Algorithm 1",
    options: [
      .choice("first", default: FirstStep.zero, "the direction before the first step: 0, or the first one"),
      .choice("momentum", default: Momentum.standard, "Adam's mean of the gradient, or Nesterov's"),
      PlayOrder.option, BiasCorrection.option,
    ])
  static let knobs =
    AdaptiveMoments<Double>.knobs + [Knob(followingEta: "optimism", "weight of the change, as a step size")]
  static let undefined: String? = AdaptiveMoments<Double>.undefined

  let order: PlayOrder
  let first: FirstStep
  let correctsBias, isNesterov: Bool
  let memory = [MemoryStart.zero, .zero, .zero]
  let cost = Cost(fields: 1)
  var isAutonomous: Bool { !correctsBias }
  /// Powers of the decays.
  var isArithmetic: Bool { !correctsBias }

  init(options: Options, players: Int) {
    order = PlayOrder(options)
    first = options.choice("first", default: .zero)
    correctsBias = options.choice("bias_correction", default: BiasCorrection.yes) == .yes
    isNesterov = options.choice("momentum", default: Momentum.standard) == .nesterov
  }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let moments = AdaptiveMoments(knobs, correctsBias: correctsBias, isNesterov: isNesterov)
    let (h, optimism, isFirst) = (knobs.eta, knobs.perCoordinate(3), knobs.time == 0 && first == .plain)
    var w = state.iterate
    let memory = Point<S>(count: 3 * w.count, in: w.arena)
    let (m, v, r) = (memory[0..<w.count], memory[w.count..<2 * w.count], memory[2 * w.count..<3 * w.count])
    for turn in 0..<order.turns(game.blocks.count) {
      let (g, next) = (order.xi(w, turn: turn, game), Point<S>(count: w.count, in: w.arena))
      next.assign(w)
      for i in order.movers(turn, game.blocks) {
        r[i] = moments.direction(i, g[i], m, v, from: state)
        next[i] = w[i] - h[i] * r[i] - optimism[i] * (r[i] - (isFirst ? r[i] : state[3][i]))
      }
      w = game.project(next)
    }
    return State(State(w), followedBy: memory)
  }
}
