import Contracts
import Scalars

/// The moments of Adam and the direction they give.
///
/// ```
/// m+ = beta1 m + (1 - beta1) g;  v+ = beta2 v + (1 - beta2) g^2
/// r  = m+ / (1 - beta1^(k+1)) / (sqrt(v+ / (1 - beta2^(k+1))) + epsilon)
/// ```
struct AdaptiveMoments<S: OrderedScalar> {
  let beta1, beta2, epsilon: S
  /// What corrects the bias of m, of g in Nesterov's form, and of v; 1 where nothing does.
  private let first, ofGradient, second: S
  private let isNesterov: Bool

  init(_ knobs: StepKnobs<S>, correctsBias: Bool, isNesterov: Bool) {
    (beta1, beta2, epsilon) = (knobs.value(0), knobs.value(1), knobs.value(2))
    self.isNesterov = isNesterov
    let (one, two) = correctsBias ? (knobs.power(of: beta1), knobs.power(of: beta2)) : (0, 0)
    // Nesterov's form looks one step ahead, whose momentum has one factor more.
    (first, ofGradient) = isNesterov ? (1 - one * beta1, 1 - one) : (1 - one, 1)
    second = 1 - two
  }

  /// Updates the moments of coordinate `i` and returns the direction r.
  func direction(_ i: Int, _ g: S, _ m: Point<S>, _ v: Point<S>, from old: State<S>) -> S {
    m[i] = beta1 * old[1][i] + (1 - beta1) * g
    v[i] = beta2 * old[2][i] + (1 - beta2) * .square(g)
    let mean = isNesterov ? beta1 * m[i] / first + (1 - beta1) * g / ofGradient : m[i] / first
    return mean / (.sqrt(v[i] / second) + epsilon)
  }
}

extension AdaptiveMoments<Double> {
  static var undefined: String {
    """
    the root of the second moment v has an infinite slope at v = 0, where a zero of xi puts it; a linearisation would hold for \
    |xi| far below epsilon only. 'simulate' shows what it does
    """
  }

  static var knobs: [Knob] {
    [
      Knob("beta1", 0.9, .unitInterval, "decay of the mean gradient, dimensionless"),
      Knob("beta2", 0.999, .unitInterval, "decay of the mean square, dimensionless"),
      Knob("epsilon", 1e-8, .nonnegative, "added to the root, in units of xi"),
    ]
  }
}

/// Whether the moments are corrected for starting at zero.
enum BiasCorrection: String, CaseIterable {
  case yes, no

  static let option = OptionCard.choice(
    "bias_correction", default: BiasCorrection.yes, "divide the moments by 1 - beta^(k+1), for their start at 0")
}
