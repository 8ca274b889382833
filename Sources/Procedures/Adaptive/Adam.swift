import Contracts
import Scalars

/// Adam: running means of the gradient and of its square, corrected for their start at zero.
/// ```
/// g  = xi(w);  m+ = beta1 m + (1 - beta1) g;  v+ = beta2 v + (1 - beta2) g^2
/// r  = m+ / (1 - beta1^(k+1)) / (sqrt(v+ / (1 - beta2^(k+1))) + epsilon);  w+ = P(w - h r)
/// ```
/// In turn: the same for one player's coordinates after the other.
/// - State: the iterate, m and v, which start at 0.
/// - Limit: the corrections tend to 1.
/// - Source: Kingma and Ba (2015), arXiv:1412.6980, Algorithm 1.
/// - Differs from the source: several players, at once or in turn.
struct Adam: Procedure {
  static let card = Card(
    id: "adam", title: "Adam",
    formulas: """
      g = xi(w); m+ = beta1 m + (1 - beta1) g; v+ = beta2 v + (1 - beta2) g^2
      r = m+ / (1 - beta1^(k+1)) / (sqrt(v+ / (1 - beta2^(k+1))) + epsilon); w+ = P(w - h r)
      """,
    source: "arXiv:1412.6980, Algorithm 1", options: [PlayOrder.option, BiasCorrection.option])
  static let law = """
    at a zero of xi the root has no derivative, as v = 0 there. With v held there it is heavy ball with the step h \
    (1 - beta1) / epsilon, so that rotational points repel and the attractor is a cycle of size O(h).
    """
  static let knobs = AdaptiveMoments<Double>.knobs
  static let undefined: String? = AdaptiveMoments<Double>.undefined

  let order: PlayOrder
  let correctsBias: Bool
  let memory = [MemoryStart.zero, .zero]
  let cost = Cost(fields: 1)
  var isAutonomous: Bool { !correctsBias }
  /// Powers of the decays.
  var isArithmetic: Bool { !correctsBias }

  init(options: Options, players: Int) {
    order = PlayOrder(options)
    correctsBias = options.choice("bias_correction", default: BiasCorrection.yes) == .yes
  }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let moments = AdaptiveMoments(knobs, correctsBias: correctsBias, isNesterov: false)
    var w = state.iterate
    let (m, v) = (Point<S>(count: w.count, in: w.arena), Point<S>(count: w.count, in: w.arena))
    for turn in 0..<order.turns(game.blocks.count) {
      let (g, next) = (order.xi(w, turn: turn, game), Point<S>(count: w.count, in: w.arena))
      next.assign(w)
      for i in order.movers(turn, game.blocks) {
        next[i] = w[i] - knobs.eta[i] * moments.direction(i, g[i], m, v, from: state)
      }
      w = game.project(next)
    }
    return State(w, m, v)
  }
}
