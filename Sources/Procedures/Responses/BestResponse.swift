import Contracts
import Scalars
import Spectra

/// Gradient descent against a player that answers at once: that player is replaced by its best response, then every other
/// player takes a gradient step at the new point.
/// ```
/// w_p = argmin L_p(w);  w+ = P(w - h_q xi_q(w) for every q != p)
/// ```
/// - State: the iterate; the block of player p is what the others have just answered to.
/// - Source: Li, Madry, Peebles, Schmidt (2017), arXiv:1706.09884 (dynamics with the optimal discriminator).
/// - Differs from the source: any game whose best response is known, any player. The step size of player p is not used.
struct BestResponse: Procedure {
  static let card = Card(
    id: "best-response", title: "one player plays its best response, the others descend",
    formulas: "w_p = argmin L_p(w); w+ = P(w - h_q xi_q(w) for every q != p)",
    source: "arXiv:1706.09884 (optimal discriminator)",
    options: [
      OptionCard(
        "player", .integer(1...64, default: 2, examples: [1, 2]),
        "the player p that plays its best response, counted from 1")
    ])
  static let law = """
    with R the identity but for the rows -J_pp^-1 J_pq of player p, (I - h (I - P_p) J) R. Where J_pp is singular \
    (ends of an interval where no mass lies) the pseudoinverse: the response does not move there.
    """

  let player: Int
  let cost: Cost

  init(options: Options, players: Int) throws(Refusal) {
    let number = options.integer("player")
    guard number <= players else { throw Refusal("--option player=\(number): the game has \(players) players") }
    player = number - 1
    cost = Cost(fields: Double(players - 1) / Double(players))
  }

  func check(_ game: CompiledGame) throws(Refusal) {
    guard game.bestResponders.contains(player) else {
      throw Refusal("best-response needs a game whose player \(player + 1) has a known best response")
    }
  }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (h, w) = (knobs.eta, game.bestResponse(state.iterate, of: player))
    var next = w
    for other in game.blocks.indices where other != player { next = next - h * game.xi(w, of: other) }
    return State(game.project(next))
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    let (identity, own) = (field.identity, field.projector(on: player))
    let others = identity - own
    return (identity - field.eta * (others * field.jacobian)) * (others + response(field))
  }

  /// The rows `-J_pp^+ J_pq` of the player that responds, zero elsewhere.
  private func response(_ field: LinearField) -> Matrix<Double> {
    let (jacobian, block) = (field.jacobian, field.blocks[player])
    let own = block.flatMap { i in block.map { jacobian[i, $0] } }
    let columns = (0..<jacobian.columns).map { q -> [Double] in
      if block.contains(q) { return block.map { _ in 0 } }
      let column = block.map { -jacobian[$0, q] }
      return (try? leastSquares(own, rows: block.count, columns: block.count, column)) ?? column.map { _ in .nan }
    }
    return Matrix(rows: jacobian.rows, columns: jacobian.columns, in: jacobian.entries.arena) { i, q in
      block.contains(i) ? columns[q][i - block.lowerBound] : 0
    }
  }
}
