import Analysis
import ArgumentParser
import Contracts
import FiniteGames
import Tables

/// Runs an algorithm into a data file or standard output, with progress, manifest and summary.
struct NashRecorder {
  private let request: NashRequest
  private let columns: [Column]

  init(_ request: NashRequest) { (self.request, columns) = (request, request.columns) }

  func run() throws {
    let monitor = RunMonitor()
    let interrupts = Interrupts(monitor)
    defer { withExtendedLifetime(interrupts) {} }
    let (solution, wall) =
      if let path = request.delivery.path { try write(to: path, monitor) } else { try show(monitor) }
    if !request.delivery.isQuiet { summarise(solution, wall) }
    if solution.outcome == .interrupted { throw ExitCode(130) }
  }

  private func solve(
    _ monitor: RunMonitor, _ record: @escaping (Iteration) throws -> Void
  ) throws -> (Solution, Double) {
    var progress = Progress(
      total: request.iterations, label: request.entry.card.id, unit: "iterations", enabled: !request.delivery.isQuiet)
    // Where no row is written, nothing is measured on the way.
    let writesRows = request.delivery.path != nil || request.delivery.format == .csv
    let run = Run(
      iterations: request.iterations, average: request.average, start: request.start, seed: request.seed,
      recordEvery: writesRows ? request.recordEvery : request.iterations, tolerance: request.tolerance, record: record,
      isInterrupted: { monitor.isStopped }, progress: { progress.update(done: $0) })
    let began = seconds()
    defer { progress.finish() }
    let solution = try request.algorithm.solve(request.subject.contest, run)
    return (solution, seconds() - began)
  }

  private func write(to path: String, _ monitor: RunMonitor) throws -> (Solution, Double) {
    let file = try DataFile(path: path, force: request.delivery.force)
    do {
      try file.write(header)
      let (solution, wall) = try solve(monitor) { try file.write(row($0)) }
      try file.finish { sha256, bytes in
        manifest.json(
          columns: columns, results: solution.json(request) + [("wall_seconds", .number(wall))],
          data: (path, sha256, bytes))
      }
      return (solution, wall)
    } catch {
      file.abandon()
      throw error
    }
  }

  private func show(_ monitor: RunMonitor) throws -> (Solution, Double) {
    let output = StandardOutput()
    guard request.delivery.format == .csv else {
      let (solution, wall) = try solve(monitor) { _ in }
      if request.delivery.format == .json {
        try output.write(Array((JSON.object(solution.json(request)).text(indent: 2) + "\n").utf8))
      } else {
        try output.write(Array(solution.table(request).aligned(color: request.delivery.usesColor).utf8))
      }
      return (solution, wall)
    }
    // Nothing is written before the algorithm has accepted the game.
    var isBegun = false
    return try solve(monitor) { iteration in
      if !isBegun { try output.write(header) }
      isBegun = true
      try output.write(row(iteration))
    }
  }

  private var header: [UInt8] {
    var buffer = CSVBuffer()
    buffer.appendHeader(columns.map(\.name))
    return buffer.bytes
  }

  private func row(_ iteration: Iteration) -> [UInt8] {
    var buffer = CSVBuffer()
    buffer.append(iteration.number)
    buffer.append(iteration.gap.nashConv)
    buffer.append(iteration.gap.values[0])
    if request.showsStrategies { for strategy in iteration.profile { for p in strategy { buffer.append(p) } } }
    for extra in iteration.extras { buffer.append(extra) }
    buffer.endRow()
    return buffer.bytes
  }

  private var manifest: Manifest {
    Manifest(
      configuration: .object(request.resolved), players: request.subject.players,
      conventions: [
        "every player maximises; value is what player 1 receives",
        "nash_conv is the sum over the players of what each gains by its best response; exploitability is nash_conv divided by the number of players",
      ])
  }

  private func summarise(_ solution: Solution, _ wall: Double) {
    let iterations = counted(solution.iterations, "iteration", "iterations")
    complain("\(request.subject.name), \(request.entry.card.id): \(iterations) in \(rounded(wall, 2)) s")
    complain(
      "  value \(shown(solution.gap.values[0])), NashConv \(shown(solution.gap.nashConv)), exploitability \(shown(solution.gap.exploitability))"
    )
    for (name, value) in solution.figures { complain("  \(name) \(shown(value))") }
    complain("  \(solution.outcome.name): \(solution.outcome.advice)")
    if solution.equilibria.count > 1 { complain("  \(solution.equilibria.count) equilibria, the first above") }
    for note in solution.notes { complain("  note: \(note)") }
    if let path = request.delivery.path { complain("  wrote \(path) and \(path).json") }
  }
}
