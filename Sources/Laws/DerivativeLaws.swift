internal import Chance
internal import Contracts
internal import Scalars

/// Second derivatives: the Jacobian and its products.
let derivativeLaws: [GameLaw] = [
  overPoints("J is the central difference of xi", 1e-6) { at in
    let columns = at.z.indices.map { j in at.centralDifference(in: j) { moved in moved.xi(moved.game.onDouble) { $0 } }
    }
    return [relativeError(at.jacobian(), transpose(columns.flatMap { $0 }, at.z.count))]
  },
  overPoints("J is the second derivative of the losses by nested duals", 1e-12) { at in
    [relativeError(at.jacobian(), at.lossHessians())]
  },
  overPoints("full gradients on duals carry the derivatives of the loss by nested duals", 1e-12) { at in
    at.game.players.indices.flatMap { player in
      at.z.indices.map { j in
        let moved = at.fullGradient(of: player, at.game.onDual, seed: { $0[j].tangent = 1 }, read: \.tangent)
        let expected = at.z.indices.map { i in
          at.loss(of: player, at.game.onSecondDual) { seeded in
            seeded[i].tangent.value = 1
            seeded[j].value.tangent = 1
          }.tangent.tangent
        }
        return relativeError(moved, expected)
      }
    }
  },
  GameLaw(description: "J u and J^T u equal products with the assembled J", tolerance: 1e-12) { member, random in
    worst(
      (0..<3).flatMap { _ -> [Double] in
        let at = Evaluation(game: member.game, z: member.randomPoint(&random), knobs: member.randomKnobs(&random))
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
        let at = Evaluation(game: member.game, z: member.randomPoint(&random), knobs: member.randomKnobs(&random))
        let once = at.projected()
        let twice = Evaluation(game: at.game, z: once, knobs: at.knobs).projected()
        return relativeError(twice, once)
      })
  },
]

extension Evaluation {
  /// J, row by row, column by column of duals.
  func jacobian() -> [Double] {
    transpose(z.indices.flatMap { j in xi(game.onDual, seed: { $0[j].tangent = 1 }, read: \.tangent) }, z.count)
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
