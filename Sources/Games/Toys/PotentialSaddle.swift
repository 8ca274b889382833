import Contracts
import Scalars

/// Zero-sum, and a potential game with the potential `x^2 - y^2`: y runs away.
/// ```
/// f = x^2 + y^2;  L_x = f,  L_y = -f
/// ```
/// - Domain: every real point.
/// - Source: Letcher et al. (2019), JMLR 20, Example 7.
/// - Differs from the source: nowhere.
struct PotentialSaddle: PlanarZeroSumGame {
  static let card = Card(
    id: "potential-saddle", title: "a zero-sum game that is also a potential game: descent on a saddle",
    formulas: "f = x^2 + y^2; L_x = f, L_y = -f",
    source: "Letcher et al., JMLR 20 (2019), Example 7")

  let start = [1.0, 1.0]

  @inline(__always) func payoff<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> S {
    .square(x) + .square(y)
  }

  func facts(knobs k: [Double]) -> [Fact] { Fact.planar(at: [0, 0], [[2, 0], [0, -2]]) }
}
