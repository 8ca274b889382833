internal import Contracts
internal import Spectra

/// The logit quantal response equilibrium at `lambda`, reached from the uniform profile at 0 along its branch.
/// ```
/// x_ij = exp(lambda u_ij) / sum_k exp(lambda u_ik)
/// ```
/// The branch is followed through turning points of `lambda` (`LogitPath`) up to the first point with the `lambda` asked for.
/// Where branches cross, as in symmetric games, the path goes straight on and a note says so.
/// - Limit: as lambda grows, equilibria tend to Nash equilibria, those of the branch for almost all games to a single one.
/// - Cost: per step about 4 dense linear systems of order `sum_i n_i + 1` and their derivatives.
/// - Source: McKelvey and Palfrey (1995), Games and Economic Behavior 10, 6; Turocy (2005), ibid. 51, 243.
struct QuantalResponse: Algorithm {
  static let card = Card(
    id: "qre", title: "Logit quantal response equilibrium along the principal branch",
    formulas: "x_ij = exp(lambda u_ij) / sum_k exp(lambda u_ik)",
    source: "McKelvey, Palfrey (1995); Turocy (2005); arclength continuation in logarithms of probabilities")
  static let knobs = [Knob("lambda", 10, .positive, "precision of the responses, in units of 1 / payoff")]

  static let reports = "the quantal response equilibrium at lambda"

  /// Games with more actions in all are refused.
  static let largestCount = 2000

  private let target: Double

  init(options: Options, knobs: [Double]) { target = knobs[0] }

  func columns(_ contest: Contest) -> [String] { ["lambda"] }

  func check(_ contest: Contest) throws(Refusal) {
    let count = try contest.finite().actionCounts.reduce(0, +)
    guard count <= Self.largestCount else {
      throw Refusal("qre takes at most \(Self.largestCount) actions in all, not \(count); use a learner")
    }
  }

  func solve(_ contest: Contest, _ run: Run) throws -> Solution {
    try run.refuseStart(for: Self.card)
    try check(contest)
    let game = try contest.finite()
    for player in game.actionCounts.indices {
      let range = game.range(of: player)
      guard range.lowerBound.isFinite, range.upperBound.isFinite else {
        throw Refusal("a payoff of player \(player + 1) is not finite; all payoffs must be")
      }
    }
    let system = LogitSystem(game)
    guard var path = try? LogitPath(system) else {
      throw Refusal(.numerical, "the path has no direction at the uniform profile; scale the payoffs")
    }
    for number in 1...max(1, run.iterations) {
      let isStuck = !path.advance(to: target)
      let profile = system.profile(path.z)
      let gap = game.gap(at: profile)
      run.progress(number)
      let outcome = outcome(path, run, number, gap, isStuck: isStuck)
      if outcome != nil || run.records(number) {
        try run.record(Iteration(number: number, profile: profile, gap: gap, extras: [path.lambda]))
      }
      guard let outcome else { continue }
      return report(Solution(profile: profile, gap: gap, iterations: number, outcome: outcome), path)
    }
    throw Refusal("--iterations must be at least 1")
  }

  private func outcome(_ path: LogitPath, _ run: Run, _ number: Int, _ gap: Gap, isStuck: Bool) -> NashOutcome? {
    if isStuck {
      return .stopped("no step along the path converges beyond lambda = \(path.lambda); branches may cross there")
    }
    if path.lambda == target { return .solved }
    if let tolerance = run.tolerance, gap.nashConv <= tolerance { return .converged }
    if run.isInterrupted() { return .interrupted }
    return number >= run.iterations
      ? .stopped("all \(number) steps were made and lambda reached \(path.lambda) of \(target); raise --iterations")
      : nil
  }

  private func report(_ solution: Solution, _ path: LogitPath) -> Solution {
    var solution = solution
    let residual = path.system.residuals(path.z).reduce(0) { max($0, $1.magnitude) }
    solution.figures = [("lambda", path.lambda), ("residual", residual)]
    solution.notes = [
      "a quantal response equilibrium at lambda = \(path.lambda): a Nash equilibrium only in the limit of large lambda"
    ]
    for crossing in path.crossings {
      solution.notes.append(
        "another branch crosses between lambda = \(crossing.lowerBound) and \(crossing.upperBound); the path goes straight on, and a small change of the payoffs would lead it to another equilibrium"
      )
    }
    return solution
  }
}
