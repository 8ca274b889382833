internal import Contracts

/// Mirror-prox on measures: extragradient steps that multiply weights.
/// ```
/// w_t ~ x_t exp(eta g(x_t));  x_(t+1) ~ x_t exp(eta g(w_t))
/// ```
/// Played, and so averaged, are the half steps `w_t`, of which the rate speaks.
/// - Rate: the averages of a zero-sum game converge like `1 / T` if `eta` is at most the reciprocal of the largest
///   payoff in modulus.
/// - Source: Nemirovski (2004), SIAM J. Optim. 15, 229; Hsieh, Liu and Cevher (2019), arXiv:1811.02002, for measures:
///   theirs samples them, ours holds them on a grid.
struct MirrorProx: Extragradient {
  static let card = Card(
    id: "mirror-prox", title: "Mirror-prox on measures",
    formulas: "w_t ~ x_t exp(eta g(x_t)), x_(t+1) ~ x_t exp(eta g(w_t)); the w_t are played",
    source: "Nemirovski (2004), SIAM J. Optim. 15, 229; Hsieh, Liu, Cevher (2019), arXiv:1811.02002")
  static let knobs = [Knob.step]

  let regularizer = Regularizer.entropic
  let playsHalfSteps = true
  let eta: Double

  init(options: Options, knobs: [Double]) { eta = knobs[0] }
}
