import Contracts
import Scalars

/// Two angles on a torus: equilibria that gradient descent-ascent finds only where the maximiser is fast enough.
/// ```
/// f = -a cos x + cos(x - y) + b cos y;  L_x = f,  L_y = -f
/// ```
/// - Domain: every real point; angles in radians, recorded in (-pi, pi].
/// - With `a - b + a b > 0` and a < 1 < 1 + b the flow at (0, 0) is stable iff y moves more than `(1 - a)/(1 + b)` times as fast
///   as x; with `b - a + a b > 0` and b < 1 < 1 + a it is stable at (pi, pi) iff y moves more than `(1 + a)/(1 - b)` times as
///   fast.
/// - Source: the code of Fiez and Ratliff (github.com/fiezt/Finite-Learning-Ratio, Torus.ipynb) for their paper "Gradient
///   Descent-Ascent Provably Converges to Strict Local Minmax Equilibria with a Finite Timescale Separation".
/// - Differs from the source: that code lets y see the new x (alternating), wraps the angles in every step, and steps by 0.001.
struct Torus: PlanarZeroSumGame {
  static let card = Card(
    id: "torus", title: "two angles on a torus: equilibria need a finite timescale separation",
    formulas: "f = -a cos x + cos(x - y) + b cos y; L_x = f, L_y = -f; angles are recorded in (-pi, pi]",
    source: "code of Fiez, Ratliff: github.com/fiezt/Finite-Learning-Ratio, Torus.ipynb")

  let knobs = [
    Knob("a", 0.15, .real, "weight of cos x"),
    Knob("b", 0.15, .real, "weight of cos y"),
  ]
  let isArithmetic = false
  let start = [1.0, 1.0]
  let periods = [2 * Double.pi, 2 * Double.pi]

  @inline(__always) func payoff<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> S {
    .cos(x - y) - k[0] * .cos(x) + k[1] * .cos(y)
  }

  /// With `s, t, c` the cosines of x, y and x - y: `J = [[a s - c, c], [-c, c + b t]]`.
  func facts(knobs k: [Double]) -> [Fact] {
    let (a, b) = (k[0], k[1])
    return [(0.0, 0.0), (Double.pi, Double.pi), (0, Double.pi), (Double.pi, 0)].flatMap { x, y -> [Fact] in
      let (s, t) = (x == 0 ? 1.0 : -1.0, y == 0 ? 1.0 : -1.0)
      return Fact.planar(at: [x, y], [[a * s - s * t, s * t], [-s * t, s * t + b * t]])
    }
  }
}
