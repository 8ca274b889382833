import Contracts
import Scalars

/// The classical Runge-Kutta method of fourth order on the joint flow.
/// ```
/// k1 = xi(w), k2 = xi(w - h k1/2), k3 = xi(w - h k2/2), k4 = xi(w - h k3)
/// w+ = P(w - h (k1 + 2 k2 + 2 k3 + k4) / 6)
/// ```
/// - State: the iterate; every stage is projected.
/// - Source: Kutta (1901); for GANs Qin et al. (2020), arXiv:2010.15040.
/// - Differs from the source: all players together; the published notebook freezes the opponent.
struct RK4: Procedure {
  static let card = Card(
    id: "rk4", title: "the classical Runge-Kutta method on the flow",
    formulas: """
      k1 = xi(w), k2 = xi(w - h k1/2), k3 = xi(w - h k2/2), k4 = xi(w - h k3)
      w+ = P(w - h (k1 + 2 k2 + 2 k3 + k4) / 6)
      """,
    source: "Kutta (1901); arXiv:2010.15040")
  static let law = """
    the exponential series of -h J to fourth order; on lambda = +-i s it contracts, slowly, iff h s < 2 sqrt(2).
    """

  let cost = Cost(fields: RungeKutta.rk4.stages)
  let fixedPoints = FixedPoints.others(
    "points where the mean of the stages vanishes, none near a regular point for small h")

  init(options: Options, players: Int) {}

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    State(RungeKutta.rk4.step(state.iterate, knobs.eta, game))
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? { RungeKutta.rk4.linearLaw(field) }
}
