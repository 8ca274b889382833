import Analysis
import ArgumentParser
import Contracts
import Procedures
import Spectra
import Tables

struct Stability: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Local stability: spectra of the flow and of the procedure's update map.",
    discussion: """
      Columns: kind,index,real,imaginary,modulus; kind 'field' are the
      eigenvalues of -J (stable iff real < 0), kind 'map' those of the update
      map on its whole state (stable iff modulus < 1). Digits that are not
      known are not shown.

      Examples:
        gandyn stability dirac-gan --set r1=0.3,eta=0.2
        gandyn stability dirac-gan --set r1=0.3 --procedure all
        gandyn stability lqg-wgan --procedure extragradient --format json
        gandyn stability dirac-gan --at point --start theta=1,psi=0.5 --matrices
      """)

  enum Place: String, CaseIterable, ExpressibleByArgument {
    case equilibrium, point
  }

  @Option(
    help:
      "The equilibrium nearest the start (a known one, otherwise by Newton's method), or the start itself. (default: equilibrium)"
  )
  var at: Place?

  @Flag(help: "Also show J and the derivative of the update map (table and json).")
  var matrices = false

  @Flag(help: "Look for the critical step also above 100 rows of state.")
  var criticalStep = false

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let request = try Request(common)
    let start = request.start
    let points = try starts(start, for: request.game, seed: request.seed)
    guard points.count == 1 else {
      throw Refusal("--start \(start ?? ""): stability examines one point; this names \(points.count)")
    }
    let place =
      try at ?? request.configuration.value("at", { Place(rawValue: $0) }, "equilibrium or point") ?? .equilibrium
    let target = place == .point ? StabilityPoint.point(points[0]) : .equilibrium(near: points[0])
    if request.isDryRun { return try announce(request, place) }
    let reports = try request.procedureID == "all" ? all(request, target) : [one(request, request.procedureID, target)]
    try deliver(reports, request, place, start)
  }

  /// What would be done, on standard error; output that would be refused is refused here too.
  private func announce(_ request: Request, _ place: Place) throws {
    if request.procedureID != "all" {
      _ = try Settings(request.assignments, game: request.game, procedure: try request.procedure())
    }
    if let path = request.output { try DataFile.check(path, force: request.force) }
    let size = request.game.coordinates.count
    let (game, output) = (request.game.card.id, request.output ?? "standard output")
    let target = place == .point ? "the point given" : "an equilibrium"
    complain("would examine \(game) (\(size) x \(size)) with \(request.procedureID) at \(target), to \(output)")
  }

  private func one(_ request: Request, _ id: String, _ target: StabilityPoint) throws -> ProcedureStability {
    let procedure = try request.procedure(id)
    let settings = try Settings(request.assignments, game: request.game, procedure: procedure)
    let forced = try request.configuration.flag("critical-step", criticalStep)
    let report = try Analysis.stability(
      of: procedure, on: request.game, settings: settings, at: target, forcesCriticalStep: forced,
      seed: request.seed)
    return ProcedureStability(id: id, name: procedure.name, settings: settings, report: report)
  }

  /// One report per procedure that applies; knobs of other procedures are left out for each.
  private func all(_ request: Request, _ target: StabilityPoint) throws -> [ProcedureStability] {
    let forced = try request.configuration.flag("critical-step", criticalStep)
    let shared = ["eta", "tau"] + request.game.knobs.map(\.name)
    var refusals: [Refusal] = []
    let reports = try allProcedures.compactMap { entry -> ProcedureStability? in
      let procedure = try request.procedure(entry.card.id)
      guard procedure.applies(to: request.game) else { return nil }
      let own = request.assignments.filter { assignment in
        let name = assignment.name.replacing("procedure.", with: "")
        let isForeign = allProcedures.contains { other in
          other.card.id != entry.card.id && other.knobs.contains { name == $0.name || name.hasPrefix("\($0.name)_") }
        }
        return shared.contains(name) || !isForeign
          || entry.knobs.contains { name == $0.name || name.hasPrefix("\($0.name)_") }
      }
      let settings = try Settings(own, game: request.game, procedure: procedure)
      do {
        let report = try Analysis.stability(
          of: procedure, on: request.game, settings: settings, at: target, forcesCriticalStep: forced,
          seed: request.seed)
        return ProcedureStability(id: entry.card.id, name: procedure.name, settings: settings, report: report)
      } catch let refusal as Refusal {
        refusals.append(refusal)
        complain("left out \(entry.card.id): \(refusal)")
        return nil
      }
    }
    if reports.isEmpty, let refusal = refusals.first { throw refusal }
    return reports
  }

  private func deliver(_ reports: [ProcedureStability], _ request: Request, _ place: Place, _ start: String?) throws {
    let isAll = request.procedureID == "all"
    let table = isAll ? comparison(reports) : reports[0].spectrumTable
    let showsMatrices = try request.configuration.flag("matrices", matrices)
    let objects = reports.map { $0.json(request, matrices: showsMatrices) }
    if let path = request.output {
      var details: [(String, JSON)] = [("at", .string(place.rawValue))]
      if let start { details.append(("start", .string(start))) }
      if showsMatrices { details.append(("matrices", .bool(true))) }
      if try request.configuration.flag("critical-step", criticalStep) {
        details.append(("critical-step", .bool(true)))
      }
      let manifest = Manifest(
        command: "stability", request: request, settings: isAll ? nil : reports[0].settings,
        procedureID: request.procedureID, details: details)
      let file = try DataFile(path: path, force: request.force)
      do {
        try file.write(table.csv())
        try file.finish { sha256, bytes in
          manifest.json(columns: table.columns, results: [("results", .array(objects))], data: (path, sha256, bytes))
        }
      } catch {
        file.abandon()
        throw error
      }
      if !request.isQuiet { complain("wrote \(path) (\(table.rows.count) rows) and \(path).json") }
      return
    }
    switch request.format {
    case .json: try StandardOutput().write(Array(((isAll ? .array(objects) : objects[0]).text(indent: 2) + "\n").utf8))
    case .csv: try StandardOutput().write(table.csv())
    case .table:
      let text = isAll ? "" : reports[0].summary(request, matrices: showsMatrices)
      try StandardOutput().write(Array((text + table.aligned(color: request.usesColor)).utf8))
    }
    if request.format == .csv, !request.isQuiet, !isAll { complain(reports[0].verdictLine) }
  }

  private func comparison(_ reports: [ProcedureStability]) -> Table {
    var table = Table(
      columns: [
        "procedure", "verdict", "field_verdict", "spectral_radius", "spectral_abscissa", "critical_step",
        "critical_step_reason", "rate",
      ].map { Column($0) })
    for item in reports {
      let report = item.report
      var (step, reason): (Cell, Cell) = (.missing, .missing)
      switch report.criticalStep {
      case .value(let value): step = .number(value)
      case .none(let why): reason = .text(why)
      }
      table.append([
        .text(item.id), report.verdict.map { .text($0.rawValue) } ?? .missing,
        report.fieldVerdict.map { .text($0.rawValue) } ?? .missing,
        .number(report.spectralRadius), .number(report.spectralAbscissa), step, reason,
        report.rate.map { .number($0) } ?? .missing,
      ])
    }
    return table
  }
}
