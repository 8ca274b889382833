import Contracts
import Scalars

/// A GAN on a mixture of Gaussians in one or two dimensions, every expectation on fixed quadrature nodes.
///
/// ```
/// L_D = E r(D(x)) + E f(D(x')) + r1/2 E |grad D(x)|^2 + r2/2 E |grad D(x')|^2
///       + gp/4 (E (|grad D(x)| - gp_target)^2 + E (|grad D(x')| - gp_target)^2) + decay/2 |D|^2
/// L_G = E g(D(x')) [- E r(D(x)) where the loss is saturating]
/// ```
/// x real and x' generated, both plus `noise` e; r, f, g as in `GANLoss`, on pairs for the relativistic loss. |D|^2 is the
/// squared norm of the parameters, for the kernel discriminator that of its RKHS.
/// - Shape: `z = [generator, discriminator]`; with `discriminator=optimal` the generator alone.
/// - Units: `radius`, `spacing`, `std`, `scale`, `noise`, `bandwidth` in data units; losses in nats.
/// - Domain: every real point; knobs >= 0. The hinge loss has kinks; spectral normalisation needs weights other than 0.
/// - Expectations: Gauss-Hermite per mode, per component and per latent dimension (Gauss-Legendre for uniform latents);
///   the error is measured by doubling all nodes and stated. The hinge converges slowly.
/// - Cost: a field is one pass forward and one backward through both players on all nodes; penalties treble the part of
///   the discriminator.
/// - Source: Goodfellow et al. (2014), arXiv:1406.2661, equation 1 (minimax; `optimal`: equation 4); Mescheder et al. (2018),
///   arXiv:1801.04406, equations 9 and 10 (R1, R2); Gulrajani et al. (2017), arXiv:1704.00028, equation 3 (gp).
/// - Differs from the source: every player minimises; D is a fakeness logit; gp is taken on real and on fake points, half
///   each, not on lines between them.
struct MixtureGAN: Game {
  enum GeneratorKind: String, CaseIterable { case components, affine, mlp }
  enum DiscriminatorKind: String, CaseIterable { case kernel, fourier, quadratic, mlp, optimal }

  let players: [Player]
  let knobs: [Knob]
  let start: [Double]
  let design: MixtureDesign
  let objective: GANObjective
  let target: GaussianMixture
  let targetNodes: Nodes
  let generator: Generator
  /// Nil where the discriminator is optimal.
  let critic: Critic?
  let places: KnobPlaces
  /// Structure that knobs at 0 make superfluous.
  var hasNoise = true
  var hasPenalty = true
  var hasDecay = true

  /// With networks on doubles 32 trajectories side by side would only cost 32 times as much: the lanes run over the nodes.
  var usesLanes: Bool { false }
  var isZeroSum: Bool { objective.isSaturating && critic != nil && !hasPenalty && !hasDecay }

  func prepared(for knobs: [Double]) -> MixtureGAN {
    var game = self
    game.hasNoise = knobs[places.noise] != 0
    game.hasPenalty = knobs[places.r1] != 0 || knobs[places.r2] != 0 || knobs[places.gp] != 0
    game.hasDecay = knobs[places.decay] != 0
    return game
  }

  func start(trajectory: Int) -> [Double] { design.start(trajectory: trajectory) }

  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    guard let round = round(at: z, k) else { return optimalLoss(at: z, mixtureKnobs(k)) }
    let onData = objective.loss(of: player, in: round)
    if player == 0 { return onData }
    var total = onData
    if let penalty = round.knobs.penalty {
      let (weights, slopes) = (round.cloud.weights, round.at.slopes)
      total = total + weights[round.real].dot(penalty.values(slopes, round.real, isReal: true))
      total = total + weights[round.fake].dot(penalty.values(slopes, round.fake, isReal: false))
    }
    if let decay = round.knobs.decay {
      let scratch = Point<S>(count: round.discriminator.count, in: z.arena)
      total = total + decay / 2 * squaredNorm(round, halfSlope: scratch)
    }
    return total
  }

  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    guard let round = round(at: z, k) else { return gradientByDuals(of: players, at: z, knobs: k, into: xi) }
    if players.contains(0) {
      writeByGenerator(round, objective.slopes(of: 0, in: round), player: 0, moved: nil, into: xi[block(of: 0)])
    }
    if players.contains(1) {
      writeByDiscriminator(
        round, objective.slopes(of: 1, in: round), player: 1, moved: movedByPenalty(round), into: xi[block(of: 1)])
    }
  }

  func fullGradient<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>, into gradient: Point<S>) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    guard let round = round(at: z, k) else { return gradientByDuals(of: 0..<1, at: z, knobs: k, into: gradient) }
    let (slopes, moved) = (objective.slopes(of: player, in: round), player == 1 ? movedByPenalty(round) : nil)
    writeByGenerator(round, slopes, player: player, moved: moved, into: gradient[block(of: 0)])
    writeByDiscriminator(round, slopes, player: player, moved: moved, into: gradient[block(of: 1)])
  }
}

