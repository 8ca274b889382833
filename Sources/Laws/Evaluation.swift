internal import Contracts
internal import Scalars

/// A game's formulas evaluated at one point on any scalar, for the laws: each result leaves the arena as doubles.
struct Evaluation {
  let game: CompiledGame
  let z, knobs: [Double]

  /// xi at a scalar; `read` takes what is wanted of each component.
  func xi<S: Scalar>(_ formulas: Formulas<S>, seed: (Point<S>) -> Void = { _ in }, read: (S) -> Double) -> [Double] {
    evaluate(seed) { z, k, xi in formulas.gradient(0..<game.players.count, z, k, xi) }.map(read)
  }

  /// All partial derivatives of a loss by the game's own formula.
  func fullGradient<S: Scalar>(
    of player: Int, _ formulas: Formulas<S>, seed: (Point<S>) -> Void = { _ in }, read: (S) -> Double
  ) -> [Double] {
    evaluate(seed) { z, k, gradient in formulas.fullGradient(player, z, k, gradient) }.map(read)
  }

  /// A loss.
  func loss<S: Scalar>(of player: Int, _ formulas: Formulas<S>, seed: (Point<S>) -> Void = { _ in }) -> S {
    evaluate(seed) { z, k, target in target[0] = formulas.loss(player, z, k) }[0]
  }

  /// The derivative of each loss in each coordinate, by duals of the loss alone.
  func lossDerivatives(of player: Int) -> [Double] {
    z.indices.map { i in loss(of: player, game.onDual) { $0[i].tangent = 1 }.tangent }
  }

  private func evaluate<S: Scalar>(_ seed: (Point<S>) -> Void, _ body: (Point<S>, Knobs<S>, Point<S>) -> Void) -> [S] {
    let workspace = Workspace()
    let point = Point<S>(z, in: workspace.arena)
    seed(point)
    let result = Point<S>(count: max(1, z.count), in: workspace.arena)
    result.fill(0)
    body(point, Knobs(Point(knobs, in: workspace.arena)), result)
    return withExtendedLifetime(workspace) { (0..<result.count).map { result[$0] } }
  }
}
