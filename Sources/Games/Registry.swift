public import Contracts

/// Every game of the catalogue, in the order of the lists.
public let allGames: [GameEntry] = [
  // Small GANs.
  GameEntry(DiracGAN.self),
  // Any game of a kind.
  GameEntry(Bilinear.self),
  GameEntry(Quadratic.self),
  // GANs between Gaussians and uniform distributions.
  GameEntry(UniformQuadraticGAN.self),
  GameEntry(LQGWGAN.self),
  GameEntry(LQGW2.self),
  GameEntry(LQGGAN.self),
  GameEntry(GaussianMeanGAN.self),
  GameEntry(RestrictedFGAN.self),
  // GANs between mixtures.
  GameEntry(TwoGaussians.self),
  GameEntry(onDoubles: MixtureGAN.self),
  // The zoo: quadratic games, each with its point.
  GameEntry(WeakAttractor.self),
  GameEntry(FourPlayer.self),
  GameEntry(HamiltonianOffset.self),
  GameEntry(PotentialSaddle.self),
  GameEntry(CommonPayoff.self),
  GameEntry(ConsensusTrap.self),
  GameEntry(SGATrap.self),
  GameEntry(Tandem.self),
  GameEntry(F1.self),
  GameEntry(F2.self),
  // The zoo: beyond quadratic.
  GameEntry(F3.self),
  GameEntry(CubicStableNotNash.self),
  GameEntry(LetcherCycle.self),
  GameEntry(Torus.self),
  GameEntry(Polynomial.self),
  // Matrix games through logits.
  GameEntry(MatchingPennies.self),
  GameEntry(IteratedPrisonersDilemma.self),
]
