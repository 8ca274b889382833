import Analysis
import Contracts
import Glibc
import Tables

/// What a run did, for the manifest and for a person.
extension RunRecorder {
  /// The manifest's entries; `kept` trajectories are those of an earlier run.
  func results(_ summary: RunSummary, kept: Int, _ wall: Double) -> [(String, JSON)] {
    let cost = plan.procedure.cost
    let counts: [(String, JSON)] = [
      ("trajectories", .integer(summary.outcomes.count)), ("steps", .integer(summary.steps)),
      ("rows", .integer(summary.rows)), ("field_evaluations", .number(Double(summary.steps) * cost.fields)),
      (
        "jacobian_products",
        .number(Double(summary.steps) * cost.products(in: plan.game))
      ),
    ]
    let kinds = kindsOfOutcome(summary)
    return [
      ("counts", .object(counts)),
      ("outcome", .object(kinds.map { ($0.name, .integer($0.count)) })),
      ("outcomes", .array(summary.outcomes.map { .string($0.name) })),
      ("last_steps", .array(summary.outcomes.map { .integer($0.step) })),
      (
        "advice",
        .array(
          (kinds.map { "\($0.name): \($0.advice)" } + [quadratureWarning(summary)].compactMap { $0 }).map {
            .string($0)
          })
      ),
      ("wall_seconds", .number(wall)),
    ] + (kept > 0 ? [("resumed_after_trajectories", .integer(kept))] : [])
      + (plan.game.quadrature == nil ? [] : [("quadrature_error", .number(summary.quadratureError))])
  }

  /// A few lines on standard error.
  func summarise(_ summary: RunSummary, _ wall: Double) {
    let rate = wall > 0.1 ? " (\(brief(Double(summary.steps) / wall, "steps"))/s)" : ""
    let (trajectories, steps) = (
      counted(plan.starts.count, "trajectory", "trajectories"), counted(summary.steps, "step", "steps")
    )
    complain(
      "\(plan.game.card.id), \(plan.procedure.name): \(trajectories), \(steps) in \(rounded(wall, 2)) s\(rate)")
    let kinds = kindsOfOutcome(summary)
    for kind in kinds { complain("  \(kind.count) \(kind.name): \(kind.count > 1 ? "first: " : "")\(kind.advice)") }
    if let warning = quadratureWarning(summary) { complain("  \(warning)") }
    guard let path = request.output else { return }
    // Devices and pipes have no manifest.
    let hasManifest = access(path + ".json", F_OK) == 0
    let rows = counted(summary.rows, "row", "rows")
    complain("  wrote \(path) (\(rows))\(hasManifest ? " and \(path).json" : "")")
    if hasManifest, kinds.contains(where: { ["interrupted", "notBegun"].contains($0.name) }) {
      complain("  the same command with --resume continues it")
    }
  }

  /// What the outcome says where the quadrature behind xi was too coarse.
  private func quadratureWarning(_ summary: RunSummary) -> String? {
    guard let statement = plan.game.quadrature, summary.quadratureError > statement.threshold else { return nil }
    let place = statement.isMeasured ? "at a start or an end" : "at some recorded point"
    return "quadrature: xi may be off by \(summary.quadratureError) \(place); raise --option \(statement.option)=N"
  }

  /// Each kind of outcome met, with its number and the advice of its first trajectory.
  private func kindsOfOutcome(_ summary: RunSummary) -> [(name: String, count: Int, advice: String)] {
    var kinds: [(name: String, count: Int, advice: String)] = []
    for outcome in summary.outcomes {
      if let index = kinds.firstIndex(where: { $0.name == outcome.name }) {
        kinds[index].count += 1
      } else {
        kinds.append((outcome.name, 1, outcome.advice))
      }
    }
    let missing = plan.starts.count - summary.outcomes.count
    return kinds + (missing > 0 ? [("notBegun", missing, "the run was stopped before these")] : [])
  }
}
