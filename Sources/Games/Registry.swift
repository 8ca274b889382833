public import Contracts

/// Every game of the catalogue, in the order of the lists.
public let allGames: [GameEntry] = [
  GameEntry(DiracGAN.self),
  GameEntry(Bilinear.self),
  GameEntry(Quadratic.self),
  GameEntry(UniformQuadraticGAN.self),
  GameEntry(LQGWGAN.self),
  GameEntry(LQGW2.self),
  GameEntry(MixtureGAN.self),
]
