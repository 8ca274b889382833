import Contracts
import Scalars

/// LookAhead: every player answers the step that the others are about to take.
/// ```
/// w+ = P(w - h (I - alpha J_o) xi),   J_o the Jacobian without its own-own blocks
/// ```
/// - State: the iterate.
/// - Fixed points: those of xi, and points where alpha J_o has the eigenvalue 1 with eigenvector xi.
/// - Source: Zhang and Lesser (2010), AAAI; in this notation Letcher et al. (2019), arXiv:1811.08469, Section 2.3.
/// - Differs from the source: nowhere; there `alpha = h`.
struct LookAhead: Procedure {
  static let card = Card(
    id: "lookahead", title: "LookAhead",
    formulas: "w+ = P(w - h (I - alpha J_o) xi), J_o the Jacobian without its own-own blocks",
    source: "Zhang and Lesser (2010); arXiv:1811.08469, Section 2.3")
  static let law = "I - h (I - alpha J_o) J; on bilinear games with alpha = h it is extragradient."
  static let knobs = [Knob(followingEta: "alpha", "step that the others are taken to make")]

  let cost = Cost(fields: 1, crosses: 1)
  let fixedPoints = FixedPoints.others("points where xi is an eigenvector of alpha J_o to the eigenvalue 1")

  init(options: Options, players: Int) {}

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, h, alpha) = (state.iterate, knobs.eta, knobs.perCoordinate(0))
    let xi = game.xi(w)
    return State(game.project(w - h * (xi - alpha * game.crossJacobian(w, times: xi))))
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? { Self.law(on: field) }

  /// `I - h (I - alpha J_o) J`.
  static func law(on field: LinearField) -> Matrix<Double> {
    let ahead = field.identity - field.diagonal(0) * field.crossJacobian
    return field.identity - field.eta * (ahead * field.jacobian)
  }
}
