import Contracts
import Scalars

/// Extragradient: look one step ahead, then step from here with the gradient seen there.
/// ```
/// ahead = P(w - h xi(w))
/// w+    = P(w - h xi(ahead))
/// ```
/// - State: the iterate.
/// - Linear law: `I - h J + h J h J`; on `lambda = +-i s` it contracts iff `h s < 1`.
/// - Source: Korpelevich (1976); for games Gidel et al. (2019), arXiv:1802.10551, Section 3.
/// - Differs from the source: nowhere; both steps have the same size.
struct Extragradient: Procedure {
  static let card = Card(
    id: "extragradient", title: "extragradient",
    formulas: "ahead = P(w - h xi(w)); w+ = P(w - h xi(ahead))",
    source: "Korpelevich (1976); arXiv:1802.10551, Section 3")

  let cost = Cost(fields: 2)

  init(options: Options, players: Int) {}

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, h) = (state.iterate, knobs.eta)
    let ahead = game.project(w - h * game.xi(w))
    return State(game.project(w - h * game.xi(ahead)))
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double> {
    let hJ = field.eta * field.jacobian
    return field.identity - hJ + hJ * hJ
  }
}
