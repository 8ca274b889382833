import Contracts
import Scalars

/// Unrolled play: player 1 descends the loss it will have after player 2 has taken K gradient steps.
/// ```
/// y^0 = y, y^(j+1) = P(y^j - inner grad_y l_2(x, y^j));  x+ = x - h_x d/dx l_1(x, y^K(x, y));  y+ = y - h_y xi_y(x, y)
/// stopped: the derivative does not go through the inner steps
/// ```
/// - State: the iterate.
/// - Fixed points: the zeros of xi, unless the inner steps have other fixed points or cycles.
/// - Source: Metz, Poole, Pfau, Sohl-Dickstein (2017), arXiv:1611.02163, equations 7 to 9.
/// - Differs from the source: plain gradient steps inside; the derivative goes through the inner steps as if no constraint were
///   met on the way.
struct Unrolled: Procedure {
  enum Derivative: String, CaseIterable { case full, stopped }

  static let card = Card(
    id: "unrolled", title: "unrolled gradient descent",
    formulas: """
      y^0 = y, y^(j+1) = P(y^j - inner grad_y l_2(x, y^j)), j < K = steps
      x+ = x - h_x d/dx l_1(x, y^K(x, y)); y+ = y - h_y xi_y(x, y)
      """,
    source: "arXiv:1611.02163, equations 7 to 9",
    options: [
      OptionCard("steps", .integer(1...1000, default: 5, examples: [1, 3]), "inner steps K of player 2"),
      .choice("gradient", default: Derivative.full, "through the inner steps, or stopped at their end"),
    ])
  static let law = """
    on f = s x y with K inner s < 1 it contracts iff h < 2 K inner; half of that damping when stopped.
    """
  static let knobs = [Knob(followingEta: "inner", "size of the inner steps; player 2's counts")]

  let steps: Int
  let derivative: Derivative
  let cost: Cost
  let fixedPoints = FixedPoints.moved("points where the leader's total derivative vanishes")

  init(options: Options, players: Int) {
    steps = options.integer("steps")
    derivative = options.choice("gradient", default: .full)
    cost = Cost(fields: 1.5 + Double(steps) / 2, products: derivative == .full ? Double(steps) : 0)
  }

  func check(_ game: CompiledGame) throws(Refusal) { try game.requireTwoPlayers("unrolled") }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, h) = (state.iterate, knobs.eta)
    let lead = UnrolledLoss(
      steps: steps, inner: knobs.perCoordinate(0), isFull: derivative == .full, game: game
    ).gradient(at: w)
    return State(game.project(w - h * (lead + game.xi(w, of: 1))))
  }
}

/// Player 1's loss after gradient steps of player 2.
struct UnrolledLoss<S: OrderedScalar> {
  let steps: Int
  let inner: Point<S>
  let isFull: Bool
  let game: FieldAccess<S>

  /// Its derivative by player 1's block, zero elsewhere.
  ///
  /// In reverse: with the multiplier `q = grad_y l_1` at the end, every inner step back adds `-inner H_xy q` to the derivative
  /// and takes `inner H_yy q` off q; both are one product with the Hessian of player 2's loss.
  func gradient(at w: Point<S>) -> Point<S> {
    let (n, block) = (w.count, game.blocks[1])
    let path = Point<S>(count: (steps + 1) * n, in: w.arena)
    path[0..<n].assign(w)
    for j in 0..<steps {
      let (here, next) = (path[j * n..<(j + 1) * n], path[(j + 1) * n..<(j + 2) * n])
      let mark = w.arena.mark
      next.assign(game.project(here - inner * game.xi(here, of: 1)))
      w.arena.release(to: mark)
    }
    let end = path[steps * n..<(steps + 1) * n]
    if !isFull { return game.xi(end, of: 0) }
    let gradient = game.gradient(of: 0, at: end)
    let total = gradient.restricted(to: game.blocks[0])
    let multiplier = Point<S>(count: n, in: w.arena)
    for i in 0..<n { multiplier[i] = block.contains(i) ? gradient[i] : 0 }
    for j in (0..<steps).reversed() {
      let mark = w.arena.mark
      defer { w.arena.release(to: mark) }
      let weighted = Point<S>(count: n, in: w.arena)
      for i in 0..<n { weighted[i] = inner[i] * multiplier[i] }
      let change = game.hessian(of: 1, at: path[j * n..<(j + 1) * n], times: weighted)
      for i in game.blocks[0] { total[i] = total[i] - change[i] }
      for i in block { multiplier[i] = multiplier[i] - change[i] }
    }
    return total
  }
}
