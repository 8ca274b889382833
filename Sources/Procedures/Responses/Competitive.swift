import Contracts
import Scalars

/// Competitive gradient descent (CGD): the Nash equilibrium of the game made bilinear at w, with steps that cost `|d|^2/(2h)`.
/// ```
/// w+ = P(w - (I + h J_o)^-1 h xi),   J_o the Jacobian without its own-own blocks
/// ```
/// - State: the iterate.
/// - Solver: `exact` forms J_o and solves. `cg`, in zero-sum games, solves `(I + h_1 h_2 B B^T) d_1 = -h_1 (xi_1 - h_2 B xi_2)`,
///   `B = J_12`, by conjugate gradients to the relative residual `tolerance`; derivatives of the map (stability) are those of the
///   exact step.
/// - Source: Schaefer and Anandkumar (2019), arXiv:1905.12103, Algorithm 1.
/// - Differs from the source: any number of players and a step size for each.
struct Competitive: Procedure {
  enum Solver: String, CaseIterable { case exact, cg }

  static let card = Card(
    id: "competitive", title: "competitive gradient descent",
    formulas: "w+ = P(w - (I + h J_o)^-1 h xi), J_o the Jacobian without its own-own blocks",
    source: "arXiv:1905.12103, Algorithm 1",
    options: [.choice("solver", default: Solver.exact, "form J_o and solve, or conjugate gradients (zero-sum games)")])
  static let law = "I - (I + h J_o)^-1 h J; on bilinear games it is proximal-point."
  static let knobs = [Knob("tolerance", 1e-6, .tolerance, "relative residual of conjugate gradients; cg only")]
  static let undefined: String? = "I + h J_o is singular there; use another --set eta=..."

  let solver: Solver
  let cost: Cost

  init(options: Options, players: Int) {
    solver = options.choice("solver", default: .exact)
    cost =
      solver == .exact
      ? Cost(fields: 1, matrices: 1)
      : Cost(fields: 1, products: 11, remark: "for 10 iterations of conjugate gradients")
  }

  func check(_ game: CompiledGame) throws(Refusal) {
    guard solver == .exact || (game.isZeroSum && game.players.count == 2) else {
      throw Refusal(
        "competitive with --option solver=cg needs a zero-sum game, where the matrix is positive definite; use solver=exact"
      )
    }
  }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, h) = (state.iterate, knobs.eta)
    let xi = game.xi(w)
    if solver == .exact || S.carriesDerivatives {
      let matrix = game.jacobianMatrix(w, withOwnBlocks: false)
      for i in 0..<w.count {
        for j in 0..<w.count { matrix[i, j] = h[i] * matrix[i, j] + (i == j ? 1 : 0) }
      }
      let scaled = Point<S>(count: w.count, in: w.arena)
      for i in 0..<w.count { scaled[i] = h[i] * xi[i] }
      return State(game.project(w - matrix.solve(scaled)))
    }
    let system = MixedSystem(w: w, h: h, game: game)
    let first = system.solve(system.rightSide(xi), tolerance: knobs.value(0))
    let second = game.jacobian(w, times: first, of: 1)
    return State(game.project(w + first - h * (xi.restricted(to: game.blocks[1]) + second)))
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    let matrix = field.identity + field.eta * field.crossJacobian
    return field.identity - matrix.inverse * (field.eta * field.jacobian)
  }
}

/// `(I + h_1 h_2 B B^T) d = b` on the block of player 1, by conjugate gradients.
private struct MixedSystem<S: OrderedScalar> {
  let w, h: Point<S>
  let game: FieldAccess<S>

  /// `-h_1 (xi_1 - h_2 B xi_2)`.
  func rightSide(_ xi: Point<S>) -> Point<S> {
    let answer = Point<S>(count: w.count, in: w.arena)
    for i in 0..<w.count { answer[i] = h[i] * xi[i] }
    let cross = game.jacobian(w, times: answer.restricted(to: game.blocks[1]), of: 0)
    return (h * (cross - xi)).restricted(to: game.blocks[0])
  }

  /// `p + h_1 B h_2 B^T p`, with `B^T = -J_21`.
  func apply(_ p: Point<S>) -> Point<S> {
    let back = game.jacobian(w, times: p, of: 1)
    for i in 0..<w.count { back[i] = h[i] * back[i] }
    return p - h * game.jacobian(w, times: back, of: 0)
  }

  /// Every lane stops for itself at its own tolerance.
  func solve(_ b: Point<S>, tolerance: S) -> Point<S> {
    let arena = w.arena
    let (x, r, p) = (
      Point<S>(count: b.count, in: arena), Point<S>(count: b.count, in: arena), Point<S>(count: b.count, in: arena)
    )
    x.fill(0)
    r.assign(b)
    p.assign(b)
    let goal = S.square(tolerance) * b.squaredNorm
    var square = r.squaredNorm
    for _ in 0..<2 * game.blocks[0].count where S.isPositiveSomewhere(square - goal, in: arena) {
      let mark = arena.mark
      defer { arena.release(to: mark) }
      let (image, open) = (apply(p), square - goal)
      let step: S = .select(positive: open, square / p.inner(image), 0)
      for i in game.blocks[0] {
        x[i] = x[i] + step * p[i]
        r[i] = r[i] - step * image[i]
      }
      let next = r.squaredNorm
      let share: S = .select(positive: open, next / square, 0)
      for i in game.blocks[0] { p[i] = .select(positive: open, r[i] + share * p[i], p[i]) }
      square = .select(positive: open, next, square)
    }
    return x
  }
}
