import Contracts
import Scalars

/// A stable fixed point in the sense of the source (J is invertible and its symmetric part semidefinite) that is no local Nash
/// equilibrium: x falls by moving to -x.
/// ```
/// L_x = x^3 + x y,  L_y = -x y
/// ```
/// - Domain: every real point. At the origin J is a rotation; the cubic term decides.
/// - Source: Letcher et al. (2019), JMLR 20, Example 2.
/// - Differs from the source: nowhere.
struct CubicStableNotNash: PlanarGame {
  static let card = Card(
    id: "cubic-stable-not-nash", title: "a fixed point that is stable and no local Nash equilibrium",
    formulas: "L_x = x^3 + x y; L_y = -x y",
    source: "Letcher et al., JMLR 20 (2019), Example 2")

  let start = [0.5, 0.5]

  @inline(__always) func losses<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> (S, S) {
    (x * .square(x) + x * y, -(x * y))
  }

  func facts(knobs k: [Double]) -> [Fact] { Fact.planar(at: [0, 0], [[0, 1], [-1, 0]]) }
}
