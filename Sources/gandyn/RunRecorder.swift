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
      summary = try await write(to: path, monitor, began)
    } else if try request.format() == .csv {
      let output = StandardOutput()
      try output.write(header)
      summary = try await measured(monitor) { try output.write($0) }
    } else {
      summary = try await show(try request.format(), monitor)
    }
    if try !request.flag("quiet", request.options.quiet) { summarise(summary, seconds() - began) }
    if monitor.isStopped { throw ExitCode(130) }
  }

  private var header: [UInt8] {
    var buffer = CSVBuffer()
    for column in columns { buffer.append(column.name) }
    buffer.endRow()
    return buffer.bytes
  }

  private func write(to path: String, _ monitor: RunMonitor, _ began: Double) async throws -> RunSummary {
    let file = try DataFile(path: path, force: request.flag("force", request.options.force))
    do {
      try file.writeManifest(manifest.json(columns: columns, results: [("outcome", .string("running"))], data: nil))
      try file.write(header)
      let summary = try await measured(monitor) { try file.write($0) }
      try file.finish { sha256, bytes in
        manifest.json(columns: columns, results: results(summary, seconds() - began), data: (path, sha256, bytes))
      }
      return summary
    } catch {
      file.abandon()
      throw error
    }
  }

  /// Runs the plan with a progress line; bytes are formatted in parallel and written in order.
  private func measured(_ monitor: RunMonitor, write: @escaping ([UInt8]) throws -> Void) async throws -> RunSummary {
    let width = plan.width
    let isShown = try !request.flag("quiet", request.options.quiet)
    let reporter = Task.detached { await report(monitor, total: plan.starts.count * plan.steps, enabled: isShown) }
    defer { reporter.cancel() }
    let summary = try await plan.run(
      threads: request.threads, monitor: monitor, format: { csv($0, width: width) }, write: write)
    reporter.cancel()
    await reporter.value
    return summary
  }

  private func show(_ format: Format, _ monitor: RunMonitor) async throws -> RunSummary {
    let collector = TableCollector(columns, width: plan.width)
    let summary = try await plan.run(
      threads: request.threads, monitor: monitor, format: { $0 }, write: { collector.append($0) })
    try display(collector.table, format, color: request.usesColor())
    return summary
  }

  private func results(_ summary: RunSummary, _ wall: Double) -> [(String, JSON)] {
    var counts: [(String, Int)] = []
    for outcome in summary.outcomes {
      if let index = counts.firstIndex(where: { $0.0 == outcome.name }) { counts[index].1 += 1 } else { counts.append((outcome.name, 1)) }
    }
    let cost = plan.procedure.cost
    return [
      ("counts", .object([
        ("trajectories", .integer(summary.outcomes.count)), ("steps", .integer(summary.steps)), ("rows", .integer(summary.rows)),
        ("field_evaluations", .number(Double(summary.steps) * cost.fields)),
        ("jacobian_products", .integer(summary.steps * cost.products)),
      ])),
      ("outcome", .object(counts.map { ($0.0, .integer($0.1)) })),
      ("outcomes", .array(summary.outcomes.map { .string($0.name) })),
      ("last_steps", .array(summary.outcomes.map { .integer($0.step) })),
      ("advice", .array(firstOfEach(summary.outcomes).map { .string("\($0.name): \($0.advice)") })),
      ("wall_seconds", .number(wall)),
    ]
  }

  /// What a person wants to know, on standard error.
  private func summarise(_ summary: RunSummary, _ wall: Double) {
    let rate = wall > 0 ? Double(summary.steps) / wall / 1e6 : 0
    complain("\(plan.game.card.id), \(plan.procedure.card.id): \(summary.outcomes.count) of \(plan.starts.count) trajectories, \(summary.steps) steps in \(rounded(wall, 2)) s (\(rounded(rate, 1)) million a second)")
    for outcome in firstOfEach(summary.outcomes) {
      let count = summary.outcomes.count { $0.name == outcome.name }
      complain("  \(count) \(outcome.name): \(count > 1 ? "first: " : "")\(outcome.advice)")
    }
    if let path = request.output { complain("  wrote \(path) (\(summary.rows) rows) and \(path).json") }
  }

  private func firstOfEach(_ outcomes: [Outcome]) -> [Outcome] {
    var firsts: [Outcome] = []
    for outcome in outcomes where !firsts.contains(where: { $0.name == outcome.name }) { firsts.append(outcome) }
    return firsts
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

/// A number with a few decimals, for people.
func rounded(_ value: Double, _ places: Int) -> String {
  let unit = (0..<places).reduce(1.0) { unit, _ in unit * 10 }
  return "\((value * unit).rounded() / unit)"
}

private final class TableCollector {
  var table: Table
  private let width: Int

  init(_ columns: [Column], width: Int) { (table, self.width) = (Table(columns: columns), width) }

  func append(_ rows: Rows) {
    for (index, step) in rows.steps.enumerated() {
      table.append([.integer(rows.trajectory), .integer(step)] + rows.values[index * width..<(index + 1) * width].map { .number($0) })
    }
  }
}

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

/// Shows progress until it is cancelled.
private func report(_ monitor: RunMonitor, total: Int, enabled: Bool) async {
  var progress = Progress(total: total, label: "steps", enabled: enabled)
  while !Task.isCancelled {
    progress.update(done: monitor.stepsDone)
    try? await Task.sleep(nanoseconds: 100_000_000)
  }
  progress.finish()
}
