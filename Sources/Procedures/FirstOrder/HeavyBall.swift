import Contracts
import Scalars

/// Heavy-ball momentum, positive or negative, simultaneous or alternating.
/// ```
/// simultaneous:              w+  = P(w - h xi(w) + beta (w - w_previous))
/// alternating, i = 1, 2, ..: w_i = P(w_i - h_i xi_i(w) + beta_i (w_i - w_previous,i)), w holding the new values so far
/// ```
/// - State: the iterate and the previous iterate, equal at the start.
/// - Source: Gidel et al. (2019), arXiv:1807.04740, equations for simultaneous and alternating play.
/// - Differs from the source: nowhere; each player may have its own beta.
struct HeavyBall: Procedure {
  static let card = Card(
    id: "heavy-ball", title: "gradient descent with heavy-ball momentum",
    formulas: "w+ = P(w - h xi(w) + beta (w - w_previous)); alternating: player by player",
    source: "arXiv:1807.04740",
    options: [PlayOrder.option])
  static let law = "[[(1 + beta) I - h J, -beta], [I, 0]]; alternating: the updates composed."
  static let knobs = [
    Knob("beta", 0, .openUnitInterval, "momentum, negative allowed, dimensionless", isPerPlayer: true)
  ]

  let order: PlayOrder
  let memory = [MemoryStart.iterate]
  let cost = Cost(fields: 1)

  init(options: Options, players: Int) { order = PlayOrder(options) }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, previous, h, beta) = (state.iterate, state[1], knobs.eta, knobs.perCoordinate(0))
    let push = beta * (w - previous)
    if order == .simultaneous { return State(game.project(w - h * game.xi(w) + push), w) }
    var next = w
    for (player, block) in game.blocks.enumerated() {
      next = game.project(next - h * game.xi(next, of: player) + push.restricted(to: block))
    }
    return State(next, w)
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    let (identity, hJ, beta) = (field.identity, field.eta * field.jacobian, field.diagonal(0))
    if order == .simultaneous {
      return field.assemble([[identity + beta - hJ, -1 * beta], [identity, 0 * identity]])
    }
    // The new iterate as a combination of the iterate and the previous one, after each player's update.
    var (ofIterate, ofPrevious) = (identity, 0 * identity)
    for player in field.blocks.indices {
      let own = field.projector(on: player)
      let update = identity - own * hJ
      (ofIterate, ofPrevious) = (update * ofIterate + own * beta, update * ofPrevious - own * beta)
    }
    return field.assemble([[ofIterate, ofPrevious], [identity, 0 * identity]])
  }
}
