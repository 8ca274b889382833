internal import Chance
internal import Contracts
internal import Scalars

/// Laws about games that can sample a batch.
let samplingLaws: [GameLaw] = [
  GameLaw(description: "the gradient on a batch is the derivative of the loss on it", tolerance: 1e-11) {
    member, random in
    guard let draws = member.game.draws else { return nil }
    let (at, numbers) = (member.randomEvaluation(&random), numbers(5, draws, &random))
    return worst(
      member.game.players.indices.map { player in
        relativeError(
          at.sampledGradient(of: player, numbers, draws), at.sampledLossDerivatives(of: player, numbers, draws))
      })
  },
  GameLaw(description: "the gradient on a batch is the exact one on average (in standard errors)", tolerance: 5) {
    member, random in
    guard let draws = member.game.draws else { return nil }
    let (at, count) = (member.randomEvaluation(&random), 400)
    return worst(
      member.game.players.indices.map { player in
        // What quadrature may be off by is stated for xi.
        let quadrature = member.game.quadrature?.bound(at.z, at.knobs) ?? 0
        let exact = at.xi(member.game.onDouble) { $0 }
        let samples = (0..<count).map { _ in at.sampledGradient(of: player, numbers(8, draws, &random), draws) }
        return worst(
          member.game.blocks[player].map { i in
            let values = samples.map { $0[i] }
            let mean = values.reduce(0, +) / Double(count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
            let allowed = (variance / Double(count)).squareRoot() + 1e-12 * (1 + exact[i].magnitude)
            return max(0, (mean - exact[i]).magnitude - quadrature) / allowed
          })
      })
  },
]

/// Random numbers of a batch, sample after sample.
private func numbers(_ size: Int, _ draws: SampleDraws, _ random: inout SequentialStream) -> [Double] {
  (0..<size * draws.count).map { $0 % draws.count < draws.normals ? random.normal() : random.uniform(in: 0...1) }
}

extension Evaluation {
  /// All partial derivatives of a loss on a batch.
  fileprivate func sampledGradient(of player: Int, _ numbers: [Double], _ draws: SampleDraws) -> [Double] {
    let workspace = Workspace()
    let (point, gradient) = (Point<Double>(z, in: workspace.arena), Point<Double>(count: z.count, in: workspace.arena))
    game.onDouble.sampledGradient(
      player, point, Knobs(Point(knobs, in: workspace.arena)), batch(numbers, draws, workspace), gradient)
    return withExtendedLifetime(workspace) { z.indices.map { gradient[$0] } }
  }

  /// The derivative of the loss on a batch in each coordinate, by duals of the loss.
  fileprivate func sampledLossDerivatives(of player: Int, _ numbers: [Double], _ draws: SampleDraws) -> [Double] {
    z.indices.map { i in
      let workspace = Workspace()
      let point = Point<Dual<Double>>(z, in: workspace.arena)
      point[i].tangent = 1
      let loss = game.onDual.sampledLoss(
        player, point, Knobs(Point(knobs, in: workspace.arena)), batch(numbers, draws, workspace))
      return withExtendedLifetime(workspace) { loss.tangent }
    }
  }

  private func batch<S: Scalar>(_ numbers: [Double], _ draws: SampleDraws, _ workspace: Workspace) -> Batch<S> {
    Batch(size: numbers.count / draws.count, width: draws.count, numbers: Point(numbers, in: workspace.arena))
  }
}
