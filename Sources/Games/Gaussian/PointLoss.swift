import Scalars

/// What the two players lose on a real point, on a fake point, or on a pair of them; player 0 is the discriminator.
///
/// A function of one number: the discriminator's output, or for a pair the real output minus the fake one.
enum PointLoss {
  case real(GANLoss)
  case fake(GANLoss)
  case pair

  /// The loss of a player.
  @inline(__always) func value<S: Scalar>(of player: Int, _ t: S) -> S {
    switch (self, player) {
    case (.real(let loss), 0): loss.discriminatorOnReal(t)
    case (.real(let loss), _): loss.isSaturating ? -loss.discriminatorOnReal(t) : 0
    case (.fake(let loss), 0): loss.discriminatorOnFake(t)
    case (.fake(let loss), _): loss.generatorOnFake(t)
    case (.pair, 0): GANObjective.discriminatorOnPair(t)
    case (.pair, _): GANObjective.generatorOnPair(t)
    }
  }

  /// The slopes of both losses.
  @inline(__always) func slopes<S: Scalar>(_ t: S) -> (discriminator: S, generator: S) {
    switch self {
    case .real(let loss):
      let slope = loss.slopeOnReal(t)
      return (slope, loss.isSaturating ? -slope : 0)
    case .fake(let loss):
      let slopes = loss.slopesOnFake(t)
      return (slopes.discriminator, slopes.generator)
    case .pair:
      let slopes = GANObjective.slopesOnPair(t)
      return (slopes.discriminator, slopes.generator)
    }
  }

  /// Whether the expectation is known in closed form for a quadratic in any number of normal variables.
  var isPolynomial: Bool {
    switch self {
    case .real(let loss), .fake(let loss): loss == .wasserstein || loss == .leastSquares
    case .pair: false
    }
  }

  /// Whether the losses are piecewise linear.
  var isHinge: Bool {
    switch self {
    case .real(let loss), .fake(let loss): loss == .hinge
    case .pair: false
    }
  }

  /// A polynomial loss as `square (t + shift)^2 / 2 + slope t`.
  func parabola(of player: Int) -> (square: Int, shift: Int, slope: Int) {
    switch (self, player) {
    case (.real(.wasserstein), 0): (0, 0, 1)
    case (.real(.wasserstein), _): (0, 0, -1)
    case (.real(.leastSquares), 0): (1, 1, 0)
    case (.fake(.wasserstein), 0): (0, 0, -1)
    case (.fake(.wasserstein), _): (0, 0, 1)
    case (.fake(.leastSquares), 0): (1, -1, 0)
    case (.fake(.leastSquares), _): (1, 1, 0)
    default: (0, 0, 0)
    }
  }
}
