import Contracts
import Scalars

/// LEAD: momentum, and a force across players that is proportional to the last displacement.
/// ```
/// w+ = P(w + beta (w - w_previous) - h xi(w) - alpha J_o(w) (w - w_previous))
/// ```
/// - State: the iterate and the previous iterate, equal at the start.
/// - Source: Hemmat et al. (2023), arXiv:2010.13846, simultaneous form.
/// - Differs from the source: any number of players.
struct LEAD: Procedure {
  static let card = Card(
    id: "lead", title: "LEAD, least action dynamics",
    formulas: "w+ = P(w + beta (w - w_previous) - h xi(w) - alpha J_o(w) (w - w_previous))",
    source: "arXiv:2010.13846, simultaneous form")
  static let law = """
    [[I + beta - h J - alpha J_o, -beta + alpha J_o], [I, 0]]; on bilinear games beta = 0, alpha = h is optimistic.
    """
  static let knobs = [
    Knob("beta", 0, .openUnitInterval, "momentum, negative allowed, dimensionless", isPerPlayer: true),
    Knob(followingEta: "alpha", "weight of the force across players, as a step size"),
  ]

  let memory = [MemoryStart.iterate]
  let cost = Cost(fields: 1, crosses: 1)

  init(options: Options, players: Int) {}

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, h, beta, alpha) = (state.iterate, knobs.eta, knobs.perCoordinate(0), knobs.perCoordinate(1))
    let moved = w - state[1]
    let force = game.crossJacobian(w, times: moved)
    return State(game.project(w + beta * moved - h * game.xi(w) - alpha * force), w)
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    let (identity, beta) = (field.identity, field.diagonal(0))
    let force = field.diagonal(1) * field.crossJacobian
    return field.assemble([
      [identity + beta - field.eta * field.jacobian - force, force - beta], [identity, 0 * identity],
    ])
  }
}
