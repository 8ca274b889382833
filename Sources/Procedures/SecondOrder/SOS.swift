import Contracts
import Scalars

/// Stable opponent shaping (SOS): LOLA's shaping where it helps, and less and less of it near a zero of xi.
/// ```
/// xi_0 = (I - alpha J_o) xi;  w+ = P(w - h (xi_0 - p alpha chi)),  p = min(p1, p2)
/// p1 = 1 if <-alpha chi, xi_0> >= 0, otherwise min(1, -a |xi_0|^2 / <-alpha chi, xi_0>)
/// p2 = |xi|^2 if |xi| < b, otherwise 1
/// ```
/// - State: the iterate.
/// - Fixed points: as for `lookahead`.
/// - Source: Letcher et al. (2019), arXiv:1811.08469, Algorithm 1 (a = 1/2, b = 1/10).
/// - Differs from the source: nowhere; there `alpha = h`.
struct SOS: Procedure {
  static let card = Card(
    id: "sos", title: "stable opponent shaping",
    formulas: """
      xi_0 = (I - alpha J_o) xi; w+ = P(w - h (xi_0 - p alpha chi)), p = min(p1, p2)
      p1 = 1 if <-alpha chi, xi_0> >= 0, otherwise min(1, -a |xi_0|^2 / <-alpha chi, xi_0>); p2 = |xi|^2 if |xi| < b, otherwise 1
      """,
    source: "arXiv:1811.08469, Algorithm 1")
  static let law = "LookAhead's, I - h (I - alpha J_o) J, as p vanishes with |xi|^2."
  static let knobs =
    LookAhead.knobs + [
      Knob("a", 0.5, .nonnegative, "share of |xi_0|^2 that shaping may undo, dimensionless"),
      Knob("b", 0.1, .nonnegative, "size of xi below which shaping fades, in units of xi"),
    ]

  let cost: Cost
  let fixedPoints = FixedPoints.others("points where xi_0 = p alpha chi, none near a zero of xi for small alpha")

  init(options: Options, players: Int) { cost = OpponentShaping.cost(players: players) }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, h, a, b) = (state.iterate, knobs.eta, knobs.value(1), knobs.value(2))
    let (xi, ahead, shaping) = OpponentShaping.terms(w, alpha: knobs.perCoordinate(0), game)
    let against = shaping.inner(ahead)
    let first: S = .select(positive: against, .min(1, a * ahead.squaredNorm / against), 1)
    let size = xi.squaredNorm
    let second: S = .select(positive: .square(b) - size, size, 1)
    return State(game.project(w - h * (ahead - S.min(first, second) * shaping)))
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? { LookAhead.law(on: field) }
}
