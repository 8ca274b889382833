internal import Contracts

/// Chekhov GAN: each player learns against the opponents of the past, and both report their mixtures.
///
/// ```
/// form=ftl      u_t = argmin_u sum_(s < t) M(u, v_s) over the generator's grid
///               v_t = projection((eta0 / sqrt T) sum_(s < t) grad_v M(u_s, v_s))
/// form=queues   u <- u - eta grad_u (mean over queued v of L_1(u, v) + C / sqrt t |u|^2), v likewise with L_2
/// ```
/// `ftl` is Algorithm 1 for zero-sum games M that are concave in the discriminator v (player 2, the one who maximises):
/// the mixtures of all rounds are equilibria up to `O(1 / sqrt T)`. `queues` is Algorithm 2, for any two players: each
/// faces the last K opponents that were inserted, one every m rounds; m starts at `m0` and is multiplied by `growth`
/// after every insertion.
/// - Source: Grnarova et al. (2017), arXiv:1706.03269, Algorithms 1 and 2 and Theorem 1.
/// - Differs from the source: the generator's leader is exact on the grid only, and ties within 1e-12 go to the point
///   nearest the game's start; the discriminator's set is its box; in Algorithm 2 the discriminator ascends (printed
///   with the other sign); the schedule of m is ours.
struct Chekhov: Algorithm {
  enum Form: String, CaseIterable { case ftl, queues }

  static let card = Card(
    id: "chekhov", title: "Chekhov GAN: learning against the opponents of the past",
    formulas: """
      ftl: u_t = argmin_u sum_(s < t) M(u, v_s); v_t = projection((eta0 / sqrt T) sum_(s < t) grad_v M(u_s, v_s))
      queues: u <- u - eta grad_u (mean over queued v of L_1(u, v) + C / sqrt t |u|^2), v likewise with L_2
      """,
    source: "Grnarova et al. (2017), arXiv:1706.03269, Algorithms 1 and 2",
    options: [
      .choice("form", default: Form.ftl, "follow the leader in zero-sum games, or queues of opponents in any game"),
      OptionCard("K", .integer(1...1000, default: 5, examples: [2]), "queues: opponents of the past that are kept"),
    ])
  static let knobs = [
    Knob("eta0", 1, .positive, "ftl: step of the discriminator, times 1 / sqrt T"),
    Knob("eta", 0.01, .positive, "queues: step"),
    Knob("C", 0, .nonnegative, "queues: weight of the regulariser C / sqrt t |.|^2"),
    Knob("m0", 10, .positive, "queues: rounds before the first insertion"),
    Knob("growth", 1.1, .positive, "queues: factor of the rounds between insertions, after each"),
  ]

  static let reports = "ftl: the uniform mixtures of all rounds; queues: those of the opponents kept"

  private let form: Form
  private let schedule: ChekhovQueues.Schedule
  private let eta0: Double

  init(options: Options, knobs: [Double]) {
    form = options.choice("form", default: .ftl)
    eta0 = knobs[0]
    schedule = ChekhovQueues.Schedule(
      capacity: options.integer("K"), eta: knobs[1], regulariser: knobs[2], spacing: knobs[3], growth: knobs[4])
  }

  func check(_ contest: Contest) throws(Refusal) {
    let grid = try contest.box("chekhov")
    guard form == .ftl else { return }
    guard grid.isZeroSum else { throw Refusal("--option form=ftl needs a zero-sum game; form=queues takes any") }
    guard grid.isListable(0) else {
      throw Refusal(
        "--option form=ftl looks at every point of the generator's grid: at most \(GridGame.largestList), not \(grid.actionCounts[0])"
      )
    }
  }

  func columns(_ contest: Contest) -> [String] { form == .ftl ? ["regret_1", "regret_2"] : ["insertions", "spacing"] }
  var hasStrategyColumns: Bool { false }

  func solve(_ contest: Contest, _ run: Run) throws -> Solution {
    try run.refuseStart(for: Self.card)
    let grid = try contest.box("chekhov")
    if form == .queues { return try loop(ChekhovQueues(grid, schedule, run), run) }
    return try loop(ChekhovLeader(grid, eta0: eta0, run), run)
  }

  private func loop(_ start: some ChekhovRule, _ run: Run) throws -> Solution {
    var rule = start
    var solution = try run.rounds(remedy: "the players left the finite numbers; lower the steps") {
      rule.play($0)
    } measure: { t in
      let (gap, extras) = rule.measure(t)
      return Standing(profile: [], gap: gap, extras: extras)
    }
    rule.finish(solution.iterations, &solution)
    return solution
  }
}

/// One of the two forms, round after round.
protocol ChekhovRule {
  /// Plays round `t`.
  mutating func play(_ t: Int)
  /// How far the mixtures are from an equilibrium after round `t`, and the extra columns.
  mutating func measure(_ t: Int) -> (gap: Gap, extras: [Double])
  /// Adds points, weights, figures and notes.
  func finish(_ t: Int, _ solution: inout Solution)
}
