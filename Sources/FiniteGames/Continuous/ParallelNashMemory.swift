internal import Contracts

/// Parallel Nash memory: both players add responses to the equilibrium of the game between the strategies found so far.
///
/// With exact responses this is the double oracle and ends after at most as many additions as there are actions. With
/// bounded ones it ends at a resource-bounded equilibrium, where neither bounded response gains:
/// ```
/// u = u_1(r_1, y) + u_2(x, r_2) <= tolerance      r_i = response to the equilibrium (x, y) of the subgame
/// ```
/// The sets of strategies only grow; NashConv of the mixtures may rise and fall on the way.
/// - Source: Oliehoek et al. (2017), arXiv:1712.00679; Oliehoek et al. (2006) for the memory.
/// - Cost: a linear program an iteration, a row or a column of payoffs for a new strategy, and the responses.
struct ParallelNashMemory: Algorithm {
  enum ResponseKind: String, CaseIterable { case exact, bounded }

  static let card = Card(
    id: "parallel-nash-memory", title: "Parallel Nash memory, with exact or resource-bounded responses",
    formulas:
      "add r_1 and r_2, responses to the subgame's equilibrium (x, y), until u_1(r_1, y) + u_2(x, r_2) <= tolerance",
    source: "Oliehoek et al. (2017), arXiv:1712.00679",
    options: [
      .choice(
        "response", default: ResponseKind.exact,
        "the best of all actions, or of `restarts` runs of `steps` gradient steps")
    ])
  static let knobs = [
    Knob("steps", 10, .nonnegative, "gradient steps of a run of a bounded response, a whole number"),
    Knob(
      "restarts", 3, .positive, "runs of a bounded response, a whole number: one from the best point, others random"),
    Knob("step", 0.1, .positive, "gradient step of a bounded response"),
    Knob("tolerance", 1e-8, .nonnegative, "ends when the responses together gain at most this"),
  ]

  let response: ResponseKind
  let tolerance: Double
  private let steps, restarts: Int
  private let step: Double

  init(options: Options, knobs: [Double]) throws(Refusal) {
    response = options.choice("response", default: .exact)
    (steps, restarts) = (try whole(knobs[0], "steps"), try whole(knobs[1], "restarts"))
    (step, tolerance) = (knobs[2], knobs[3])
  }

  /// With bounded responses.
  init(bounded: BoundedResponse, tolerance: Double) {
    (response, self.tolerance) = (.bounded, tolerance)
    (steps, restarts, step) = (bounded.steps, bounded.restarts, bounded.step)
  }

  func check(_ contest: Contest) throws(Refusal) {
    if response == .exact {
      _ = try contest.payoffRows()
    } else {
      try contest.requireZeroSum()
      _ = try contest.box("parallel-nash-memory with response=bounded")
    }
  }

  func columns(_ contest: Contest) -> [String] {
    ["bounded_nash_conv", "strategies_1", "strategies_2", "support_1", "support_2"]
  }

  var hasStrategyColumns: Bool { response == .exact }

  func solve(_ contest: Contest, _ run: Run) throws -> Solution {
    if response == .bounded {
      try run.refuseStart(for: Self.card)
      let grid = try contest.box("parallel-nash-memory with response=bounded")
      let bounded = BoundedResponse(steps: steps, restarts: restarts, step: step, seed: run.seed)
      return try grow(PointMemory(grid, bounded, points: run.startingPoints(grid)), run)
    }
    let actions = run.start?.map { strategy in strategy.indices.filter { strategy[$0] > 0 } }
    return try grow(ActionMemory(contest.payoffRows(), actions: actions ?? [[0], [0]]), run)
  }

  private func grow(_ start: some NashMemory, _ run: Run) throws -> Solution {
    var memory = start
    var last: Solution?
    for t in 1...max(run.iterations, 1) {
      let mixture: Profile
      do { mixture = try zeroSumEquilibrium(memory.matrix).profile } catch {
        guard var solution = last else { throw error }
        solution.outcome = .stopped("the linear program of iteration \(t) failed: \(error)")
        return solution
      }
      let found = memory.respond(to: mixture, iteration: t)
      run.progress(t)
      let extras = [found.nashConv] + (memory.counts + supports(mixture)).map(Double.init)
      var solution = self.solution(memory, mixture, found, t)
      let outcome = outcome(found, run, t) ?? (memory.grow() ? nil : .stopped(Self.stalled))
      if outcome != nil || run.records(t) {
        let profile = memory.profile(mixture) ?? []
        try run.record(Iteration(number: t, profile: profile, gap: found.gap, extras: extras))
      }
      if let outcome {
        solution.outcome = outcome
        return solution
      }
      last = solution
    }
    throw Refusal("--iterations must be at least 1")
  }
}

extension ParallelNashMemory {
  private static let stalled =
    "the responses are in the memory already, and yet gain more than tolerance: rounding of the linear program; raise tolerance"

  private func outcome(_ found: FoundResponses, _ run: Run, _ t: Int) -> NashOutcome? {
    // Written so that NaN stops.
    if !(found.nashConv > tolerance) {
      return found.nashConv.isNaN ? .stopped("a payoff is not a number") : .nothingToAdd
    }
    if let goal = run.tolerance, found.gap.nashConv <= goal { return .converged }
    if run.isInterrupted() { return .interrupted }
    return t >= run.iterations ? .iterationBudget : nil
  }

  private func supports(_ mixture: Profile) -> [Int] { mixture.map { $0.count { $0 > 1e-9 } } }

  private func solution(_ memory: some NashMemory, _ mixture: Profile, _ found: FoundResponses, _ t: Int) -> Solution {
    var solution = Solution(
      profile: memory.profile(mixture) ?? mixture, gap: found.gap, iterations: t, outcome: .iterationBudget)
    let counts = memory.counts.map(Double.init)
    solution.figures = [("strategies_1", counts[0]), ("strategies_2", counts[1])]
    guard response == .bounded else { return solution }
    solution.points = memory.points
    solution.figures.append(("bounded_nash_conv", found.nashConv))
    if found.isExhaustive { solution.figures.append(("price", found.gap.nashConv - found.nashConv)) }
    solution.notes = [
      found.isExhaustive
        ? "NashConv is measured against all points of the grid and the bounded responses"
        : "the grid has too many points to look at: NashConv is measured against the bounded responses only"
    ]
    return solution
  }
}

/// A knob that counts something.
func whole(_ value: Double, _ name: String) throws(Refusal) -> Int {
  guard let count = Int(exactly: value) else { throw Refusal("--set \(name)=\(value): \(name) is a whole number") }
  return count
}
