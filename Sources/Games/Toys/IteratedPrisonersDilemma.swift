import Contracts
import Glibc
import Scalars

/// The iterated prisoner's dilemma between two strategies that remember the last round.
///
/// A strategy is five logits of the probability to cooperate: in the first round, and after (own action, opponent's action) =
/// cc, cd, dc, dd. With the states of a round in the order of player 1, P the transition matrix and p0 the first round:
/// ```
/// L_i = (1 - discount) p0^T (I - discount P)^-1 l_i,  l_1 = (1, 3, 0, 2), l_2 = (1, 0, 3, 2)
/// ```
/// - Shape: `z = [x_start, x_cc, x_cd, x_dc, x_dd, y_start, ..., y_dd]`, blocks `[5, 5]`.
/// - Units: logits in nats; L_i is the mean discounted loss of a round.
/// - Domain: every real z. The rows of `I - discount P` are strictly diagonally dominant, so elimination needs no pivots.
/// - Equilibrium: a round costs 1 + 2 [the other defects] - [I defect]. If the opponent's defection after my defection is more
///   likely by `1/(2 discount)` than after my cooperation, to defect now saves 1 and costs 1 later, so my loss does not depend
///   on my strategy at all. Both reciprocating like that, from even odds, is an equilibrium for `discount > 1/2`, with loss 3/2.
/// - Source: Foerster et al. (2018), arXiv:1709.04326 (losses and exact value); discount 0.96 as there.
/// - Differs from the source: losses for rewards, scaled by 1 - discount.
struct IteratedPrisonersDilemma: Game {
  static let card = Card(
    id: "iterated-prisoners-dilemma",
    title: "iterated prisoner's dilemma between strategies with a memory of one round",
    formulas: """
      probability to cooperate: sigmoid of x_start in the first round, of x_cc, x_cd, x_dc, x_dd after (own, other's) action
      loss of a round: 1 if both cooperate, 2 if both defect, 3 for the one who cooperates alone, 0 for the other
      L_i = (1 - discount) p0^T (I - discount P)^-1 l_i
      """,
    source: "arXiv:1709.04326; losses for rewards, mean instead of sum")

  let players = ["x", "y"].enumerated().map { index, name in
    Player("prisoner \(index + 1)", ["start", "cc", "cd", "dc", "dd"].map { "\(name)_\($0)" })
  }
  let knobs = [Knob("discount", 0.96, .unitInterval, "weight of the next round, dimensionless")]
  let start = Array(repeating: 0.0, count: 10)

  init(options: Options) {}

  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let value = expectedLosses(of: player, at: z, discount: k[0])
    var sum: S = 0
    for state in 0..<4 { sum = sum + probability(of: state, at: z, after: nil) * value[state] }
    return (1 - k[0]) * sum
  }

  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>) {
    for player in players { slopes(of: player, in: player, at: z, knobs: k, into: xi) }
  }

  func fullGradient<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>, into gradient: Point<S>) {
    for mover in 0..<2 { slopes(of: player, in: mover, at: z, knobs: k, into: gradient) }
  }

  /// The derivatives of a player's loss in the logits of `mover`.
  ///
  /// With v the losses to come, undiscounted for the first round, and u the discounted visits, a change dP costs
  /// `discount u^T dP v`.
  private func slopes<S: Scalar>(
    of player: Int, in mover: Int, at z: Point<S>, knobs k: Knobs<S>, into gradient: Point<S>
  ) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let (value, visits) = (expectedLosses(of: player, at: z, discount: k[0]), discountedVisits(at: z, discount: k[0]))
    // What it costs in a round that mover cooperates, when the other cooperates and when it defects.
    let onCooperation = mover == 0 ? value[0] - value[2] : value[0] - value[1]
    let onDefection = mover == 0 ? value[1] - value[3] : value[2] - value[3]
    func slope(_ state: Int?, weight: S) -> S {
      let other: S = .sigmoid(z[logit(of: 1 - mover, after: state)])
      let own: S = .sigmoidSlope(z[logit(of: mover, after: state)])
      return weight * own * (other * onCooperation + (1 - other) * onDefection)
    }
    gradient[logit(of: mover, after: nil)] = slope(nil, weight: 1 - k[0])
    for state in 0..<4 {
      gradient[logit(of: mover, after: state)] = slope(state, weight: (1 - k[0]) * k[0] * visits[state])
    }
  }

  /// The coordinate that decides what a player does after a state, or in the first round; player 2 sees cd as dc.
  private func logit(of player: Int, after state: Int?) -> Int {
    guard let state else { return 5 * player }
    return player == 0 ? 1 + state : state == 1 ? 8 : state == 2 ? 7 : 6 + state
  }

  /// The probability that a round ends in a state.
  private func probability<S: Scalar>(of state: Int, at z: Point<S>, after previous: Int?) -> S {
    let (x, y) = (z[logit(of: 0, after: previous)], z[logit(of: 1, after: previous)])
    return .sigmoid(state < 2 ? x : -x) * .sigmoid(state % 2 == 0 ? y : -y)
  }

  /// `v = (I - discount P)^-1 l`.
  private func expectedLosses<S: Scalar>(of player: Int, at z: Point<S>, discount: S) -> Point<S> {
    let value = Point<S>(count: 4, in: z.arena)
    (value[0], value[1], value[2], value[3]) = player == 0 ? (1, 3, 0, 2) : (1, 0, 3, 2)
    solve(Matrix(rows: 4, columns: 4, in: z.arena) { entry($0, $1, z, discount) }, value)
    return value
  }

  /// `u = (I - discount P)^-T p0`.
  private func discountedVisits<S: Scalar>(at z: Point<S>, discount: S) -> Point<S> {
    let visits = Point<S>(count: 4, in: z.arena)
    for state in 0..<4 { visits[state] = probability(of: state, at: z, after: nil) }
    solve(Matrix(rows: 4, columns: 4, in: z.arena) { entry($1, $0, z, discount) }, visits)
    return visits
  }

  /// Entry of `I - discount P`.
  private func entry<S: Scalar>(_ from: Int, _ to: Int, _ z: Point<S>, _ discount: S) -> S {
    let step = discount * probability(of: to, at: z, after: from)
    return from == to ? 1 - step : -step
  }

  /// Solves a linear system that is diagonally dominant by rows or by columns, in place.
  private func solve<S: Scalar>(_ matrix: Matrix<S>, _ right: Point<S>) {
    let n = matrix.rows
    for pivot in 0..<n {
      for row in pivot + 1..<n {
        let factor = matrix[row, pivot] / matrix[pivot, pivot]
        for column in pivot + 1..<n { matrix[row, column] = matrix[row, column] - factor * matrix[pivot, column] }
        right[row] = right[row] - factor * right[pivot]
      }
    }
    for row in (0..<n).reversed() {
      for column in row + 1..<n { right[row] = right[row] - matrix[row, column] * right[column] }
      right[row] = right[row] / matrix[row, row]
    }
  }

  func facts(knobs k: [Double]) -> [Fact] {
    let even = Array(repeating: 0.0, count: 10)
    let known = Fact.losses(at: even, [1.5, 1.5])
    guard k[0] > 0.5 else { return [known] }
    // The logit of 1/2 + 1/(4 discount).
    let reciprocity = log((2 * k[0] + 1) / (2 * k[0] - 1))
    let strategy = [0, reciprocity, -reciprocity, reciprocity, -reciprocity]
    return [known, .equilibrium(strategy + strategy), .losses(at: strategy + strategy, [1.5, 1.5])]
  }
}
