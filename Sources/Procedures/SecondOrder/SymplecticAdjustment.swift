import Contracts
import Scalars

/// Symplectic gradient adjustment (SGA).
/// ```
/// w+ = P(w - h (xi + lambda s A^T xi)),   A^T xi = (J^T xi - J xi) / 2
/// s  = sign(<xi, J^T xi> <A^T xi, J^T xi> / d + epsilon), d coordinates; 1 without alignment
/// ```
/// - State: the iterate.
/// - Fixed points: the zeros of xi, as `I + lambda s A^T` is invertible.
/// - Source: Balduzzi et al. (2018), arXiv:1802.05642, Algorithm 1; Letcher et al. (2019), JMLR 20, Section 3.4.
/// - Differs from the source: nowhere; epsilon = 1/10 there.
struct SymplecticAdjustment: Procedure {
  static let card = Card(
    id: "sga", title: "symplectic gradient adjustment",
    formulas: """
      w+ = P(w - h (xi + lambda s A^T xi)), A^T xi = (J^T xi - J xi) / 2
      s = sign(<xi, J^T xi> <A^T xi, J^T xi> / d + epsilon); 1 without alignment
      """,
    source: "arXiv:1802.05642, Algorithm 1; Letcher et al., JMLR 20 (2019)",
    options: [.choice("alignment", default: Alignment.on, "the sign of lambda from the point, or always +")])
  static let law = """
    I - h (I + lambda A^T) J at a zero of xi, where s = 1 for epsilon > 0. In two-player zero-sum games it is jare \
    with gamma = lambda and lookahead with alpha = lambda.
    """
  static let knobs = [
    Knob("lambda", 1, .real, "weight of the adjustment, in units of 1/|J|"),
    Knob("epsilon", 0.1, .nonnegative, "what decides the sign near zeros of xi, in units of |xi|^4 |J|^3 / d"),
  ]

  let isAligned: Bool
  let cost = Cost(fields: 1, products: 1, transposes: 1)

  init(options: Options, players: Int) { isAligned = options.choice("alignment", default: Alignment.on) == .on }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, h, lambda, epsilon) = (state.iterate, knobs.eta, knobs.value(0), knobs.value(1))
    let xi = game.xi(w)
    let slope = game.transposedJacobian(w, times: xi)
    let adjustment = S.ratio(1, 2) * (slope - game.jacobian(w, times: xi))
    let d = S(exact: Double(w.count))
    let argument = xi.inner(slope) * adjustment.inner(slope) / d + epsilon
    // At a tie +, so that a definite S leaves the map its derivative at a zero of xi.
    let weight = isAligned ? .select(positive: -argument, -lambda, lambda) : lambda
    return State(game.project(w - h * (xi + weight * adjustment)))
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    let (jacobian, lambda) = (field.jacobian, field.knobs.value(0))
    let antisymmetric = 0.5 * (jacobian.transposed - jacobian)
    return field.identity - field.eta * ((field.identity + lambda * antisymmetric) * jacobian)
  }
}
