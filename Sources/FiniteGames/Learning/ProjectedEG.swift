internal import Contracts

/// Projected extragradient steps.
/// ```
/// w_t = Proj(x_t + eta g(x_t));  x_(t+1) = Proj(x_t + eta g(w_t))
/// ```
/// Played are the `x_t`.
/// - Rate: the last strategies of a zero-sum game converge if `eta < 1 / L`, L being the largest singular value of the
///   payoffs.
/// - Source: Korpelevich (1976), Ekonomika i Matematicheskie Metody 12, 747.
struct ProjectedEG: Extragradient {
  static let card = Card(
    id: "projected-eg", title: "Projected extragradient",
    formulas: "w_t = Proj(x_t + eta g(x_t)), x_(t+1) = Proj(x_t + eta g(w_t)); converges if eta < 1 / L",
    source: "Korpelevich (1976), Ekonomika i Matematicheskie Metody 12, 747")
  static let knobs = [Knob.step]

  let regularizer = Regularizer.euclidean
  let playsHalfSteps = false
  let eta: Double

  init(options: Options, knobs: [Double]) { eta = knobs[0] }
}
