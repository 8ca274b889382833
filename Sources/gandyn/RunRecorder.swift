import Analysis
import ArgumentParser
import Contracts
import Glibc
import Tables

/// Runs a simulation into a data file or standard output, with progress, manifest and summary.
struct RunRecorder {
  let plan: Simulation
  let columns: [Column]
  let manifest: Manifest
  let request: Request

  func run() async throws {
    let monitor = RunMonitor()
    let interrupts = Interrupts(monitor)
    defer { withExtendedLifetime(interrupts) {} }
    let began = seconds()
    let summary: RunSummary
    if let path = request.output {
      guard let written = try await write(to: path, monitor, began) else { return }
      summary = written
    } else {
      guard !request.resume else { throw Refusal("--resume needs the file of the interrupted run: -o FILE") }
      summary = try await writeToStandardOutput(monitor)
    }
    if !request.isQuiet { summarise(summary, seconds() - began) }
    if monitor.isStopped { throw ExitCode(130) }
  }

  /// What would be done, on standard error; output that would be refused is refused here too.
  func announce() throws {
    var remains: Remains?
    if let path = request.output {
      remains = try request.resume ? findRemains(path) : nil
      if remains == nil { try DataFile.check(path, force: request.force) }
    }
    if let remains, remains.trajectories == plan.starts.count {
      return complain("would do nothing: \(remains.path) is complete")
    }
    let trajectories = plan.starts.count - (remains?.trajectories ?? 0)
    let (steps, rows) = (Double(trajectories) * Double(plan.steps), Double(trajectories) * Double(plan.maximalRows))
    let cost = plan.procedure.cost
    let perStep = cost.products(in: plan.game)
    let products = perStep > 0 ? ", \(brief(steps * perStep, "products with J"))" : ""
    let (lines, bytes) = (brief(rows, "rows"), brief(rows * Double(plan.width * 19 + 8), "B"))
    let done = remains.map { " after the \($0.trajectories) already done" } ?? ""
    let (all, each) = (counted(trajectories, "trajectory", "trajectories"), counted(plan.steps, "step", "steps"))
    complain("would run \(plan.game.card.id) with \(plan.procedure.name): \(all) of \(each)\(done)")
    complain("  at most \(brief(steps, "steps")), \(brief(steps * cost.fields, "evaluations of xi"))\(products)")
    complain("  at most \(lines), about \(bytes), to \(request.output ?? "standard output")")
  }

  private var header: [UInt8] {
    var buffer = CSVBuffer()
    for column in columns { buffer.append(column.name) }
    buffer.endRow()
    return buffer.bytes
  }

  /// Turns rows into text; called in parallel.
  private var csvFormatter: @Sendable (Rows) -> [UInt8] { { [width = plan.width] in csv($0, width: width) } }

  private func writeToStandardOutput(_ monitor: RunMonitor) async throws -> RunSummary {
    if request.format == .csv {
      let output = StandardOutput()
      try output.write(header)
      return try await measured(plan, monitor, format: csvFormatter) { try output.write($0) }
    }
    let collector = TableCollector(columns, width: plan.width)
    let summary = try await measured(plan, monitor, format: unchanged) { collector.append($0) }
    try display(collector.table, request.format, color: request.usesColor)
    return summary
  }

  /// Nil where an earlier run is complete and nothing is left to do.
  private func write(to path: String, _ monitor: RunMonitor, _ began: Double) async throws -> RunSummary? {
    guard !(request.force && request.resume) else {
      throw Refusal("--resume and --force exclude each other: keep what is there, or replace it")
    }
    if request.resume { discardEmptyPart(of: path) }
    guard let remains = try request.resume ? findRemains(path) : nil else {
      let file = try DataFile(path: path, force: request.force)
      try file.writeManifest(manifest.json(columns: columns, results: [("outcome", .string("running"))], data: nil))
      try file.write(header)
      return try await fill(file, plan, kept: nil, monitor, began)
    }
    if remains.trajectories == plan.starts.count {
      if !request.isQuiet { complain("\(path) is complete: nothing to resume") }
      return nil
    }
    let file = try DataFile(resuming: path, keeping: remains.bytes)
    if remains.bytes == 0 { try file.write(header) }
    if !request.isQuiet {
      complain("resuming \(path) after \(counted(remains.trajectories, "trajectory", "trajectories"))")
    }
    let kept = try await remains.summary(of: plan, threads: request.threads)
    return try await fill(file, plan.starting(at: remains.trajectories), kept: kept, monitor, began)
  }

  /// Runs the plan into the file and closes it with its manifest.
  private func fill(
    _ file: DataFile, _ plan: Simulation, kept: RunSummary?, _ monitor: RunMonitor, _ began: Double
  ) async throws -> RunSummary {
    do {
      let rest = try await measured(plan, monitor, format: csvFormatter) { try file.write($0) }
      let summary = kept?.followed(by: rest) ?? rest
      try file.finish { sha256, bytes in
        let found = results(summary, kept: kept?.outcomes.count ?? 0, seconds() - began)
        return manifest.json(columns: columns, results: found, data: (file.path, sha256, bytes))
      }
      return summary
    } catch {
      file.abandon()
      throw error
    }
  }

  private func findRemains(_ path: String) throws -> Remains? {
    try Remains.find(path, manifest: manifest, header: header, residual: 2 + plan.game.coordinates.count)
  }

  /// Runs a plan with a progress line; rows are formatted in parallel and written in order.
  private func measured<Output: Sendable>(
    _ plan: Simulation, _ monitor: RunMonitor, format: @escaping @Sendable (Rows) -> Output,
    write: @escaping (Output) throws -> Void
  ) async throws -> RunSummary {
    let (product, overflow) = (plan.starts.count - plan.firstTrajectory).multipliedReportingOverflow(by: plan.steps)
    let total = overflow ? Int.max : product
    let reporter = ProgressReporter(monitor, total: total, enabled: !request.isQuiet)
    defer { reporter.finish() }
    return try await plan.run(threads: request.threads, monitor: monitor, format: format) { output in
      // What is still being computed is in vain once nothing more can be written.
      do { try write(output) } catch {
        monitor.requestStop()
        throw error
      }
    }
  }
}

/// A table on standard output in the format asked for.
func display(_ table: Table, _ format: Format, color: Bool) throws {
  let output = StandardOutput()
  switch format {
  case .csv: try output.write(table.csv())
  case .table: try output.write(Array(table.aligned(color: color).utf8))
  case .json: try output.write(Array((table.json().text(indent: 2) + "\n").utf8))
  }
}

private final class TableCollector {
  var table: Table
  private let width: Int

  init(_ columns: [Column], width: Int) { (table, self.width) = (Table(columns: columns), width) }

  func append(_ rows: Rows) {
    for (index, step) in rows.steps.enumerated() {
      table.append(
        [.integer(rows.trajectory), .integer(step)]
          + rows.values[index * width..<(index + 1) * width].map { .number($0) })
    }
  }
}

@Sendable private func unchanged(_ rows: Rows) -> Rows { rows }

/// The CSV text of some rows.
private func csv(_ rows: Rows, width: Int) -> [UInt8] {
  var buffer = CSVBuffer()
  for (index, step) in rows.steps.enumerated() {
    buffer.append(rows.trajectory)
    buffer.append(step)
    for value in rows.values[index * width..<(index + 1) * width] { buffer.append(value) }
    buffer.endRow()
  }
  return buffer.bytes
}
