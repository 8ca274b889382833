import Contracts
import Scalars

/// Both players minimise the same concave loss: its maximum attracts consensus optimisation unless `gamma < 1/kappa`.
/// ```
/// L_x = L_y = -kappa/2 (x^2 + y^2)
/// ```
/// - Domain: every real point.
/// - Source: Letcher et al. (2019), JMLR 20, Example 8.
/// - Differs from the source: nowhere.
struct ConsensusTrap: PlanarGame {
  static let card = Card(
    id: "consensus-trap", title: "consensus optimisation converges to the maximum of a common loss",
    formulas: "L_x = L_y = -kappa/2 (x^2 + y^2)",
    source: "Letcher et al., JMLR 20 (2019), Example 8")

  let knobs = [Knob("kappa", 2, .positive, "curvature of the maximum")]
  let start = [1.0, 1.0]

  @inline(__always) func losses<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> (S, S) {
    let shared = -k[0] / 2 * (.square(x) + .square(y))
    return (shared, shared)
  }

  func facts(knobs k: [Double]) -> [Fact] { Fact.planar(at: [0, 0], [[-k[0], 0], [0, -k[0]]]) }
}
