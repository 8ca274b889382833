import Contracts
import Scalars

/// Follow-the-Ridge: the leader descends, the follower also makes up for how its ridge moves under it.
/// ```
/// x+ = x - h_x xi_x
/// y+ = y - h_y xi_y + h_x (H_yy + damping I)^-1 H_yx xi_x,   H the Hessian of the follower's loss
/// ```
/// Player 1 leads, player 2 follows.
/// - State: the iterate. Defined where `H_yy + damping I` is invertible.
/// - Source: Wang, Zhang, Ba (2020), arXiv:1910.07512, Algorithm 1.
/// - Differs from the source: damping; any two losses.
struct FollowTheRidge: Procedure {
  static let card = Card(
    id: "follow-the-ridge", title: "Follow-the-Ridge",
    formulas: "x+ = x - h_x xi_x; y+ = y - h_y xi_y + h_x (H_yy + damping I)^-1 H_yx xi_x",
    source: "arXiv:1910.07512, Algorithm 1")
  static let law = """
    its eigenvalues at damping 0 are those of 1 - h_x (Schur complement of J_yy) and 1 - h_y J_yy: all real in \
    zero-sum games, inside iff the point is a strict local minimax (small steps).
    """
  static let knobs = [Follower<Double>.damping]
  static let undefined: String? = Follower<Double>.undefined

  let cost = Cost(fields: 1, products: 0.5, matrices: Follower<Double>.share)

  init(options: Options, players: Int) {}

  func check(_ game: CompiledGame) throws(Refusal) { try game.requireTwoPlayers("follow-the-ridge") }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, h, xi) = (state.iterate, knobs.eta, game.xi(state.iterate))
    let lead = Point<S>(count: w.count, in: w.arena)
    for i in 0..<w.count { lead[i] = h[i] * xi[i] }
    let moved = game.jacobian(w, times: lead.restricted(to: game.blocks[0]), of: 1)
    let ridge = Follower(w: w, damping: knobs.value(0), game: game).solve(moved)
    return State(game.project(w - h * xi + ridge))
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    let hessian = field.block(1, 1)
    for i in 0..<hessian.rows { hessian[i, i] += field.knobs.value(0) }
    let slope = field.embed(hessian.solve(field.block(1, 0)), 1, 0)
    return field.identity + (slope - field.identity) * (field.eta * field.jacobian)
  }
}
