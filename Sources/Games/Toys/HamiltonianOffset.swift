import Contracts
import Scalars

/// A rotation about (a, b): J is antisymmetric, although the losses do not sum to zero.
/// ```
/// L_x = x (y - b),  L_y = -(x - a) y
/// ```
/// - Domain: every real point.
/// - Source: Letcher et al. (2019), JMLR 20, Example 6.
/// - Differs from the source: nowhere.
struct HamiltonianOffset: PlanarGame {
  static let card = Card(
    id: "hamiltonian-offset", title: "a Hamiltonian game that is not zero-sum",
    formulas: "L_x = x (y - b); L_y = -(x - a) y",
    source: "Letcher et al., JMLR 20 (2019), Example 6")

  let knobs = [
    Knob("a", 1, .real, "x at the equilibrium"),
    Knob("b", 1, .real, "y at the equilibrium"),
  ]
  let start = [2.0, 2.0]

  @inline(__always) func losses<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> (S, S) {
    (x * (y - k[1]), -(x - k[0]) * y)
  }

  func facts(knobs k: [Double]) -> [Fact] { Fact.planar(at: [k[0], k[1]], [[0, 1], [-1, 0]]) }
}
