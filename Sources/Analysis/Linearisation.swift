internal import Contracts
internal import Scalars

/// The derivative of an update map at one state as a function of the step: laid out once, evaluated without allocation.
///
/// Its storage lies in the map's arena until an enclosing scope ends.
struct Linearisation {
  private let map: UpdateMap
  private let state: Point<Dual<Double>>
  private let knobs: StepKnobs<Dual<Double>>
  private let stepSizes: Point<Double>
  private let field: FieldAccess<Dual<Double>>

  init(of map: UpdateMap, at state: [Double], field: FieldAccess<Dual<Double>>) {
    let arena = map.workspace.arena
    (self.map, self.field) = (map, field)
    self.state = Point(state, in: arena)
    knobs = map.settings.stepKnobs(for: map.game, in: arena)
    stepSizes = Point(count: map.dimension, in: arena)
    for i in 0..<map.dimension { stepSizes[i] = knobs.eta[i].value }
  }

  /// The derivative, row by row, with every step size multiplied by `scale`.
  func write(scale: Double, into matrix: UnsafeMutablePointer<Double>) {
    let order = state.count
    for i in 0..<stepSizes.count { knobs.eta[i].value = scale * stepSizes[i] }
    let mark = state.arena.mark
    for j in 0..<order {
      state[j].tangent = 1
      let next = map.procedure.onDual(State(all: state, dimension: stepSizes.count), knobs, field).all
      for i in 0..<order { matrix[i * order + j] = next[i].tangent }
      state[j].tangent = 0
      state.arena.release(to: mark)
    }
  }
}

extension UpdateMap {
  /// The field of the game replaced by its first-order part at an equilibrium, `xi(w) = J (w - z)`, with the game's own
  /// projection.
  ///
  /// A procedure that uses the game only through xi, products with J and J^T, and the projection has the same derivative
  /// there on this field as on the game, at the cost of n^2 operations a field whatever the formulas cost.
  func linearField(at z: [Double], jacobian: [Double]) -> FieldAccess<Dual<Double>> {
    let field = LinearFormulas(jacobian: jacobian, centre: z, blocks: game.blocks)
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
}

/// The quadratic game with a given Jacobian at a given equilibrium.
private struct LinearFormulas: Sendable {
  let jacobian, centre: [Double]
  let blocks: [Range<Int>]

  /// `xi_a = sum_j J_aj (w_j - z_j)`.
  func gradient<S: Scalar>(_ players: Range<Int>, _ w: Point<S>, _ xi: Point<S>) {
    for player in players { for a in blocks[player] { xi[a] = row(a, w) } }
  }

  /// The gradient of `1/2 w^T M_i w`, where M_i has the rows of player i from J, is symmetric, and zero elsewhere.
  func fullGradient<S: Scalar>(_ player: Int, _ w: Point<S>, _ gradient: Point<S>) {
    for j in 0..<w.count {
      if blocks[player].contains(j) {
        gradient[j] = row(j, w)
      } else {
        var sum: S = 0
        for a in blocks[player] { sum = sum + S(exact: jacobian[a * w.count + j]) * (w[a] - S(exact: centre[a])) }
        gradient[j] = sum
      }
    }
  }

  private func row<S: Scalar>(_ a: Int, _ w: Point<S>) -> S {
    var sum: S = 0
    for j in 0..<w.count { sum = sum + S(exact: jacobian[a * w.count + j]) * (w[j] - S(exact: centre[j])) }
    return sum
  }
}
