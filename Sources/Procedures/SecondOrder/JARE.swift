import Contracts
import Scalars

/// JARE: every player also descends gamma times half the squared norm of the others' gradients.
/// ```
/// w+ = P(w - h (xi + gamma J_o^T xi)),   J_o the Jacobian without its own-own blocks
/// ```
/// - State: the iterate.
/// - Fixed points: those of xi, and points where `-1/gamma` is an eigenvalue of `J_o^T` with eigenvector xi; none in zero-sum
///   games.
/// - Source: Nie and Patel (2019), arXiv:1806.09235.
/// - Differs from the source: any number of players.
struct JARE: Procedure {
  static let card = Card(
    id: "jare", title: "Jacobian regularisation across players",
    formulas: "w+ = P(w - h (xi + gamma J_o^T xi)), J_o the Jacobian without its own-own blocks",
    source: "arXiv:1806.09235")
  static let law = "I - h (I + gamma J_o^T) J; in two-player zero-sum games it is sga with lambda = gamma."
  static let knobs = [Knob("gamma", 1, .nonnegative, "weight, in units of 1/|J|")]

  let cost = Cost(fields: 1, crosses: 1)
  let fixedPoints = FixedPoints.others("points where xi is an eigenvector of J_o^T to the eigenvalue -1/gamma")

  init(options: Options, players: Int) {}

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, h, gamma) = (state.iterate, knobs.eta, knobs.value(0))
    let xi = game.xi(w)
    return State(game.project(w - h * (xi + gamma * game.transposedCrossJacobian(w, times: xi))))
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    let cross = field.crossJacobian.transposed
    return field.identity - field.eta * ((field.identity + field.knobs.value(0) * cross) * field.jacobian)
  }
}
