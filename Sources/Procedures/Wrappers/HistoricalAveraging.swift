import Contracts
import Scalars

/// Historical averaging: every player is pulled towards the average of its own past.
/// ```
/// l_i + weight_i |w_i - wbar_i|^2, wbar held constant in the derivative
/// uniform: wbar_t = mean of w_0, ..., w_t;  ema: wbar+ = decay wbar + (1 - decay) w+
/// ```
/// - State: a row for the average, which starts at the first iterate.
/// - Limit: a uniform average stands still, which leaves an eigenvalue 1 for every coordinate.
/// - Source: Salimans et al. (2016), arXiv:1606.03498, Section 3.3.
/// - Differs from the source: the average may also be exponential.
struct HistoricalAveraging: Wrapper {
  enum Memory: String, CaseIterable { case uniform, ema }

  static let card = Card(
    id: "historical", title: "pulls every player towards the average of its past",
    formulas:
      "l_i + weight_i |w_i - wbar_i|^2; uniform: wbar_t = mean of w_0, ..., w_t; ema: wbar+ = decay wbar + (1 - decay) w+",
    source: "arXiv:1606.03498, Section 3.3",
    options: [.choice("memory", default: Memory.uniform, "a uniform or an exponential average")])
  static let knobs = [
    Knob("weight", 0.1, .nonnegative, "strength of the pull, in units of |J|", isPerPlayer: true),
    Knob("decay", 0.9, .unitInterval, "weight of the old average, dimensionless; ema only"),
  ]

  let kind: Memory
  let memory = [MemoryStart.iterate]
  let changes: FieldChange? = .pull
  var isAutonomous: Bool { kind == .ema }

  init(options: Options, players: Int) { kind = options.choice("memory", default: .uniform) }

  func step<S: OrderedScalar>(
    _ state: State<S>, of procedure: Wrapped<S>, knobs: StepKnobs<S>, game: FieldAccess<S>
  ) -> State<S> {
    let average = state[procedure.rows]
    var view = game.view
    view.pull = (2 * knobs.perCoordinate(0), average)
    let inner = procedure(state, game.seen(through: view))
    let share = kind == .ema ? 1 - knobs.value(1) : S(exact: 1 / (knobs.time + 2))
    return State(inner, followedBy: average + share * (inner.iterate - average))
  }
}
