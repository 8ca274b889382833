import Contracts
import Scalars

/// RMSProp: every coordinate's gradient divided by the root of its running mean square.
/// ```
/// g  = xi(w);  v+ = alpha v + (1 - alpha) g^2;  w+ = P(w - h g / (sqrt(v+) + epsilon))
/// ```
/// In turn: the same for one player's coordinates after the other.
/// - State: the iterate and v, which starts at 0.
/// - Source: Tieleman and Hinton (2012), Coursera lecture 6.5, without bias correction.
/// - Differs from the source: epsilon stands outside the root.
struct RMSProp: Procedure {
  static let card = Card(
    id: "rmsprop", title: "RMSProp",
    formulas: "g = xi(w); v+ = alpha v + (1 - alpha) g^2; w+ = P(w - h g / (sqrt(v+) + epsilon))",
    source: "Tieleman and Hinton (2012), lecture 6.5", options: [PlayOrder.option])
  static let law = """
    at a zero of xi the root has no derivative, as v = 0 there; the attractor of a rotational point is a cycle of \
    size O(h).
    """
  static let knobs = [
    Knob("alpha", 0.99, .unitInterval, "decay of the mean square, dimensionless"),
    Knob("epsilon", 1e-8, .nonnegative, "added to the root, in units of xi"),
  ]
  static let undefined: String? = AdaptiveMoments<Double>.undefined

  let order: PlayOrder
  let memory = [MemoryStart.zero]
  let cost = Cost(fields: 1)

  init(options: Options, players: Int) { order = PlayOrder(options) }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (h, alpha, epsilon) = (knobs.eta, knobs.value(0), knobs.value(1))
    var w = state.iterate
    let v = Point<S>(count: w.count, in: w.arena)
    for turn in 0..<order.turns(game.blocks.count) {
      let g = order.xi(w, turn: turn, game)
      let next = Point<S>(count: w.count, in: w.arena)
      next.assign(w)
      for i in order.movers(turn, game.blocks) {
        v[i] = alpha * state[1][i] + (1 - alpha) * .square(g[i])
        next[i] = w[i] - h[i] * g[i] / (.sqrt(v[i]) + epsilon)
      }
      w = game.project(next)
    }
    return State(w, v)
  }
}
