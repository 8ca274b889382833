internal import Contracts

/// How things stand after a round.
struct Standing {
  /// The strategies reported; empty where they are none over a fixed list of actions.
  var profile: Profile
  /// How far they are from an equilibrium.
  var gap: Gap
  /// The algorithm's own columns.
  var extras: [Double]

  /// Whether every number is one.
  var isFinite: Bool {
    gap.nashConv.isFinite && (gap.values + extras).allSatisfy(\.isFinite) && profile.joined().allSatisfy(\.isFinite)
  }
}

extension Run {
  /// Plays rounds until one ends the run, and records those asked for.
  ///
  /// A round that is not finite ends it, with how things stood when they were last measured.
  /// - Parameters:
  ///   - remedy: what to do where payoffs are not finite, in a sentence.
  ///   - play: plays a round, from 1.
  ///   - measure: how things stand after it; asked only where it is recorded or may be the last.
  func rounds(
    remedy: String, _ play: (Int) throws -> Void, measure: (Int) throws -> Standing
  ) throws -> Solution {
    guard iterations >= 1 else { throw Refusal("--iterations must be at least 1") }
    var (t, last) = (0, Solution?.none)
    while true {
      t += 1
      try play(t)
      progress(t)
      let isInterrupted = isInterrupted()
      guard records(t) || tolerance != nil || isInterrupted else { continue }
      let now = try measure(t)
      guard now.isFinite else {
        guard var solution = last else { throw Refusal(.numerical, "round \(t) is not finite: \(remedy)") }
        solution.outcome = .stopped("round \(t) is not finite: \(remedy)")
        return solution
      }
      let outcome = outcome(now.gap, t, isInterrupted: isInterrupted)
      if outcome != nil || records(t) {
        try record(Iteration(number: t, profile: now.profile, gap: now.gap, extras: now.extras))
      }
      let solution = Solution(
        profile: now.profile, gap: now.gap, iterations: t, outcome: outcome ?? .iterationBudget)
      if outcome != nil { return solution }
      last = solution
    }
  }

  private func outcome(_ gap: Gap, _ t: Int, isInterrupted: Bool) -> NashOutcome? {
    if let tolerance, gap.nashConv <= tolerance { return .converged }
    if isInterrupted { return .interrupted }
    return t == iterations ? .iterationBudget : nil
  }
}
