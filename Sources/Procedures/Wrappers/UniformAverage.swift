import Contracts
import Scalars

/// The uniform average of the iterates, recorded in their place; the iterates themselves are left alone.
/// ```
/// wbar_t = wbar_(t-1) + (w_t - wbar_(t-1)) / t,   the mean of w_1, ..., w_t; wbar_0 = w_0
/// ```
/// - State: a row for the average.
/// - Limit: the average of iterates that converge has their limit, so there the row follows the iterate.
/// - Source: Bruck (1977); for GANs Yazici et al. (2019), arXiv:1806.04498.
struct UniformAverage: Wrapper {
  static let card = Card(
    id: "average", title: "records the uniform average of the iterates",
    formulas: "wbar_t = wbar_(t-1) + (w_t - wbar_(t-1)) / t",
    source: "Bruck (1977); arXiv:1806.04498")

  let memory = [MemoryStart.iterate]
  let output: Int? = 0
  let isAutonomous = false

  init(options: Options, players: Int) {}

  func step<S: OrderedScalar>(
    _ state: State<S>, of procedure: Wrapped<S>, knobs: StepKnobs<S>, game: FieldAccess<S>
  ) -> State<S> {
    let (inner, average) = (procedure(state, game), state[procedure.rows])
    let share = S(exact: knobs.time.isInfinite ? 1 : 1 / (knobs.time + 1))
    return State(inner, followedBy: average + share * (inner.iterate - average))
  }
}
