import Contracts
import Scalars

/// The exponential average of the iterates, recorded in their place; the iterates themselves are left alone.
/// ```
/// e+ = decay e + (1 - decay) w+,   e_0 = w_0
/// ```
/// - State: a row for the average.
/// - Source: Yazici et al. (2019), arXiv:1806.04498.
struct ExponentialAverage: Wrapper {
  static let card = Card(
    id: "ema", title: "records the exponential average of the iterates",
    formulas: "e+ = decay e + (1 - decay) w+",
    source: "arXiv:1806.04498")
  static let law = "the eigenvalues of the procedure and decay, once for every coordinate."
  static let knobs = [Knob("decay", 0.9, .unitInterval, "weight of the old average, dimensionless")]

  let memory = [MemoryStart.iterate]
  let output: Int? = 0

  init(options: Options, players: Int) {}

  func step<S: OrderedScalar>(
    _ state: State<S>, of procedure: Wrapped<S>, knobs: StepKnobs<S>, game: FieldAccess<S>
  ) -> State<S> {
    let (inner, average) = (procedure(state, game), state[procedure.rows])
    return State(inner, followedBy: average + (1 - knobs.value(0)) * (inner.iterate - average))
  }
}
