import Contracts
import Scalars

/// ODE-GAN: a Runge-Kutta step of the flow, then player 2 shrinks the gradient of player 1.
/// ```
/// w' = one Runge-Kutta step from w;  w+ = P(w' - h_2 lambda grad_2 |grad_1 l_1(w)|^2 on block 2)
/// ```
/// - State: the iterate.
/// - Source: Qin et al. (2020), arXiv:2010.15040, Algorithm 1 (no factor 1/2; the penalty at the point before the step).
/// - Differs from the source: the flow is that of all players together; the authors' notebook freezes the opponent.
struct ODEGAN: Procedure {
  static let card = Card(
    id: "ode-gan", title: "ODE-GAN: Runge-Kutta with a penalty on player 1's gradient",
    formulas: "w' = Runge-Kutta step from w; w+ = P(w' - h_2 lambda grad_2 |grad_1 l_1(w)|^2 on block 2)",
    source: "arXiv:2010.15040, Algorithm 1",
    options: [
      .choice(
        "integrator", default: RungeKutta.rk4,
        "the Runge-Kutta method; colab-heun is the published notebook's of order 1")
    ])
  static let law = """
    the stability polynomial of the integrator, minus 2 lambda h J_12^T J_1 in the rows of player 2.
    """
  static let knobs = [Knob("lambda", 0.07, .nonnegative, "weight of the penalty, in units of 1/|J|")]

  let integrator: RungeKutta
  let cost: Cost
  let fixedPoints = FixedPoints.others("points where step and penalty cancel, none near a regular point for small h")

  init(options: Options, players: Int) {
    integrator = options.choice("integrator", default: .rk4)
    cost = Cost(fields: integrator.stages + 0.5, products: 1)
  }

  func check(_ game: CompiledGame) throws(Refusal) { try game.requireTwoPlayers("ode-gan") }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, h, lambda) = (state.iterate, knobs.eta, knobs.value(0))
    let own = game.xi(w, of: 0)
    let penalty = (2 * lambda) * game.hessian(of: 0, at: w, times: own).restricted(to: game.blocks[1])
    return State(game.project(integrator.step(w, h, game) - h * penalty))
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    let (first, second) = (field.projector(on: 0), field.projector(on: 1))
    let rows = first * field.jacobian
    let penalty = (2 * field.knobs.value(0)) * (second * (rows.transposed * rows))
    return integrator.linearLaw(field) - field.eta * penalty
  }
}
