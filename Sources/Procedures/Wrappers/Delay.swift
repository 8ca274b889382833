import Contracts
import Scalars

/// Stale gradients: player i's gradient is that of the point `steps_i` iterations ago.
/// ```
/// xi_i(z) becomes xi_i(z + w_(t - steps_i) - w_t)
/// ```
/// For `simultaneous` that is `xi_i(w_(t - steps_i))`; procedures that look ahead do so from the stale point.
/// - State: the last iterates, as many as the longest delay; they start at the first one.
/// - Source: Levin and May (1976) for the stability of delayed descent; asynchronous gradients in general.
struct Delay: Wrapper {
  static let card = Card(
    id: "delay", title: "gradients of past iterates",
    formulas: "xi_i(z) becomes xi_i(z + w_(t - steps_i) - w_t)",
    source: "Levin and May (1976)",
    options: [
      OptionCard(
        "steps", .integers(0...1000, default: [1], examples: [[1], [2, 0]]),
        "the delay of every player, or one for all, in iterations")
    ])
  static let law = """
    simultaneous with one delay tau: mu^(tau+1) - mu^tau + z = 0. On bilinear games delays of the two players count \
    by their sum.
    """

  let delays: [Int]
  let longest: Int
  let memory: [MemoryStart]
  let changes: FieldChange? = .views

  init(options: Options, players: Int) throws(Refusal) {
    let given = options.integers("steps") ?? [1]
    guard given.count == 1 || given.count == players else {
      throw Refusal(
        "--option delay.steps=\(given.map(String.init).joined(separator: ",")): give one delay, or one for each of the \(players) players"
      )
    }
    delays = given.count == 1 ? Array(repeating: given[0], count: players) : given
    longest = delays.max() ?? 0
    memory = Array(repeating: .iterate, count: longest)
  }

  func step<S: OrderedScalar>(
    _ state: State<S>, of procedure: Wrapped<S>, knobs: StepKnobs<S>, game: FieldAccess<S>
  ) -> State<S> {
    let (w, rows, n) = (state.iterate, procedure.rows, state.dimension)
    let shifts = Point<S>(count: delays.count * n, in: w.arena)
    for (player, delay) in delays.enumerated() {
      let past = delay == 0 ? w : state[rows + delay - 1]
      for i in 0..<n { shifts[player * n + i] = past[i] - w[i] }
    }
    var view = game.view
    (view.shifts, view.copies) = (shifts, 1)
    let inner = procedure(state, game.seen(through: view))
    return longest == 0 ? inner : State(inner, followedBy: pushed(w, before: state.rows(rows..<rows + longest), n))
  }
}

/// A queue of past iterates with one more in front and the oldest dropped.
func pushed<S: OrderedScalar>(_ w: Point<S>, before past: Point<S>, _ n: Int) -> Point<S> {
  let next = Point<S>(count: past.count, in: w.arena)
  next[0..<n].assign(w)
  next[n..<past.count].assign(past[0..<past.count - n])
  return next
}
