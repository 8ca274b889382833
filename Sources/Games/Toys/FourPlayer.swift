import Contracts
import Scalars

/// Four players with one coordinate each, every pair in a rotation.
/// ```
/// L_i = epsilon/2 w_i^2 + sum_{j > i} w_i w_j - sum_{j < i} w_i w_j
/// ```
/// - Domain: every real point. `J = epsilon I + A` with A antisymmetric: the eigenvalues of -J are
///   `-epsilon +- (sqrt 2 + 1) i` and `-epsilon +- (sqrt 2 - 1) i`.
/// - Source: Letcher et al. (2019), JMLR 20, four-player game of Figure 7, with epsilon 1/100 and 0.
/// - Differs from the source: epsilon is a knob.
struct FourPlayer: Game {
  static let card = Card(
    id: "four-player", title: "four players, every pair in a rotation",
    formulas: "L_i = epsilon/2 w_i^2 + sum_{j > i} w_i w_j - sum_{j < i} w_i w_j",
    source: "Letcher et al., JMLR 20 (2019), four-player game of Figure 7")

  let isArithmetic = true
  let players = (1...4).map { Player("player \($0)", ["w_\($0)"]) }
  let knobs = [Knob("epsilon", 0.01, .real, "rate of attraction")]
  let start = [1.0, 1.0, 1.0, 1.0]

  init(options: Options) {}

  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    k[0] / 2 * .square(z[player]) + z[player] * push(on: player, at: z)
  }

  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>) {
    for player in players { xi[player] = k[0] * z[player] + push(on: player, at: z) }
  }

  /// `sum_{j > i} w_j - sum_{j < i} w_j`.
  private func push<S: Scalar>(on player: Int, at z: Point<S>) -> S {
    var sum: S = 0
    for other in 0..<4 where other != player { sum = other > player ? sum + z[other] : sum - z[other] }
    return sum
  }

  func facts(knobs k: [Double]) -> [Fact] {
    let origin = [0.0, 0.0, 0.0, 0.0]
    let rows = (0..<4).map { i in (0..<4).map { i == $0 ? k[0] : i < $0 ? 1 : -1 } }
    let rates = [2.squareRoot() + 1, 2.squareRoot() - 1]
    return [
      .equilibrium(origin), .jacobian(at: origin, rows: rows),
      .fieldEigenvalues(at: origin, rates.flatMap { Fact.pair(centre: -k[0], discriminant: -$0 * $0) }),
    ]
  }
}
