import Contracts
import Scalars

/// Stochastic gradients: every expectation of the game is the mean over a batch of samples of data and latent variables.
///
/// Batches are pure functions of seed, trajectory and step, so that a run is the same for any number of threads and lanes.
/// - Fresh batches: one for each step, shared by all its evaluations, or one for each evaluation of the field.
/// - Stability: of the mean map (exact expectations), and in mean square: `E[M (x) M]` over the random derivative M.
/// - Source: Robbins and Monro (1951); samples from counter-based streams (Salmon et al. 2011).
struct Stochastic: Wrapper {
  enum Batches: String, CaseIterable { case step, evaluation }

  static let card = Card(
    id: "stochastic", title: "gradients of batches in place of exact expectations",
    formulas: "every E f(x, z) of the losses becomes the mean of f over `batch` independent samples (x, z)",
    source: "Robbins and Monro (1951)",
    options: [
      OptionCard("batch", .integer(1...1_000_000, default: 64, examples: [1, 8]), "samples in a batch"),
      .choice(
        "batches", default: Batches.step, "a new batch for every step, or for every evaluation of the field in it"),
    ])

  let batch: Int
  let isFresh: Bool
  let memory: [MemoryStart] = []
  let changes: FieldChange? = .batch
  let isStochastic = true

  init(options: Options, players: Int) {
    batch = options.integer("batch")
    isFresh = options.choice("batches", default: Batches.step) == .evaluation
  }

  func check(_ game: CompiledGame) throws(Refusal) {
    guard game.draws != nil else {
      throw Refusal(
        "--wrap stochastic needs a game that can sample a batch, and \(game.card.id) cannot; such as lqg-wgan")
    }
  }

  func step<S: OrderedScalar>(
    _ state: State<S>, of procedure: Wrapped<S>, knobs: StepKnobs<S>, game: FieldAccess<S>
  ) -> State<S> {
    guard let noise = game.noise else { return procedure(state, game) }
    let (width, step) = (noise.draws.count, knobs.time.isFinite ? Int(knobs.time) : 0)
    let sampled = Batch<S>(size: batch, width: width, numbers: Point(count: batch * width, in: state.all.arena))
    noise.restart()
    if !isFresh { noise.fill(sampled, step: step) }
    var view = game.view
    view.batch = sampled
    var seen = game.seen(through: view)
    seen.freshBatchStep = isFresh ? step : nil
    return procedure(state, seen)
  }
}
