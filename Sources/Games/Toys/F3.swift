import Contracts
import Scalars

/// A polynomial of degree six under a Gaussian window.
/// ```
/// f = (0.4 x^2 - 0.1 (y - 3 x + 0.05 x^3)^2 - 0.01 y^4) exp(-0.01 (x^2 + y^2));  L_x = f,  L_y = -f
/// ```
/// - Domain: every real point. The origin is a local minimax point with leader x and no Nash equilibrium; the eigenvalues of -J
///   there are 0.4, twice.
/// - Source: Wang et al. (2020), arXiv:1910.07512, third toy game of the authors' code, with their start.
/// - Differs from the source: nowhere.
struct F3: PlanarZeroSumGame {
  static let card = Card(
    id: "f3", title: "a polynomial under a Gaussian window; gradient descent-ascent leaves its local minimax point",
    formulas: "f = (0.4 x^2 - 0.1 (y - 3 x + 0.05 x^3)^2 - 0.01 y^4) exp(-0.01 (x^2 + y^2)); L_x = f, L_y = -f",
    source: "arXiv:1910.07512 (Follow-the-Ridge), a toy game of the authors' code")

  let isArithmetic = false
  let start = [7.0, 5.0]

  @inline(__always) func payoff<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> S {
    let (a, b): (S, S) = (.square(x), .square(y))
    let gap: S = .square(y - 3 * x + x * a / 20)
    let polynomial: S = 2 * a / 5 - gap / 10 - b * b / 100
    return polynomial * .exp(-(a + b) / 100)
  }

  func facts(knobs k: [Double]) -> [Fact] { Fact.planar(at: [0, 0], [[-1, 0.6], [-0.6, 0.2]]) }
}
