import Contracts
import Scalars

/// Heun's method on the joint flow: the mean of the gradients here and one Euler step ahead.
/// ```
/// ahead = P(w - h xi(w));  w+ = P(w - h (xi(w) + xi(ahead)) / 2)
/// ```
/// - State: the iterate.
/// - Source: Heun (1900); for GANs Qin et al. (2020), arXiv:2010.15040.
/// - Differs from the source: all players together; the published notebook freezes the opponent.
struct Heun: Procedure {
  static let card = Card(
    id: "heun", title: "Heun's method on the flow",
    formulas: "ahead = P(w - h xi(w)); w+ = P(w - h (xi(w) + xi(ahead)) / 2)",
    source: "Heun (1900); arXiv:2010.15040")
  static let law = "I - h J + (h J)^2 / 2; on lambda = +-i s it diverges slowly, |mu|^2 = 1 + (h s)^4 / 4."

  let cost = Cost(fields: RungeKutta.heun.stages)
  let fixedPoints = FixedPoints.others(
    "points where the mean of the stages vanishes, none near a regular point for small h")

  init(options: Options, players: Int) {}

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    State(RungeKutta.heun.step(state.iterate, knobs.eta, game))
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? { RungeKutta.heun.linearLaw(field) }
}
