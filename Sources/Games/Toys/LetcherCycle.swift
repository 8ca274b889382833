import Contracts
import Scalars

/// A zero-sum game with one critical point, unstable, and losses that keep every player bounded: methods end in a cycle.
/// ```
/// f = x y - x^2/2 + y^2/2 + x^4/4 - y^4/4;  L_x = f,  L_y = -f
/// ```
/// - Domain: every real point. At the origin the eigenvalues of -J are 1 +- i.
/// - Source: Letcher (2020), arXiv:2005.12649.
/// - Differs from the source: nowhere.
struct LetcherCycle: PlanarZeroSumGame {
  static let card = Card(
    id: "letcher-cycle", title: "a bounded zero-sum game in which reasonable methods cycle",
    formulas: "f = x y - x^2/2 + y^2/2 + x^4/4 - y^4/4; L_x = f, L_y = -f",
    source: "arXiv:2005.12649")

  let start = [0.5, 0.5]

  @inline(__always) func payoff<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> S {
    x * y + well(y) - well(x)
  }

  /// `t^2/2 - t^4/4`.
  @inline(__always) private func well<S: Scalar>(_ t: S) -> S {
    let square: S = .square(t)
    return square / 2 - square * square / 4
  }

  func facts(knobs k: [Double]) -> [Fact] { Fact.planar(at: [0, 0], [[-1, 1], [-1, -1]]) }
}
