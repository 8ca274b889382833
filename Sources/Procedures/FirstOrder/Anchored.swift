import Contracts
import Scalars

/// Simultaneous gradient descent pulled back to its start, ever more weakly (SimGD-A).
/// ```
/// w+ = P(w - h (1-p)/(k+1)^p xi(w) + (1-p) gamma/(k+1) (w_0 - w)),   k = 0, 1, 2, ...
/// ```
/// - State: the iterate and the start w_0.
/// - Limit: steps and pull vanish, so the limit of the map is the identity; there the row of w_0 follows the iterate.
/// - Source: Ryu, Yuan, Yin (2019), arXiv:1905.10899, for 1/2 < p < 1 and gamma >= 2 (`|xi|^2 = O(k^(2p-2))`).
/// - Differs from the source: a step size h, which is 1 there.
struct Anchored: Procedure {
  static let card = Card(
    id: "anchored", title: "anchored simultaneous gradient descent (SimGD-A)",
    formulas: "w+ = P(w - h (1-p)/(k+1)^p xi(w) + (1-p) gamma/(k+1) (w_0 - w))",
    source: "arXiv:1905.10899 (at eta = 1)")
  static let knobs = [
    Knob("p", 0.6, .unitInterval, "decay of the step sizes, dimensionless; the theorem takes 1/2 < p < 1"),
    Knob("gamma", 2, .nonnegative, "strength of the anchor, dimensionless; the theorem takes at least 2"),
  ]

  let memory = [MemoryStart.iterate]
  let cost = Cost(fields: 1)
  let isAutonomous = false
  let isArithmetic = false

  init(options: Options, players: Int) {}

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, anchor, h, p, gamma) = (state.iterate, state[1], knobs.eta, knobs.value(0), knobs.value(1))
    let share = (1 - p) * knobs.decay(offset: 1, power: p)
    let pull = (1 - p) * gamma * S(exact: 1 / (knobs.time + 1))
    let next = game.project(w - h * (share * game.xi(w)) + pull * (anchor - w))
    return State(next, knobs.time.isInfinite ? next : anchor)
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    let p = field.knobs.value(0)
    let map = field.identity - (p > 0 ? 0 : 1) * (field.eta * field.jacobian)
    return field.assemble([[map, 0 * map], [map, 0 * map]])
  }
}