extension MixtureGAN {
  /// All points, judged; nil where the discriminator is optimal.
  @inline(__always) func round<S: Scalar>(at z: Point<S>, _ k: Knobs<S>) -> Round<S>? {
    guard let critic else { return nil }
    let knobs = mixtureKnobs(k)
    let realCount = Point<S>.padded(target.count * targetNodes.count)
    let fakeCount = Point<S>.padded(generator.pointCount(hasNoise: hasNoise))
    let (real, fake) = (0..<realCount, realCount..<realCount + fakeCount)
    let cloud = Cloud<S>(dimension: target.dimension, count: realCount + fakeCount, in: z.arena)
    let (theta, phi) = (z[block(of: 0)], z[block(of: 1)])
    target.fill(cloud, nodes: targetNodes, knobs.target)
    let tape = generator.fill(cloud, fake, theta, scale: knobs.scale, noise: knobs.noise)
    return Round(
      cloud: cloud, real: real, fake: fake, at: critic.evaluate(cloud.points, phi, bandwidth: knobs.bandwidth),
      tape: tape, generator: theta, discriminator: phi, knobs: knobs)
  }

  func mixtureKnobs<S: Scalar>(_ k: Knobs<S>) -> MixtureKnobs<S> {
    MixtureKnobs(
      target: TargetKnobs(
        size: places.size.map { k[$0] } ?? 1, std: places.std.map { k[$0] } ?? 1,
        noise: hasNoise ? k[places.noise] : nil),
      scale: places.scale.map { k[$0] } ?? 1, bandwidth: places.bandwidth.map { k[$0] } ?? 1,
      decay: hasDecay ? k[places.decay] : nil,
      penalty: hasPenalty
        ? Penalty(r1: k[places.r1], r2: k[places.r2], gp: k[places.gp], target: k[places.gpTarget]) : nil)
  }

  /// The discriminator on points that move along the derivative of the penalty by grad_x D: its tangents are the penalty's
  /// derivatives.
  private func movedByPenalty<S: Scalar>(_ round: Round<S>) -> (x: Matrix<Dual<S>>, at: CriticValues<Dual<S>>)? {
    guard let penalty = round.knobs.penalty, let critic else { return nil }
    let slopes = round.at.slopes
    let moves = Matrix<S>(rows: slopes.rows, columns: slopes.columns, in: round.arena)
    penalty.write(slopes, round.cloud.weights, round.real, isReal: true, into: moves)
    penalty.write(slopes, round.cloud.weights, round.fake, isReal: false, into: moves)
    let x = Matrix(
      entries: round.cloud.points.entries.moving(along: moves.entries), rows: slopes.rows, columns: slopes.columns)
    let bandwidth = Dual(value: round.knobs.bandwidth, tangent: 0)
    return (x, critic.evaluate(x, round.discriminator.lifted, bandwidth: bandwidth))
  }

  /// The derivatives of a player's loss by the generator's parameters.
  private func writeByGenerator<S: Scalar>(
    _ round: Round<S>, _ slopes: Point<S>, player: Int, moved: (x: Matrix<Dual<S>>, at: CriticValues<Dual<S>>)?,
    into gradient: Point<S>
  ) {
    let fake = round.fake
    let back = Cloud<S>(dimension: target.dimension, count: fake.count, in: round.arena)
    for j in 0..<target.dimension {
      let (onX, to) = (row(j, of: round.at.slopes)[fake], back.coordinate(j))
      for n in to.packs { to.setPack(slopes[fake].pack(at: n) * onX.pack(at: n), at: n) }
      if let moved { for n in 0..<fake.count { to[n] = to[n] + row(j, of: moved.at.slopes)[fake][n].tangent } }
    }
    back.weights.assign(objective.valuesOnFake(of: player, in: round))
    if player == 1, let penalty = round.knobs.penalty {
      let values = penalty.values(round.at.slopes, fake, isReal: false)
      for n in 0..<fake.count { back.weights[n] = back.weights[n] + values[n] }
    }
    generator.pullBack(
      back, round.tape, round.generator, scale: round.knobs.scale, noise: round.knobs.noise, into: gradient)
  }

  /// The derivatives of a player's loss by the discriminator's parameters.
  private func writeByDiscriminator<S: Scalar>(
    _ round: Round<S>, _ slopes: Point<S>, player: Int, moved: (x: Matrix<Dual<S>>, at: CriticValues<Dual<S>>)?,
    into gradient: Point<S>
  ) {
    critic?.parameterGradient(
      round.cloud.points, round.at, scale: slopes, moving: moved, round.discriminator, into: gradient)
    guard player == 1, let decay = round.knobs.decay else { return }
    let halfSlope = Point<S>(count: gradient.count, in: round.arena)
    _ = squaredNorm(round, halfSlope: halfSlope)
    for i in 0..<gradient.count { gradient[i] = gradient[i] + decay * halfSlope[i] }
  }

  /// |D|^2, and half its derivative.
  private func squaredNorm<S: Scalar>(_ round: Round<S>, halfSlope: Point<S>) -> S {
    if case .features(let critic)? = critic {
      return critic.squaredNorm(round.discriminator, bandwidth: round.knobs.bandwidth, halfSlope: halfSlope)
    }
    halfSlope.assign(round.discriminator)
    return round.discriminator.squaredNorm
  }
}
