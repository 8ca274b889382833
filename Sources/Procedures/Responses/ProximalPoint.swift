import Contracts
import Scalars

/// The proximal point method: gradient descent with the gradient at the end of the step (implicit Euler).
/// ```
/// w+ = P(v) with v = w - h xi(v), by Newton's method: v <- v - (I + h J(v))^-1 (v + h xi(v) - w)
/// ```
/// - State: the iterate.
/// - Iteration: from w until `|v + h xi(v) - w| <= 1e-10 (1 + |w|)`, then one step more; after 50 iterations the step is undefined.
/// - Source: Martinet (1970); Rockafellar (1976), SIAM J. Control Optim. 14, 877.
/// - Differs from the source: several step sizes; constraints are met by projecting the solution.
struct ProximalPoint: Procedure {
  static let card = Card(
    id: "proximal-point", title: "proximal point (implicit Euler)",
    formulas: "w+ = P(v) with v = w - h xi(v), by Newton's method",
    source: "Rockafellar (1976), SIAM J. Control Optim. 14, 877")
  static let law = "(I + h J)^-1; on lambda = +-i s it contracts for every step."
  static let undefined: String? =
    "Newton's method found no solution of v = w - h xi(v) within 50 iterations; use a smaller --set eta=..."

  let cost = Cost(fields: 4, matrices: 4, remark: "for 4 iterations of Newton's method")

  init(options: Options, players: Int) {}

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, h) = (state.iterate, knobs.eta)
    let v = Point<S>(count: w.count, in: w.arena)
    v.assign(w)
    let tolerance = S(exact: 1e-10) * (1 + w.norm)
    for _ in 0..<50 where improve(v, w, h, game, above: tolerance) {}
    // A last step for everyone: it makes derivatives exact, and its residual shows who has not arrived.
    let excess = residual(v, w, h, game).norm - tolerance
    let last = newton(v, residual(v, w, h, game), h, game)
    let failed = Point<S>(count: w.count, in: w.arena)
    failed.fill(S(exact: .nan))
    // What is not a number is not below the tolerance either.
    return State(game.project(.select(positive: -excess, last, .select(positive: excess, failed, last))))
  }

  /// One Newton step where the residual is above the tolerance; false where it is nowhere.
  private func improve<S: OrderedScalar>(
    _ v: Point<S>, _ w: Point<S>, _ h: Point<S>, _ game: FieldAccess<S>, above tolerance: S
  ) -> Bool {
    let mark = w.arena.mark
    defer { w.arena.release(to: mark) }
    let residual = residual(v, w, h, game)
    let excess = residual.norm - tolerance
    guard S.isPositiveSomewhere(excess, in: w.arena) else { return false }
    v.assign(.select(positive: excess, newton(v, residual, h, game), v))
    return true
  }

  /// `v + h xi(v) - w`.
  private func residual<S: OrderedScalar>(
    _ v: Point<S>, _ w: Point<S>, _ h: Point<S>, _ game: FieldAccess<S>
  ) -> Point<S> {
    v - w + h * game.xi(v)
  }

  private func newton<S: OrderedScalar>(
    _ v: Point<S>, _ residual: Point<S>, _ h: Point<S>, _ game: FieldAccess<S>
  ) -> Point<S> {
    let matrix = game.jacobianMatrix(v)
    for i in 0..<v.count {
      for j in 0..<v.count { matrix[i, j] = h[i] * matrix[i, j] + (i == j ? 1 : 0) }
    }
    return v - matrix.solve(residual)
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? { (field.identity + field.eta * field.jacobian).inverse }
}
