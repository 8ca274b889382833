import Contracts
import Scalars

/// A quadratic whose only equilibrium is a minimax point with leader x, and no Nash equilibrium.
/// ```
/// f = -3 x^2 - y^2 + 4 x y;  L_x = f,  L_y = -f
/// ```
/// - Domain: every real point. The eigenvalues of -J are 2, twice and defective; slow y down and the origin stays unstable,
///   speed it up by more than 3 and it becomes stable.
/// - Source: Wang et al. (2020), arXiv:1910.07512, first toy game of the authors' code, with their start.
/// - Differs from the source: nowhere.
struct F1: PlanarZeroSumGame {
  static let card = Card(
    id: "f1", title: "a local minimax point that is no Nash equilibrium; gradient descent-ascent leaves it",
    formulas: "f = -3 x^2 - y^2 + 4 x y; L_x = f, L_y = -f",
    source: "arXiv:1910.07512 (Follow-the-Ridge), a toy game of the authors' code")

  let start = [5.0, 7.0]

  @inline(__always) func payoff<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> S {
    4 * x * y - 3 * .square(x) - .square(y)
  }

  func facts(knobs k: [Double]) -> [Fact] { Fact.planar(at: [0, 0], [[-6, 4], [-4, 2]]) }
}
