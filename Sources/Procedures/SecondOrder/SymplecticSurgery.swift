import Contracts
import Scalars

/// Local symplectic surgery: half of xi and half of what would be left of it without rotation.
/// ```
/// exact:          w+ = P(w - (h/2) (xi + J^T (J^T J + lambda I)^-1 J^T xi))
/// two-time-scale: v+ = v - inner (J^T J v - J^T xi + lambda v);  w+ = P(w - (h/2) (xi + J^T v))
/// ```
/// - State: the iterate; two-time-scale also v, which starts at 0.
/// - Fixed points: also points where the two halves cancel, such as the line psi = 0 of the Dirac-GAN.
/// - Source: Mazumdar, Jordan, Sastry (2019), arXiv:1901.00838, equation 5 and Algorithm 1.
/// - Differs from the source: lambda is a number, there it may depend on the point and vanishes at critical points.
struct SymplecticSurgery: Procedure {
  enum Form: String, CaseIterable {
    case exact
    case twoTimeScale = "two-time-scale"
  }

  static let card = Card(
    id: "symplectic-surgery", title: "local symplectic surgery",
    formulas: """
      exact: w+ = P(w - (h/2) (xi + J^T (J^T J + lambda I)^-1 J^T xi))
      two-time-scale: v+ = v - inner (J^T J v - J^T xi + lambda v); w+ = P(w - (h/2) (xi + J^T v))
      """,
    source: "arXiv:1901.00838, equation 5 and Algorithm 1",
    options: [.choice("form", default: Form.exact, "solve at every step, or track the solution by gradient steps")])
  static let law = """
    exact with lambda = 0 it is I - h S, S the symmetric part of J, so that exactly the differential Nash equilibria \
    attract; on f = s x y it does not move.
    """
  static let knobs = [
    Knob("lambda", 0, .nonnegative, "added to J^T J, in units of |J|^2"),
    Knob("inner", 0.1, .positive, "step of v, in units of 1/|J|^2; two-time-scale only"),
  ]
  static let undefined: String? = "J^T J + lambda I is singular there; use --set lambda=..., such as lambda=0.01"

  let form: Form
  let memory: [MemoryStart]
  let cost: Cost
  let fixedPoints = FixedPoints.others("points where xi = -J^T (J^T J + lambda I)^-1 J^T xi")

  init(options: Options, players: Int) {
    form = options.choice("form", default: .exact)
    memory = form == .exact ? [] : [.zero]
    cost = form == .exact ? Cost(fields: 1, matrices: 1) : Cost(fields: 1, products: 1, transposes: 2)
  }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, lambda) = (state.iterate, knobs.value(0))
    let (xi, halfStep) = (game.xi(w), S.ratio(1, 2) * knobs.eta)
    if form == .exact {
      let jacobian = game.jacobianMatrix(w)
      let without = jacobian.transposed.times(Matrix(entries: solve(jacobian, lambda, xi), rows: w.count, columns: 1))
      return State(game.project(w - halfStep * (xi + without.entries)))
    }
    let v = state[1]
    // J^T (J v - xi) is one product with the transpose.
    let error = game.transposedJacobian(w, times: game.jacobian(w, times: v) - xi)
    let next = game.project(w - halfStep * (xi + game.transposedJacobian(w, times: v)))
    return State(next, v - knobs.value(1) * (error + lambda * v))
  }

  /// `(J^T J + lambda I)^-1 J^T xi`, where lambda is 0 `J^-1 xi`; a lane takes its own, whatever its neighbours are.
  private func solve<S: OrderedScalar>(_ jacobian: Matrix<S>, _ lambda: S, _ xi: Point<S>) -> Point<S> {
    // Lambda may be 0 and move.
    if S.carriesDerivatives { return regularised(jacobian, lambda, xi) }
    let plain = jacobian.solve(xi)
    guard S.isPositiveSomewhere(lambda, in: xi.arena) else { return plain }
    let other = regularised(jacobian, lambda, xi)
    for i in 0..<xi.count { plain[i] = .select(positive: lambda, other[i], plain[i]) }
    return plain
  }

  /// From `[[I, J], [J^T, -lambda I]] (r, q) = (xi, 0)`, whose condition is that of J, not of `J^T J`.
  private func regularised<S: OrderedScalar>(_ jacobian: Matrix<S>, _ lambda: S, _ xi: Point<S>) -> Point<S> {
    let n = jacobian.rows
    let system = Matrix<S>(rows: 2 * n, columns: 2 * n, in: xi.arena) { i, j in
      switch (i < n, j < n) {
      case (true, true): i == j ? 1 : 0
      case (true, false): jacobian[i, j - n]
      case (false, true): jacobian[j, i - n]
      case (false, false): i == j ? -lambda : 0
      }
    }
    let right = Point<S>(count: 2 * n, in: xi.arena)
    right.fill(0)
    right[0..<n].assign(xi)
    return system.solve(right)[n..<2 * n]
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    let (identity, jacobian, lambda) = (field.identity, field.jacobian, field.knobs.value(0))
    let (transposed, half) = (jacobian.transposed, 0.5 * field.eta)
    let square = transposed * jacobian + lambda * identity
    if form == .exact {
      return identity - half * (jacobian + transposed * square.solve(transposed * jacobian))
    }
    let inner = field.knobs.value(1)
    return field.assemble([
      [identity - half * jacobian, -1 * (half * transposed)],
      [inner * (transposed * jacobian), identity - inner * square],
    ])
  }
}
