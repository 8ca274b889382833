import Contracts
import Scalars

/// A quadratic that gradient descent-ascent solves although its rest point is no minimax point with leader x.
/// ```
/// f = 3 x^2 + y^2 + 4 x y;  L_x = f,  L_y = -f
/// ```
/// - Domain: every real point. y sits at a minimum of what it maximises; the eigenvalues of -J are -2, twice and defective.
/// - Source: Wang et al. (2020), arXiv:1910.07512, second toy game of the authors' code, with their start.
/// - Differs from the source: nowhere.
struct F2: PlanarZeroSumGame {
  static let card = Card(
    id: "f2", title: "a stable rest point of gradient descent-ascent that is no minimax point with leader x",
    formulas: "f = 3 x^2 + y^2 + 4 x y; L_x = f, L_y = -f",
    source: "arXiv:1910.07512 (Follow-the-Ridge), a toy game of the authors' code")

  let start = [6.0, 5.0]

  @inline(__always) func payoff<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> S {
    3 * .square(x) + .square(y) + 4 * x * y
  }

  func facts(knobs k: [Double]) -> [Fact] { Fact.planar(at: [0, 0], [[6, 4], [-4, -2]]) }
}
