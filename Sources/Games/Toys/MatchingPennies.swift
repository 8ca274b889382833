import Contracts
import Scalars

/// Matching pennies in logits: x shows heads with probability `sigmoid(x)`, y with `sigmoid(y)`, and the row player x wins the
/// stake 1 on a match.
/// ```
/// f = -(2 p - 1)(2 q - 1),  p = sigmoid(x), q = sigmoid(y);  L_x = f,  L_y = -f
/// ```
/// - Domain: every real point; x and y in nats. The mixed equilibrium is the origin, where -J rotates with 1/4.
/// - Source: a standard game; policies through logits as in Foerster et al. (2018), arXiv:1709.04326.
/// - Differs from the source: there the game is repeated.
struct MatchingPennies: PlanarZeroSumGame {
  static let card = Card(
    id: "matching-pennies", title: "matching pennies with logits as coordinates; the row player wins on a match",
    formulas: "p = sigmoid(x), q = sigmoid(y); f = -(2 p - 1)(2 q - 1); L_x = f, L_y = -f",
    source: "a standard zero-sum game; smooth coordinates as in arXiv:1709.04326")

  let isArithmetic = false
  let start = [1.0, 0.5]

  @inline(__always) func payoff<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> S {
    let (p, q): (S, S) = (.sigmoid(x), .sigmoid(y))
    return -((2 * p - 1) * (2 * q - 1))
  }

  func facts(knobs k: [Double]) -> [Fact] { Fact.planar(at: [0, 0], [[0, -0.25], [0.25, 0]]) }
}
