internal import Chance
internal import Contracts
internal import Scalars

/// Second derivatives: the Jacobian and its products, along random directions, so that a network of a hundred parameters
/// costs as little as a toy: a wrong entry shows in almost every direction.
let derivativeLaws: [GameLaw] = [
  alongDirections("J is the central difference of xi", 1e-6) { at, u in
    let expected = at.centralDifference(along: u) { $0.xi($0.game.onDouble) { $0 } }
    return [relativeError(at.jacobian(times: u), expected)]
  },
  alongDirections("J is the second derivative of the losses by nested duals", 1e-12) { at, u in
    let second = at.game.players.indices.flatMap { player in
      at.lossDerivatives(of: player, along: u)[at.game.blocks[player]]
    }
    return [relativeError(at.jacobian(times: u), second)]
  },
  alongDirections("full gradients on duals carry the derivatives of the loss by nested duals", 1e-12) { at, u in
    at.game.players.indices.map { player in
      let moved = at.fullGradient(of: player, at.game.onDual, seed: { $0.move(along: u) }, read: \.tangent)
      return relativeError(moved, at.lossDerivatives(of: player, along: u))
    }
  },
  GameLaw(description: "J u and J^T u equal products with the assembled J", tolerance: 1e-12) { member, random in
    worst(
      (0..<3).flatMap { _ -> [Double] in
        let at = member.randomEvaluation(&random)
        let (u, n, jacobian) = (member.randomPoint(&random), at.z.count, at.jacobian())
        let products = at.products(with: u)
        return [
          relativeError(products.direct, (0..<n).map { i in (0..<n).reduce(0) { $0 + jacobian[i * n + $1] * u[$1] } }),
          relativeError(
            products.transposed, (0..<n).map { j in (0..<n).reduce(0) { $0 + jacobian[$1 * n + j] * u[$1] } }),
        ]
      })
  },
  GameLaw(description: "the projection is idempotent", tolerance: 0) { member, random in
    guard member.game.isConstrained else { return nil }
    return worst(
      (0..<5).map { _ in
        let at = member.randomEvaluation(&random, projecting: false)
        let once = at.projected()
        let twice = Evaluation(game: at.game, z: once, knobs: at.knobs).projected()
        return relativeError(twice, once)
      })
  },
]

/// A law checked at three random points with random knobs, along random directions.
private func alongDirections(
  _ description: String, _ tolerance: Double, _ errors: @escaping @Sendable (Evaluation, [Double]) -> [Double]
) -> GameLaw {
  GameLaw(description: description, tolerance: tolerance) { member, random in
    worst(
      (0..<3).flatMap { _ -> [Double] in
        let at = member.randomEvaluation(&random)
        return (0..<2).flatMap { _ in errors(at, member.randomPoint(&random)) }
      })
  }
}

extension Evaluation {
  /// J, row by row, column by column of duals.
  func jacobian() -> [Double] {
    transpose(z.indices.flatMap { j in xi(game.onDual, seed: { $0[j].tangent = 1 }, read: \.tangent) }, z.count)
  }

  /// `J u` by one evaluation on duals.
  func jacobian(times u: [Double]) -> [Double] { xi(game.onDual, seed: { $0.move(along: u) }, read: \.tangent) }

  /// The derivative along `u` of all partial derivatives of a loss, by duals of duals of the loss alone.
  func lossDerivatives(of player: Int, along u: [Double]) -> [Double] {
    z.indices.map { i in
      loss(of: player, game.onSecondDual) { seeded in
        seeded[i].tangent.value = 1
        for j in u.indices { seeded[j].value.tangent = u[j] }
      }.tangent.tangent
    }
  }

  /// `J u` and `J^T u` as a procedure gets them.
  func products(with u: [Double]) -> (direct: [Double], transposed: [Double]) {
    let workspace = Workspace()
    let access = Double.access(game, knobs: Knobs(Point(knobs, in: workspace.arena)))
    let (point, direction) = (Point<Double>(z, in: workspace.arena), Point<Double>(u, in: workspace.arena))
    let (direct, transposed) = (
      access.jacobian(point, times: direction), access.transposedJacobian(point, times: direction)
    )
    return withExtendedLifetime(workspace) { (z.indices.map { direct[$0] }, z.indices.map { transposed[$0] }) }
  }

  /// The nearest point of the constraint set.
  func projected() -> [Double] {
    let workspace = Workspace()
    let access = Double.access(game, knobs: Knobs(Point(knobs, in: workspace.arena)))
    let point = access.project(Point(z, in: workspace.arena))
    return withExtendedLifetime(workspace) { z.indices.map { point[$0] } }
  }
}

private func transpose(_ matrix: [Double], _ n: Int) -> [Double] {
  (0..<n * n).map { matrix[$0 % n * n + $0 / n] }
}

extension Point<Dual<Double>> {
  /// Seeds the derivative along a direction.
  func move(along u: [Double]) { for i in u.indices { self[i].tangent = u[i] } }
}
