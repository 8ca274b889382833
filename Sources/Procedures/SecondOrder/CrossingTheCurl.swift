import Contracts
import Scalars

/// Crossing the curl and its relatives: fields made from xi and J that turn rotation into attraction.
/// ```
/// w+ = P(w - h F)
/// cc  F = (J^T - J) xi, times 1/2 with scale=half      eg  F = -J xi      con  F = xi + weight J^T xi
/// reg F = xi, player 1's block with + weight grad_1 |xi_2|^2
/// alt F = xi, player 1's block at (x, y - weight xi_2)    unr  the same by the total derivative of l_1
/// ```
/// - State: the iterate.
/// - Fixed points: more than those of xi, wherever the matrix in front of xi has a null vector there; cc rests everywhere in
///   potential games.
/// - Source: Gemp and Mahadevan (2018), arXiv:1808.01531: F_cc, F_eg, F_con, F_reg, F_alt, F_unr, F'_cc, F'_eg.
/// - Differs from the source: there the discriminator is player 1; the scale is stated, as the authors' code has both.
struct CrossingTheCurl: Procedure {
  enum Field: String, CaseIterable { case cc, eg, con, reg, alt, unr }
  enum Scale: String, CaseIterable { case half, full }
  enum Rescaled: String, CaseIterable { case no, yes }

  static let card = Card(
    id: "crossing-the-curl", title: "crossing the curl",
    formulas: """
      w+ = P(w - h F); cc: F = (J^T - J) xi / 2 (half) or (J^T - J) xi (full); eg: F = -J xi; con: F = xi + weight J^T xi
      reg: xi, player 1's block + weight grad_1 |xi_2|^2; alt: xi, player 1's block at (x, y - weight xi_2); unr: by total derivative
      """,
    source: "arXiv:1808.01531",
    options: [
      .choice("field", default: Field.cc, "which of the fields F"),
      .choice("scale", default: Scale.half, "the factor of cc: 1/2 or 1"),
      .choice("rescaled", default: Rescaled.no, "cc and eg in the game's own units (F'_cc, F'_eg), where it has them"),
    ])
  static let law = """
    cc I - h (J^T - J) J / 2, eg I + h J^2, con I - h (I + weight J^T) J; on f = s x y cc and eg contract iff h s^2 \
    < 2.
    """
  static let knobs = [
    Knob("weight", 0.1, .nonnegative, "of the correction in con, reg, alt and unr, in units of 1/|J|")
  ]

  let field: Field
  let scale: Scale
  let isRescaled: Bool
  let cost: Cost
  let fixedPoints: FixedPoints

  init(options: Options, players: Int) {
    field = options.choice("field", default: .cc)
    scale = options.choice("scale", default: .half)
    isRescaled = options.choice("rescaled", default: Rescaled.no) == .yes
    switch field {
    case .cc:
      cost = Cost(fields: 1, products: 1, transposes: 1)
      fixedPoints = .others("points where (J^T - J) xi = 0, all of space in potential games")
    case .eg:
      cost = Cost(fields: 1, products: 1)
      fixedPoints = .others("points where J xi = 0")
    case .con:
      cost = Cost(fields: 1, transposes: 1)
      fixedPoints = .others("points where xi is an eigenvector of J^T to the eigenvalue -1/weight")
    case .reg:
      cost = Cost(fields: 1, products: 1)
      fixedPoints = .others("none with xi_2 = 0")
    case .alt:
      cost = Cost(fields: 2)
      fixedPoints = .others("none with xi_2 = 0")
    case .unr:
      cost = Cost(fields: 2, products: 1)
      fixedPoints = .moved("points where the leader's total derivative vanishes")
    }
  }

  func check(_ game: CompiledGame) throws(Refusal) {
    if isRescaled {
      guard game.isRescalable, [.cc, .eg].contains(field) else {
        throw Refusal(
          "crossing-the-curl with --option rescaled=yes needs field=cc or field=eg and a game with units of its own, such as lqg-wgan in one dimension"
        )
      }
    }
    if [.reg, .alt, .unr].contains(field) {
      try game.requireTwoPlayers("crossing-the-curl with --option field=\(field.rawValue)")
    }
  }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, h) = (state.iterate, knobs.eta)
    let direction = direction(w, weight: knobs.perCoordinate(0), game)
    return State(game.project(w - h * (isRescaled ? game.rescaled(direction, at: w) : direction)))
  }

  private func direction<S: OrderedScalar>(_ w: Point<S>, weight: Point<S>, _ game: FieldAccess<S>) -> Point<S> {
    let xi = game.xi(w)
    switch field {
    case .cc:
      let factor: S = scale == .half ? .ratio(1, 2) : 1
      return factor * (game.transposedJacobian(w, times: xi) - game.jacobian(w, times: xi))
    case .eg: return (-1 as S) * game.jacobian(w, times: xi)
    case .con: return xi + weight * game.transposedJacobian(w, times: xi)
    case .reg:
      let second = xi.restricted(to: game.blocks[1])
      let slope = game.hessian(of: 1, at: w, times: second).restricted(to: game.blocks[0])
      return xi + (2 * weight[0]) * slope
    case .alt, .unr:
      let lead = UnrolledLoss(steps: 1, inner: weight, isFull: field == .unr, game: game).gradient(at: w)
      return lead + xi.restricted(to: game.blocks[1])
    }
  }

  func linearLaw(_ linear: LinearField) -> Matrix<Double>? {
    if isRescaled { return nil }
    let (jacobian, identity, weight) = (linear.jacobian, linear.identity, linear.knobs.value(0))
    let (first, second) = (linear.projector(on: 0), linear.projector(on: min(1, linear.blocks.count - 1)))
    let matrix: Matrix<Double>
    switch field {
    case .cc: matrix = (scale == .half ? 0.5 : 1) * ((jacobian.transposed - jacobian) * jacobian)
    case .eg: matrix = -1 * (jacobian * jacobian)
    case .con: matrix = (identity + weight * jacobian.transposed) * jacobian
    case .reg:
      let rows = second * jacobian
      matrix = jacobian + (2 * weight) * (first * (rows.transposed * rows))
    case .alt: matrix = first * jacobian * (identity - weight * (second * jacobian)) + second * jacobian
    case .unr: return nil
    }
    return identity - linear.eta * matrix
  }
}
