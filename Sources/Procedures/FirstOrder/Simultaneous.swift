import Contracts
import Scalars

/// Simultaneous gradient descent (gradient descent-ascent in zero-sum games).
/// ```
/// w+ = P(w - h xi(w))
/// ```
/// - State: the iterate.
/// - Source: Mescheder, Nowozin, Geiger (2017), arXiv:1705.10461; Letcher et al. (2019), JMLR 20, Corollary 9.
/// - Differs from the source: nowhere; step sizes may differ between players.
struct Simultaneous: Procedure {
  static let card = Card(
    id: "simultaneous", title: "simultaneous gradient descent",
    formulas: "w+ = P(w - h xi(w))",
    source: "arXiv:1705.10461; Letcher et al., JMLR 20 (2019), Corollary 9")
  static let law = "I - h J; stable iff h < 2 Re(lambda) / |lambda|^2 for every eigenvalue of J."

  let cost = Cost(fields: 1)

  init(options: Options, players: Int) {}

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, h) = (state.iterate, knobs.eta)
    return State(game.project(w - h * game.xi(w)))
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    field.identity - field.eta * field.jacobian
  }
}
