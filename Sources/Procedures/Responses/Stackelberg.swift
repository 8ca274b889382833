import Contracts
import Scalars

/// The Stackelberg gradient: the leader descends its loss along the follower's best response.
/// ```
/// x+ = x - h_x (grad_x l_1 - H_xy (H_yy + damping I)^-1 grad_y l_1),   H the Hessian of the follower's loss
/// y+ = y - h_y xi_y
/// ```
/// Player 1 leads, player 2 follows.
/// - State: the iterate. Defined where `H_yy + damping I` is invertible.
/// - Fixed points: differential Stackelberg points; in zero-sum games the zeros of xi.
/// - Source: Fiez, Chasnov, Ratliff (2020), arXiv:1906.01217, equation 6.
/// - Differs from the source: nowhere; the authors' code has the damping.
struct Stackelberg: Procedure {
  static let card = Card(
    id: "stackelberg", title: "Stackelberg gradient",
    formulas: "x+ = x - h_x (grad_x l_1 - H_xy (H_yy + damping I)^-1 grad_y l_1); y+ = y - h_y xi_y",
    source: "arXiv:1906.01217")
  static let law = "in zero-sum games its eigenvalues at damping 0 are those of follow-the-ridge."
  static let knobs = [Follower<Double>.damping]
  static let undefined: String? = Follower<Double>.undefined

  let cost = Cost(fields: 2, products: 1, matrices: Follower<Double>.share)
  let fixedPoints = FixedPoints.moved("points where the leader's total derivative vanishes")

  init(options: Options, players: Int) {}

  func check(_ game: CompiledGame) throws(Refusal) { try game.requireTwoPlayers("stackelberg") }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, h, xi) = (state.iterate, knobs.eta, game.xi(state.iterate))
    let answer = Follower(w: w, damping: knobs.value(0), game: game).solve(game.gradient(of: 0, at: w))
    let through = game.hessian(of: 1, at: w, times: answer).restricted(to: game.blocks[0])
    return State(game.project(w - h * (xi - through)))
  }
}
