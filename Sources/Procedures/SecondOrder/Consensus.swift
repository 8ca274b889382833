import Contracts
import Scalars

/// Consensus optimisation: every player also descends gamma times half the squared norm of xi.
/// ```
/// w+ = P(w - h (xi(w) + gamma J(w)^T xi(w)))
/// aligned: gamma becomes |gamma| sign <xi, J^T xi>
/// ```
/// - State: the iterate.
/// - Fixed points: those of xi, and points where `-1/gamma` is an eigenvalue of `J^T` with eigenvector xi.
/// - Source: Mescheder, Nowozin, Geiger (2017), arXiv:1705.10461; in this notation and aligned Letcher et al. (2019), JMLR 20,
///   Section 3.2.
/// - Differs from the source: the exact gradient; the authors' Dirac-GAN code has a factor 1/2 too many on one term.
struct Consensus: Procedure {
  static let card = Card(
    id: "consensus", title: "consensus optimisation",
    formulas: "w+ = P(w - h (xi(w) + gamma J(w)^T xi(w)))",
    source: "arXiv:1705.10461; Letcher et al., JMLR 20 (2019), Section 3.2",
    options: [.choice("alignment", default: Alignment.off, "on: the sign of gamma is that of <xi, J^T xi>")])
  static let law = """
    I - h (I + gamma J^T) J. Aligned: no derivative where S is indefinite, as the sign changes with the direction.
    """
  static let knobs = [Knob("gamma", 1, .nonnegative, "weight of grad |xi|^2 / 2, in units of 1/|J|")]

  let isAligned: Bool
  let cost = Cost(fields: 1, transposes: 1)
  let fixedPoints = FixedPoints.others("points where xi is an eigenvector of J^T to the eigenvalue -1/gamma")

  init(options: Options, players: Int) { isAligned = options.choice("alignment", default: Alignment.off) == .on }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, h, gamma) = (state.iterate, knobs.eta, knobs.value(0))
    let xi = game.xi(w)
    let slope = game.transposedJacobian(w, times: xi)
    // At a tie +, so that a definite S leaves the map its derivative at a zero of xi.
    let weight = isAligned ? .select(positive: -xi.inner(slope), -gamma, gamma) : gamma
    return State(game.project(w - h * (xi + weight * slope)))
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    if isAligned { return nil }
    let (jacobian, gamma) = (field.jacobian, field.knobs.value(0))
    return field.identity - field.eta * ((field.identity + gamma * jacobian.transposed) * jacobian)
  }
}

/// Whether an adjustment takes its sign from the point.
enum Alignment: String, CaseIterable { case on, off }
