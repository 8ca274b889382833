import Scalars

/// A GAN objective as scalar functions of the discriminator's output `t`, a fakeness logit: large means fake.
///
/// ```
///                discriminator, real   discriminator, fake   generator, fake     generator, real
/// minimax        softplus(t)           softplus(-t)          -softplus(-t)       -softplus(t)
/// nonsaturating  softplus(t)           softplus(-t)          softplus(t)         0
/// wasserstein    t                     -t                    t                   -t
/// least-squares  (t+1)^2/2             (t-1)^2/2             (t+1)^2/2           0
/// hinge          relu(1+t)             relu(1-t)             t                   0
/// ```
/// The generator's term on real points does not move the generator; it makes minimax and wasserstein zero-sum.
/// Always inlined, so that where only a slope is wanted the value is not computed.
enum GANLoss: String, CaseIterable, Sendable {
  case minimax, nonsaturating, wasserstein
  case leastSquares = "least-squares"
  case hinge

  @inline(__always) func discriminatorOnReal<S: Scalar>(_ t: S) -> S {
    switch self {
    case .minimax, .nonsaturating: .softplus(t)
    case .wasserstein: t
    case .leastSquares: .square(t + 1) / 2
    case .hinge: .relu(1 + t)
    }
  }

  @inline(__always) func discriminatorOnFake<S: Scalar>(_ t: S) -> S {
    switch self {
    case .minimax, .nonsaturating: .softplus(-t)
    case .wasserstein: -t
    case .leastSquares: .square(t - 1) / 2
    case .hinge: .relu(1 - t)
    }
  }

  @inline(__always) func generatorOnFake<S: Scalar>(_ t: S) -> S {
    switch self {
    case .minimax: -.softplus(-t)
    case .nonsaturating: .softplus(t)
    case .wasserstein, .hinge: t
    case .leastSquares: .square(t + 1) / 2
    }
  }

  /// The slopes of the generator's and of the discriminator's loss on a fake point.
  ///
  /// One switch for both, so that after inlining they share their exponential.
  @inline(__always) func slopesOnFake<S: Scalar>(_ t: S) -> (generator: S, discriminator: S) {
    switch self {
    case .minimax: Self.minimax.slopes(t)
    case .nonsaturating: Self.nonsaturating.slopes(t)
    case .wasserstein: Self.wasserstein.slopes(t)
    case .leastSquares: Self.leastSquares.slopes(t)
    case .hinge: Self.hinge.slopes(t)
    }
  }

  @inline(__always) private func slopes<S: Scalar>(_ t: S) -> (generator: S, discriminator: S) {
    let moving = Dual(value: t, tangent: 1)
    return (generatorOnFake(moving).tangent, discriminatorOnFake(moving).tangent)
  }

  /// The slope of the discriminator's loss on a real point.
  @inline(__always) func slopeOnReal<S: Scalar>(_ t: S) -> S {
    discriminatorOnReal(Dual(value: t, tangent: 1)).tangent
  }

  /// Whether the generator minimises the negative of the discriminator's loss on the data.
  var isSaturating: Bool { self == .minimax || self == .wasserstein }
}

/// `E relu(a + b e)`, `e` standard normal, `b >= 0`: `a Phi(a/b) + b phi(a/b)`.
///
/// `b` is raised by 2^-200, below every rounding error, so that the limit `b -> 0` and its derivatives need no case.
func expectedRelu<S: Scalar>(_ a: S, plusNormalTimes b: S) -> S {
  let spread = b + S(exact: 0x1p-200)
  let ratio = a / spread
  return a * .normalCDF(ratio) + spread * .normalPDF(ratio)
}
