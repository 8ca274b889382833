import Contracts
import Scalars

/// A weakly repelling rotation: an adjustment of weight above epsilon turns it into an attractor.
/// ```
/// L_x = -epsilon/2 x^2 - x y,  L_y = -epsilon/2 y^2 + x y
/// ```
/// - Domain: every real point. The eigenvalues of -J are epsilon +- i.
/// - Source: Letcher et al. (2019), JMLR 20, Example 9.
/// - Differs from the source: nowhere.
struct SGATrap: PlanarGame {
  static let card = Card(
    id: "sga-trap", title: "symplectic gradient adjustment without alignment converges to an unstable point",
    formulas: "L_x = -epsilon/2 x^2 - x y; L_y = -epsilon/2 y^2 + x y",
    source: "Letcher et al., JMLR 20 (2019), Example 9")

  let knobs = [Knob("epsilon", 0.05, .positive, "rate of repulsion")]
  let start = [1.0, 0.0]

  @inline(__always) func losses<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> (S, S) {
    let exchange = x * y
    return (-k[0] / 2 * .square(x) - exchange, -k[0] / 2 * .square(y) + exchange)
  }

  func facts(knobs k: [Double]) -> [Fact] { Fact.planar(at: [0, 0], [[-k[0], -1], [1, -k[0]]]) }
}
