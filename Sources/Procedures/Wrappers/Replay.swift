import Contracts
import Scalars

/// Replay: every player answers the average of K past opponents.
/// ```
/// xi_i(z) becomes the mean over k < K of xi_i(z_i, z_others + w_others at t - k spacing - w_others at t)
/// ```
/// - State: the last `(K - 1) spacing` iterates; they start at the first one.
/// - Source: the caches of past opponents of Grnarova et al. (2018), arXiv:1706.03269, in Algorithm 2.
/// - Differs from the source: no growing regularisation, every iterate is kept.
struct Replay: Wrapper {
  static let card = Card(
    id: "replay", title: "answers the average of past opponents",
    formulas:
      "xi_i(z) becomes the mean over k < snapshots of xi_i(z_i, z_others shifted to the opponents k spacing steps ago)",
    source: "arXiv:1706.03269, Algorithm 2",
    options: [
      OptionCard(
        "snapshots", .integer(1...1000, default: 5, examples: [1, 3]), "opponents K, the present one included"),
      OptionCard("spacing", .integer(1...1000, default: 1, examples: [1, 2]), "iterations between two of them"),
    ])
  static let law = """
    on bilinear games w+ = w - (h/K) sum_k J w_(t - k spacing), an averaged delay that makes the last iterate worse.
    """

  let snapshots, spacing: Int
  let memory: [MemoryStart]
  let changes: FieldChange? = .views

  init(options: Options, players: Int) {
    (snapshots, spacing) = (options.integer("snapshots"), options.integer("spacing"))
    memory = Array(repeating: .iterate, count: (snapshots - 1) * spacing)
  }

  func cost(of procedure: Cost) -> Cost { procedure.times(Double(snapshots)) }

  func step<S: OrderedScalar>(
    _ state: State<S>, of procedure: Wrapped<S>, knobs: StepKnobs<S>, game: FieldAccess<S>
  ) -> State<S> {
    let (w, rows, n) = (state.iterate, procedure.rows, state.dimension)
    let shifts = Point<S>(count: game.blocks.count * snapshots * n, in: w.arena)
    for (player, block) in game.blocks.enumerated() {
      for k in 0..<snapshots {
        let past = k == 0 ? w : state[rows + k * spacing - 1]
        let row = (player * snapshots + k) * n
        for i in 0..<n { shifts[row + i] = block.contains(i) ? 0 : past[i] - w[i] }
      }
    }
    var view = game.view
    (view.shifts, view.copies) = (shifts, snapshots)
    let inner = procedure(state, game.seen(through: view))
    return memory.isEmpty
      ? inner : State(inner, followedBy: pushed(w, before: state.rows(rows..<rows + memory.count), n))
  }
}
