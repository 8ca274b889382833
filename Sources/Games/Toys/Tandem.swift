import Contracts
import Scalars

/// The tandem game: a shared cost, and each player would rather carry more; arrogant opponent shaping makes it worse.
/// ```
/// L_x = (x + y)^2 - 2 x,  L_y = (x + y)^2 - 2 y
/// ```
/// - Domain: every real point. Every point with x + y = 1 is an equilibrium; the eigenvalues of -J are 0 along the line and -4.
/// - Source: Letcher et al. (2019), arXiv:1811.08469.
/// - Differs from the source: nowhere.
struct Tandem: PlanarGame {
  static let card = Card(
    id: "tandem", title: "two riders share a load: a line of equilibria",
    formulas: "L_x = (x + y)^2 - 2 x; L_y = (x + y)^2 - 2 y",
    source: "arXiv:1811.08469 (stable opponent shaping)")

  let start = [1.0, 1.0]

  @inline(__always) func losses<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> (S, S) {
    let shared: S = .square(x + y)
    return (shared - 2 * x, shared - 2 * y)
  }

  func facts(knobs k: [Double]) -> [Fact] { Fact.planar(at: [0.5, 0.5], [[2, 2], [2, 2]]) }
}
