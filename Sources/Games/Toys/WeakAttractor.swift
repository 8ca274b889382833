import Contracts
import Scalars

/// Each player is damped a little and coupled much to the other.
/// ```
/// L_x = x^2/2 + coupling x y,  L_y = y^2/2 - coupling x y
/// ```
/// - Domain: every real point. The eigenvalues of -J are -1 +- coupling i: simultaneous gradient descent is stable iff
///   `eta < 2 / (1 + coupling^2)`.
/// - Source: Letcher et al. (2019), JMLR 20, Section 4.1, with coupling 10.
/// - Differs from the source: the coupling is a knob.
struct WeakAttractor: PlanarGame {
  static let card = Card(
    id: "weak-attractor", title: "a weak attractor with strong rotation",
    formulas: "L_x = x^2/2 + coupling x y; L_y = y^2/2 - coupling x y",
    source: "Letcher et al., JMLR 20 (2019), Section 4.1")

  let knobs = [Knob("coupling", 10, .real, "strength of the rotation")]
  let start = [1.0, 1.0]

  @inline(__always) func losses<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> (S, S) {
    let exchange = k[0] * x * y
    return (.square(x) / 2 + exchange, .square(y) / 2 - exchange)
  }

  func facts(knobs k: [Double]) -> [Fact] { Fact.planar(at: [0, 0], [[1, k[0]], [-k[0], 1]]) }
}
