import Contracts
import Scalars

/// Nesterov's accelerated gradient descent, all players at once.
/// ```
/// y  = P(w + beta (w - w_previous))
/// w+ = P(y - h xi(y))
/// ```
/// - State: the iterate and the previous iterate, equal at the start.
/// - Source: Nesterov (1983), Soviet Mathematics Doklady 27, 372, with constant beta.
/// - Differs from the source: several players; beta is a knob, negative allowed.
struct Nesterov: Procedure {
  static let card = Card(
    id: "nesterov", title: "Nesterov's accelerated gradient descent",
    formulas: "y = P(w + beta (w - w_previous)); w+ = P(y - h xi(y))",
    source: "Nesterov (1983), constant beta")
  static let law = """
    [[(I - h J)(1 + beta), -(I - h J) beta], [I, 0]]; on lambda = +-i s it never contracts for |beta| < 1.
    """
  static let knobs = [
    Knob("beta", 0.5, .openUnitInterval, "momentum, negative allowed, dimensionless", isPerPlayer: true)
  ]

  let memory = [MemoryStart.iterate]
  let cost = Cost(fields: 1)

  init(options: Options, players: Int) {}

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, previous, h, beta) = (state.iterate, state[1], knobs.eta, knobs.perCoordinate(0))
    let y = game.project(w + beta * (w - previous))
    return State(game.project(y - h * game.xi(y)), w)
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    let (identity, beta) = (field.identity, field.diagonal(0))
    let descent = identity - field.eta * field.jacobian
    return field.assemble([
      [descent * (identity + beta), -1 * (descent * beta)], [identity, 0 * identity],
    ])
  }
}
