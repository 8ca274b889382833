internal import Chance
internal import Contracts
internal import Scalars

/// Best responses minimise, and carry their exact derivatives.
let bestResponseLaws: [GameLaw] = [
  overResponses("a best response is a zero of its player's natural residual z - P(z - xi)", 1e-12) { at, player, _ in
    let answered = at.responded(player)
    return [relativeError(answered.steppedByOnly(player), answered.z)]
  },
  overResponses("no other strategy does better than a best response", 1e-13) { at, player, random in
    let answered = at.responded(player)
    let loss = answered.loss(of: player, at.game.onDouble)
    return (0..<20).map { draw in
      var z = answered.z
      // Every other strategy lies close by.
      for i in at.game.blocks[player] {
        z[i] = (draw % 2 == 0 ? 0 : z[i]) + (draw % 2 == 0 ? 2 : 0.05) * random.normal()
      }
      let other = Evaluation(game: at.game, z: z, knobs: at.knobs).projected()
      return max(0, loss - Evaluation(game: at.game, z: other, knobs: at.knobs).loss(of: player, at.game.onDouble))
    }
  },
  overResponses("the derivative of a best response is its central difference", 1e-6) { at, player, random in
    let u = at.z.map { _ in random.normal() }
    let derivative = at.response(player, at.game.onDual, seed: { $0.move(along: u) }, read: \.tangent)
    return [relativeError(derivative, at.centralDifference(along: u) { $0.responded(player).z })]
  },
  overResponses("best responses in lanes equal those on doubles", 1e-12) { at, player, _ in
    at.game.isCompiledForLanes
      ? [relativeError(at.response(player, at.game.onLanes) { $0[lane: 17] }, at.responded(player).z)] : []
  },
]

/// A law checked at three random points with random knobs, for every player that has a best response.
private func overResponses(
  _ description: String, _ tolerance: Double,
  _ errors: @escaping @Sendable (Evaluation, _ player: Int, inout SequentialStream) -> [Double]
) -> GameLaw {
  GameLaw(description: description, tolerance: tolerance) { member, random in
    if member.game.bestResponders.isEmpty { return nil }
    var all: [Double] = []
    for _ in 0..<3 {
      let at = Evaluation(game: member.game, z: member.randomPoint(&random), knobs: member.randomKnobs(&random))
      for player in member.game.bestResponders { all += errors(at, player, &random) }
    }
    return worst(all)
  }
}

extension Evaluation {
  /// The point with a player's block replaced by its best response.
  fileprivate func responded(_ player: Int) -> Evaluation {
    Evaluation(game: game, z: response(player, game.onDouble) { $0 }, knobs: knobs)
  }

  fileprivate func response<S: OrderedScalar>(
    _ player: Int, _ formulas: Formulas<S>, seed: (Point<S>) -> Void = { _ in }, read: (S) -> Double
  ) -> [Double] {
    let workspace = Workspace()
    let point = Point<S>(z, in: workspace.arena)
    seed(point)
    formulas.bestResponse(player, point, Knobs(Point(knobs, in: workspace.arena)))
    return withExtendedLifetime(workspace) { z.indices.map { read(point[$0]) } }
  }

  /// `P(z - xi)` with xi of one player only.
  fileprivate func steppedByOnly(_ player: Int) -> [Double] {
    let xi = xi(game.onDouble) { $0 }
    let stepped = z.indices.map { game.blocks[player].contains($0) ? z[$0] - xi[$0] : z[$0] }
    let moved = Evaluation(game: game, z: stepped, knobs: knobs)
    return game.isConstrained ? moved.projected() : stepped
  }
}
