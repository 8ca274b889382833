internal import Contracts

/// The loop of double oracle and of policy-space response oracles: mix the actions gathered so far, respond to the mixture
/// among all actions, add the responses.
///
/// The gap is that of the mixture in the whole game.
struct OracleLoop: Sendable {
  /// Profiles over more actions than this in all are reported over the points of the pool only.
  static let largestProfile = 1_000_000
  /// The stop of both algorithms.
  static let tolerance = Knob("tolerance", 5e-5, .tolerance, "stops when NashConv is below this, in units of payoff")
  static let columns = ["support_1", "support_2", "strategies_1", "strategies_2"]

  let meta: MetaStrategy
  /// Ends the run when NashConv falls below it.
  let tolerance: Double

  func solve(_ contest: Contest, _ run: Run) throws -> Solution {
    try solve(try contest.payoffRows(), run) { action, player in
      contest.differentiable?.point(action, of: player) ?? [Double(action + 1)]
    }
  }

  /// Solves the game of these payoffs; `point` is what an action of a player, in this order, is reported as in a long list.
  func solve(_ rows: any PayoffRows, _ run: Run, point: (Int, Int) -> [Double]) throws -> Solution {
    var pool = ActionPool(rows)
    var weights = begin(&pool, run)
    for t in 1...max(1, run.iterations) {
      let mixture = try meta.profile(pool.restricted, weights, seed: run.seed)
      let (profile, payoffs) = (pool.expanded(mixture), pool.payoffs(at: mixture))
      guard payoffs.joined().allSatisfy(\.isFinite) else {
        throw Refusal(.numerical, "iteration \(t) met a payoff that is not finite; all payoffs must be finite")
      }
      let gap = Gap(profile, payoffs: payoffs)
      let extras = (mixture.map { $0.count { $0 > 1e-9 } } + pool.actions.map(\.count)).map(Double.init)
      let gathered = pool.actions
      run.progress(t)
      var outcome = outcome(gap, run)
      if outcome == nil {
        let isAdded = respond(payoffs.map(bestAction), &pool, &weights)
        if !isAdded { outcome = .nothingToAdd } else if t >= run.iterations { outcome = .iterationBudget }
      }
      let isListed = profile.reduce(0) { $0 + $1.count } <= Self.largestProfile
      if outcome != nil || run.records(t) {
        try run.record(Iteration(number: t, profile: isListed ? profile : [], gap: gap, extras: extras))
      }
      guard let outcome else { continue }
      var solution = Solution(
        profile: isListed ? profile : mixture, gap: gap, iterations: t, outcome: outcome)
      if !isListed {
        solution.points = gathered.enumerated().map { player, actions in actions.map { point($0, player) } }
      }
      solution.figures = zip(Self.columns, extras).map { ($0, $1) }
      return solution
    }
    throw Refusal("--iterations must be at least 1")
  }

  /// The supports of the start, or every player's first action; their weights.
  private func begin(_ pool: inout ActionPool, _ run: Run) -> [[Double]] {
    var weights: [[Double]] = [[], []]
    for player in 0..<2 {
      let start = run.start?[player] ?? [1]
      for (action, weight) in start.enumerated() where weight > 0 {
        pool.add(action, of: player)
        weights[player].append(weight)
      }
    }
    return weights
  }

  private func outcome(_ gap: Gap, _ run: Run) -> NashOutcome? {
    if gap.nashConv < tolerance || gap.nashConv <= run.tolerance ?? -1 { return .converged }
    return run.isInterrupted() ? .interrupted : nil
  }

  /// Adds both players' responses; false where nothing changes.
  private func respond(_ responses: [Int], _ pool: inout ActionPool, _ weights: inout [[Double]]) -> Bool {
    let before = pool.actions.map(\.count)
    for (player, action) in responses.enumerated() {
      let place = pool.add(action, of: player)
      if let decay = meta.rule.decay { for i in weights[player].indices { weights[player][i] *= decay } }
      if place == weights[player].count { weights[player].append(0) }
      weights[player][place] += 1
    }
    return meta.rule.decay != nil || pool.actions.map(\.count) != before
  }
}
