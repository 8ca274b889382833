import Contracts
import Glibc
import Scalars

/// A polynomial of degree four under a Gaussian window, with eleven critical points.
/// ```
/// f = -exp(-(x^2 + y^2)/100) ((0.3 x^2 + y)^2 + (0.3 y^2 + x)^2);  L_x = f,  L_y = -f
/// ```
/// - Domain: every real point. Known in closed form are the two zeros of f, the origin and (-10/3, -10/3), both saddles of the
///   flow; with E = exp(-2/9) the second has `J = E [[-10, 8], [-8, 10]]`.
/// - Source: the code of Fiez and Ratliff (github.com/fiezt/Finite-Learning-Ratio, polynomial.ipynb).
/// - Differs from the source: nowhere.
struct Polynomial: PlanarZeroSumGame {
  static let card = Card(
    id: "polynomial", title: "a polynomial under a Gaussian window: many critical points of every kind",
    formulas: "f = -exp(-(x^2 + y^2)/100) ((0.3 x^2 + y)^2 + (0.3 y^2 + x)^2); L_x = f, L_y = -f",
    source: "code of Fiez, Ratliff: github.com/fiezt/Finite-Learning-Ratio, polynomial.ipynb")

  let isArithmetic = false
  let start = [1.0, 1.0]

  @inline(__always) func payoff<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> S {
    let (a, b): (S, S) = (.square(x), .square(y))
    let (u, v): (S, S) = (3 * a / 10 + y, 3 * b / 10 + x)
    return -(.exp(-(a + b) / 100) * (u * u + v * v))
  }

  func facts(knobs k: [Double]) -> [Fact] {
    let (window, corner) = (exp(-2.0 / 9), -10.0 / 3)
    return Fact.planar(at: [0, 0], [[-2, 0], [0, 2]])
      + Fact.planar(at: [corner, corner], [[-10 * window, 8 * window], [-8 * window, 10 * window]])
  }
}
