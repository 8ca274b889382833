internal import Contracts
internal import Scalars

/// The derivative of an update map at one state as a function of the step: laid out once, evaluated without allocation.
///
/// Its storage lies in the map's arena until an enclosing scope ends.
struct Linearisation {
  private let map: UpdateMap
  private let state: Point<Dual<Double>>
  private let field: FieldAccess<Dual<Double>>

  init(of map: UpdateMap, at state: [Double], field: FieldAccess<Dual<Double>>) {
    (self.map, self.field) = (map, field)
    self.state = Point(state, in: map.workspace.arena)
  }

  /// The derivative, row by row, with every step size multiplied by `scale`.
  func write(scale: Double, into matrix: UnsafeMutablePointer<Double>) {
    let order = state.count
    let start = state.arena.mark
    defer { state.arena.release(to: start) }
    let knobs: StepKnobs<Dual<Double>> = map.settings.stepKnobs(for: map.game, scale: scale, in: state.arena)
      .at(map.time)
    let mark = state.arena.mark
    for j in 0..<order {
      state[j].tangent = 1
      let next = map.procedure.onDual(State(all: state, dimension: map.dimension), knobs, field).all
      for i in 0..<order { matrix[i * order + j] = next[i].tangent }
      state[j].tangent = 0
      state.arena.release(to: mark)
    }
  }
}

extension UpdateMap {
  /// The game replaced at an equilibrium by its second-order part, losses `g_i (w - z) + 1/2 (w - z)^T H_i (w - z)`, with
  /// the game's own projection.
  ///
  /// A procedure that takes no more than first derivatives of gradients has the same derivative there as on the game, unless
  /// it multiplies them by a gradient that does not vanish; the cost is n^2 operations a field whatever the formulas cost.
  func linearField(at z: [Double], jacobian: [Double]) -> FieldAccess<Dual<Double>> {
    let field = QuadraticLosses(
      jacobian: jacobian, losses: secondOrder(at: z, jacobian), centre: z, blocks: game.blocks)
    let project = game.onDual.project
    let first = Formulas<Dual<Double>>(
      loss: { _, _, _ in 0 }, gradient: { field.gradient($0, $1, $3) },
      fullGradient: { field.fullGradient($0, $1, $3) },
      project: { project($0, $1) })
    let second = Formulas<Dual<Dual<Double>>>(
      loss: { _, _, _ in 0 }, gradient: { field.gradient($0, $1, $3) },
      fullGradient: { field.fullGradient($0, $1, $3) },
      project: { _, _ in })
    return FieldAccess(game, first, second, knobs: dualKnobs)
  }

  /// The gradient and the Hessian of each loss, row by row; in zero-sum games from J.
  private func secondOrder(at z: [Double], _ jacobian: [Double]) -> [(gradient: [Double], hessian: [Double])] {
    if game.isZeroSum {
      return [1.0, -1.0].map { sign in
        let rows = jacobian.indices.map { game.blocks[0].contains($0 / dimension) ? sign : -sign }
        return (z.map { _ in 0 }, zip(rows, jacobian).map { $0 * $1 })
      }
    }
    return game.blocks.indices.map { lossDerivatives(of: $0, at: z) }
  }
}

/// The quadratic game with given gradients and Hessians of the losses at a given equilibrium.
private struct QuadraticLosses: Sendable {
  let jacobian: [Double]
  let losses: [(gradient: [Double], hessian: [Double])]
  let centre: [Double]
  let blocks: [Range<Int>]

  /// `xi_a = sum_j J_aj (w_j - z_j)`.
  func gradient<S: Scalar>(_ players: Range<Int>, _ w: Point<S>, _ xi: Point<S>) {
    for player in players { for a in blocks[player] { xi[a] = row(a, of: jacobian, w) } }
  }

  /// `g_i + H_i (w - z)`.
  func fullGradient<S: Scalar>(_ player: Int, _ w: Point<S>, _ gradient: Point<S>) {
    for a in 0..<w.count {
      gradient[a] =
        blocks[player].contains(a)
        ? row(a, of: jacobian, w)
        : S(exact: losses[player].gradient[a]) + row(a, of: losses[player].hessian, w)
    }
  }

  private func row<S: Scalar>(_ a: Int, of matrix: [Double], _ w: Point<S>) -> S {
    var sum: S = 0
    for j in 0..<w.count { sum = sum + S(exact: matrix[a * w.count + j]) * (w[j] - S(exact: centre[j])) }
    return sum
  }
}
