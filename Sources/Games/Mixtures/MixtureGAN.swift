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
/// squared norm of the parameters (before spectral normalisation), for the kernel discriminator that of its RKHS. The noise on
/// Gaussians is part of their covariances, whose lower Cholesky factors place the nodes.
/// - Shape: `z = [generator, discriminator]`; with `discriminator=optimal` the generator alone.
/// - Units: `radius`, `spacing`, `std`, `scale`, `noise`, `bandwidth` in data units; losses in nats.
/// - Domain: every real point; knobs >= 0. The hinge loss has kinks; spectral normalisation needs weights other than 0.
/// - Expectations: closed form for the kernel discriminator under the wasserstein loss (`GaussianBlobs`; penalties and the
///   latent variable of a network on nodes). Otherwise Gauss-Hermite per mode, per component and per latent dimension (Gauss-Legendre for uniform latents);
///   the error is measured by doubling all nodes and stated. The hinge converges slowly.
/// - Cost: a field is one pass forward and one backward through both players on all nodes; penalties add both passes of
///   the discriminator on duals, which for kernels cost far more than the rest.
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

  /// The lanes run over the nodes.
  var usesLanes: Bool { false }
  var isZeroSum: Bool { objective.isSaturating && critic != nil && !hasPenalty && !hasDecay }

  func prepared(for knobs: [Double]) -> MixtureGAN {
    var game = self
    game.hasNoise = knobs[places.noise] != 0
    game.hasPenalty = places.penalty.map { knobs[$0.r1] != 0 || knobs[$0.r2] != 0 || knobs[$0.gp] != 0 } ?? false
    game.hasDecay = places.decay.map { knobs[$0] != 0 } ?? false
    return game
  }

  func start(trajectory: Int) -> [Double] { design.start(trajectory: trajectory) }

  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    guard let critic else { return optimalLoss(at: z, mixtureKnobs(k)) }
    return loss(of: player, at: z, k, judged(z, k, by: critic), critic)
  }

  /// The loss on points that have been judged.
  func loss<S: Scalar>(
    of player: Int, at z: Point<S>, _ k: Knobs<S>, _ judged: (round: Round<S>?, knobs: MixtureKnobs<S>),
    _ critic: Critic
  ) -> S {
    var total = judged.round.map { objective.loss(of: player, in: $0) } ?? 0
    if let kernel = embeddedKernel, judged.round?.samples == nil {
      let difference = meanDifference(z, mixtureKnobs(k), kernel)
      total = (player == 0 ? -1 : 1) * z[block(of: 1)].inner(difference)
    }
    if player == 0 { return total }
    if let round = judged.round, let penalty = round.knobs.penalty {
      let (weights, slopes) = (round.cloud.weights, round.at.slopes)
      total = total + weights[round.real].dot(penalty.values(slopes, round.real, isReal: true))
      total = total + weights[round.fake].dot(penalty.values(slopes, round.fake, isReal: false))
    }
    if let decay = judged.knobs.decay {
      let scratch = Point<S>(count: critic.coordinates.count, in: z.arena)
      total = total + decay / 2 * squaredNorm(z[block(of: 1)], judged.knobs, halfSlope: scratch)
    }
    return total
  }

  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    guard let critic else { return gradientByDuals(of: players, at: z, knobs: k, into: xi) }
    let judged = judged(z, k, by: critic)
    for player in players { write(player, of: player, judged, z, critic, into: xi[block(of: player)]) }
  }

  func fullGradient<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>, into gradient: Point<S>) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    guard let critic else { return gradientByDuals(of: 0..<1, at: z, knobs: k, into: gradient) }
    let judged = judged(z, k, by: critic)
    for block in 0..<2 { write(block, of: player, judged, z, critic, into: gradient[self.block(of: block)]) }
  }
}
