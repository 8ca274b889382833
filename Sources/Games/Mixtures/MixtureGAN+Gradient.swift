import Contracts
import Scalars

/// The partial derivatives of the losses, by generator and by discriminator.
extension MixtureGAN {
  /// The kernel whose expectations over Gaussians are taken in closed form; nil where the loss is not linear in D.
  var embeddedKernel: FeatureCritic? {
    guard objective == .wasserstein, case .features(let critic)? = critic, critic.kind == .kernel else { return nil }
    return critic
  }

  /// The points with what the discriminator says of them, where they are needed, and the knobs.
  func judged<S: Scalar>(_ z: Point<S>, _ k: Knobs<S>, by critic: Critic) -> (round: Round<S>?, knobs: MixtureKnobs<S>)
  {
    let knobs = mixtureKnobs(k)
    if embeddedKernel != nil && !hasPenalty { return (nil, knobs) }
    let realCount = Point<S>.padded(target.count * targetNodes.count)
    let fakeCount = Point<S>.padded(generator.pointCount(hasNoise: hasNoise))
    let (real, fake) = (0..<realCount, realCount..<realCount + fakeCount)
    let cloud = Cloud<S>(dimension: target.dimension, count: realCount + fakeCount, in: z.arena)
    let (theta, phi) = (z[block(of: 0)], z[block(of: 1)])
    target.fill(cloud, nodes: targetNodes, knobs.target)
    let tape = generator.fill(cloud, fake, theta, scale: knobs.scale, noise: knobs.noise)
    let at = critic.evaluate(cloud.points, phi, bandwidth: knobs.bandwidth)
    return (
      Round(
        cloud: cloud, real: real, fake: fake, at: at, tape: tape, generator: theta, discriminator: phi, knobs: knobs,
        samples: nil),
      knobs
    )
  }

  func mixtureKnobs<S: Scalar>(_ k: Knobs<S>) -> MixtureKnobs<S> {
    MixtureKnobs(
      target: TargetKnobs(
        size: places.size.map { k[$0] } ?? 1, std: places.std.map { k[$0] } ?? 1,
        noise: hasNoise ? k[places.noise] : nil),
      scale: places.scale.map { k[$0] } ?? 1, bandwidth: places.bandwidth.map { k[$0] } ?? 1,
      decay: hasDecay ? places.decay.map { k[$0] } : nil,
      penalty: hasPenalty
        ? places.penalty.map { Penalty(r1: k[$0.r1], r2: k[$0.r2], gp: k[$0.gp], target: k[$0.target]) } : nil)
  }

  /// The derivatives of a player's loss by the parameters of one block.
  func write<S: Scalar>(
    _ block: Int, of player: Int, _ judged: (round: Round<S>?, knobs: MixtureKnobs<S>), _ z: Point<S>, _ critic: Critic,
    into gradient: Point<S>
  ) {
    if let kernel = embeddedKernel, judged.round?.samples == nil {
      writeEmbedded(block, of: player, z, judged.knobs, kernel, into: gradient)
    } else if let round = judged.round {
      let slopes = objective.slopes(of: player, in: round)
      if block == 1 {
        critic.parameterGradient(round.cloud.points, round.at, scale: slopes, round.discriminator, into: gradient)
      } else {
        writeByGenerator(round, slopes, player: player, into: gradient)
      }
    }
    guard player == 1 else { return }
    if let round = judged.round, let penalty = round.knobs.penalty {
      addPenalty(block, penalty, round, critic, to: gradient)
    }
    guard block == 1, let decay = judged.knobs.decay else { return }
    let halfSlope = Point<S>(count: gradient.count, in: z.arena)
    _ = squaredNorm(z[self.block(of: 1)], judged.knobs, halfSlope: halfSlope)
    for i in 0..<gradient.count { gradient[i] = gradient[i] + decay * halfSlope[i] }
  }

  private func writeByGenerator<S: Scalar>(
    _ round: Round<S>, _ slopes: Point<S>, player: Int, into gradient: Point<S>
  ) {
    let fake = round.fake
    let back = Cloud<S>(dimension: target.dimension, count: fake.count, in: round.arena)
    for j in 0..<target.dimension {
      let (onX, to, scale) = (row(j, of: round.at.slopes)[fake], back.coordinate(j), slopes[fake])
      for n in to.packs { to.setPack(scale.pack(at: n) * onX.pack(at: n), at: n) }
    }
    back.weights.assign(objective.valuesOnFake(of: player, in: round))
    pullBack(back, round, into: gradient)
  }

  /// Derivatives by the generator's parameters from those by its points, on nodes or on samples.
  private func pullBack<S: Scalar>(_ back: Cloud<S>, _ round: Round<S>, into gradient: Point<S>) {
    if let samples = round.samples { return samples.pullBack(back, round, generator, into: gradient) }
    generator.pullBack(
      back, round.tape, round.generator, scale: round.knobs.scale, noise: round.knobs.noise, into: gradient)
  }

  /// Adds the derivatives of the penalty: tangents of the discriminator's own derivatives on points that move along the
  /// penalty's derivative by grad_x D.
  private func addPenalty<S: Scalar>(
    _ block: Int, _ penalty: Penalty<S>, _ round: Round<S>, _ critic: Critic, to gradient: Point<S>
  ) {
    let slopes = round.at.slopes
    let moves = Matrix<S>(rows: slopes.rows, columns: slopes.columns, in: round.arena)
    penalty.write(slopes, round.cloud.weights, round.real, isReal: true, into: moves)
    penalty.write(slopes, round.cloud.weights, round.fake, isReal: false, into: moves)
    let x = Matrix(
      entries: round.cloud.points.entries.moving(along: moves.entries), rows: slopes.rows, columns: slopes.columns)
    let bandwidth = Dual(value: round.knobs.bandwidth, tangent: 0)
    let moving = MovingPoints(x: x, at: critic.evaluate(x, round.discriminator.lifted, bandwidth: bandwidth))
    let added = Point<S>(count: gradient.count, in: round.arena)
    if block == 1 {
      critic.parameterGradient(moving: moving, round.discriminator, into: added)
    } else {
      let back = Cloud<S>(dimension: target.dimension, count: round.fake.count, in: round.arena)
      for j in 0..<target.dimension {
        let (from, to) = (row(j, of: moving.at.slopes)[round.fake], back.coordinate(j))
        for n in 0..<to.count { to[n] = from[n].tangent }
      }
      back.weights.assign(penalty.values(slopes, round.fake, isReal: false))
      pullBack(back, round, into: added)
    }
    for i in 0..<gradient.count { gradient[i] = gradient[i] + added[i] }
  }

  /// |D|^2, and half its derivative.
  func squaredNorm<S: Scalar>(_ parameters: Point<S>, _ knobs: MixtureKnobs<S>, halfSlope: Point<S>) -> S {
    if case .features(let critic)? = critic {
      return critic.squaredNorm(parameters, bandwidth: knobs.bandwidth, halfSlope: halfSlope)
    }
    halfSlope.assign(parameters)
    return parameters.squaredNorm
  }
}
