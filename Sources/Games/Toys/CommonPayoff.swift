import Contracts
import Scalars

/// A potential game: neither player alone can gain at the origin, both together can.
/// ```
/// L_x = L_y = x y
/// ```
/// - Domain: every real point. The eigenvalues of -J are +-1.
/// - Source: Letcher et al. (2019), JMLR 20, Example 3.
/// - Differs from the source: nowhere.
struct CommonPayoff: PlanarGame {
  static let card = Card(
    id: "common-payoff", title: "a Nash equilibrium that is a saddle of a common loss",
    formulas: "L_x = L_y = x y",
    source: "Letcher et al., JMLR 20 (2019), Example 3")

  let start = [1.0, 0.5]

  @inline(__always) func losses<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> (S, S) {
    (x * y, x * y)
  }

  func facts(knobs k: [Double]) -> [Fact] { Fact.planar(at: [0, 0], [[0, 1], [1, 0]]) }
}
