import Scalars

/// A GAN objective: a loss on each point, or a loss on pairs of a real and a fake point.
///
/// `D` is a fakeness logit. The relativistic objective judges independent pairs `x` real, `x'` fake:
/// ```
/// L_D = E softplus(D(x) - D(x'))     L_G = E softplus(D(x') - D(x))
/// ```
/// - Source: Huang, Gokaslan, Kuleshov, Tompkin (2024), arXiv:2501.05441 (R3GAN), Section 2, with D's sign reversed.
enum GANObjective: String, CaseIterable, Sendable {
  case minimax, nonsaturating, wasserstein
  case leastSquares = "least-squares"
  case hinge, relativistic

  /// The loss on single points; nil where pairs are judged.
  var separable: GANLoss? { GANLoss(rawValue: rawValue) }

  /// Whether the players' losses on the data sum to zero.
  var isSaturating: Bool { separable?.isSaturating ?? false }

  /// Whether adding a constant to D changes nothing.
  var ignoresConstants: Bool { self == .wasserstein || self == .relativistic }

  /// The discriminator's loss on a pair with `difference = D(real) - D(fake)`.
  @inline(__always) static func discriminatorOnPair<S: Scalar>(_ difference: S) -> S { .softplus(difference) }

  /// The generator's loss on a pair with `difference = D(real) - D(fake)`.
  @inline(__always) static func generatorOnPair<S: Scalar>(_ difference: S) -> S { .softplus(-difference) }

  /// The slopes of the two losses on a pair in `difference`.
  @inline(__always) static func slopesOnPair<S: Scalar>(_ difference: S) -> (generator: S, discriminator: S) {
    (-.sigmoid(-difference), .sigmoid(difference))
  }
}
