import Analysis
import Contracts
import Glibc
import Tables

/// What an interrupted or killed run of the same configuration left on disk, as far as its trajectories are complete.
struct Remains {
  /// `FILE`, closed at an interrupt, or `FILE.part`, left by a run that was killed.
  let path: String
  /// The bytes to keep: the header and the rows of the complete trajectories; 0 where not even the header is whole.
  private(set) var bytes = 0
  private(set) var rows = 0
  /// The last recorded row of each complete trajectory.
  private var ends: [(step: Int, residual: Double)] = []

  /// Complete trajectories, which need not be computed again.
  var trajectories: Int { ends.count }

  /// Looks for something to resume; nil where there is nothing.
  ///
  /// - Parameters:
  ///   - path: the data file asked for.
  ///   - manifest: that of the run asked for.
  ///   - header: the first line of its data, with line end.
  ///   - residual: the column of the residual, from 0.
  /// - Throws: `Refusal` (.usage) where the configuration differs, naming the first key that does, (.data) where the files
  ///   are not what a run leaves.
  static func find(_ path: String, manifest: Manifest, header: [UInt8], residual: Int) throws -> Remains? {
    let isKilled = fileSize(path + ".part") ?? 0 > 0
    guard isKilled || fileSize(path) != nil else { return nil }
    let manifestPath = path + ".json" + (isKilled ? ".part" : "")
    let earlier = try EarlierManifest(manifestPath)
    try earlier.refuseDifference(from: manifest)
    let data = try MappedFile(isKilled ? path + ".part" : path)
    if isKilled, data.bytes.count < header.count { return Remains(path: data.path) }
    guard data.bytes.starts(with: header) else {
      throw Refusal(.data, "--resume: '\(data.path)' does not start with the columns of this run")
    }
    if isKilled { return Remains(data, from: header.count, residual: residual, limit: nil) }
    guard try data.sha256() == earlier.sha256 else {
      throw Refusal(.data, "--resume: '\(path)' is not the file that '\(manifestPath)' describes: its SHA-256 differs")
    }
    return Remains(data, from: header.count, residual: residual, limit: earlier.completeTrajectories)
  }

  /// Nothing but an opened file.
  private init(path: String) { self.path = path }

  /// Reads the rows of the trajectories before `limit`.
  ///
  /// Without a limit the last trajectory in the file is not known to be complete and is left out; so is all that follows a
  /// torn line.
  private init(_ data: MappedFile, from header: Int, residual: Int, limit: Int?) {
    (path, bytes) = (data.path, header)
    var (start, current, count) = (header, 0, 0)
    var last: DataRow?
    while start < data.bytes.count, let row = DataRow(data.bytes, at: start), let trajectory = row.trajectory {
      if trajectory != current {
        guard let last, trajectory == current + 1, keep(last, residual, rows: count, through: start) else { return }
        (current, count) = (trajectory, 0)
      }
      if let limit, trajectory >= limit { return }
      (last, count, start) = (row, count + 1, row.end)
    }
    guard let limit, current == limit - 1, start == data.bytes.count, let last else { return }
    _ = keep(last, residual, rows: count, through: start)
  }

  /// Counts one more trajectory as complete; false where its last row is malformed.
  private mutating func keep(_ last: DataRow, _ residual: Int, rows count: Int, through end: Int) -> Bool {
    guard let step = last.field(1).flatMap({ Int($0) }), let value = last.field(residual).flatMap({ Double($0) }) else {
      return false
    }
    ends.append((step, value))
    (rows, bytes) = (rows + count, end)
    return true
  }

  /// How the complete trajectories ended.
  ///
  /// The rows tell convergence and the step budget; a trajectory that ended early is run again, as they do not say which
  /// coordinate diverged.
  func summary(of plan: Simulation, threads: Int) async throws -> RunSummary {
    var outcomes: [Outcome?] = ends.map { end in
      if let tolerance = plan.tolerance, end.residual <= tolerance { return .converged(step: end.step) }
      return end.step == plan.steps ? .stepBudget(step: end.step) : nil
    }
    let early = outcomes.indices.filter { outcomes[$0] == nil }
    let again = Simulation(
      game: plan.game, procedure: plan.procedure, settings: plan.settings,
      starts: .points(early.map { plan.starts[$0] }), steps: plan.steps, recordEvery: max(1, plan.steps),
      tolerance: plan.tolerance)
    var summary = try await again.run(threads: threads, monitor: RunMonitor(), format: { _ in () }, write: { _ in })
    for (index, outcome) in zip(early, summary.outcomes) { outcomes[index] = outcome }
    summary.outcomes = outcomes.compactMap { $0 }
    (summary.steps, summary.rows) = (summary.outcomes.reduce(0) { $0 + $1.step }, rows)
    return summary
  }
}

extension RunSummary {
  /// This run and the one that resumed it.
  func followed(by rest: RunSummary) -> RunSummary {
    var whole = self
    whole.outcomes += rest.outcomes
    (whole.steps, whole.rows) = (steps + rest.steps, rows + rest.rows)
    return whole
  }
}

/// Removes a part without a byte in it, as a run killed at its start leaves.
func discardEmptyPart(of path: String) {
  if fileSize(path + ".part") == 0 { unlink(path + ".part") }
}

/// The size of a regular file, or nil.
private func fileSize(_ path: String) -> Int? {
  var status = stat()
  guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  return Int(status.st_size)
}
