import Analysis
import ArgumentParser
import Contracts
import Glibc
import Tables

struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trajectories of a training procedure on a game, to CSV.",
    discussion: """
      Columns: trajectory,step,<coordinates>,residual[,<diagnostics>]; the
      residual is the Euclidean norm of xi.

      Examples:
        gandyn simulate dirac-gan --set eta=0.2 --steps 500
        gandyn simulate dirac-gan --start theta=-1,psi=0.5 --procedure alternating
        gandyn simulate dirac-gan --start random:count=100 --steps 300 -o out.csv
        gandyn simulate --config out.csv.json -o again.csv
        gandyn simulate lqg-wgan --diagnostics kl,w2 --until residual=1e-10
      """)

  @Option(parsing: .unconditional, help: ArgumentHelp("Steps to take. (default: 1000)", valueName: "n"))
  var steps: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Record every n-th step, and the first and the last. (default: 1)", valueName: "n"))
  var recordEvery: String?

  @Option(
    help: ArgumentHelp(
      "Stop a trajectory early, such as residual=1e-10. (default: only divergence stops early)",
      valueName: "residual=tolerance"))
  var until: String?

  @Option(
    help: ArgumentHelp(
      "Exact numbers about each recorded point, such as kl,reverse-kl,w2; 'gandyn describe GAME' lists them.",
      valueName: "name,..."))
  var diagnostics: String?

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let request = try Request(common)
    let (plan, details) = try plan(request)
    let manifest = Manifest(
      command: "simulate", request: request, settings: plan.settings, procedureID: request.procedureID, details: details
    )
    let recorder = RunRecorder(plan: plan, columns: Self.columns(plan), manifest: manifest, request: request)
    if request.isDryRun { try recorder.announce() } else { try await recorder.run() }
  }

  /// The plan, and what it adds to the configuration in the manifest.
  private func plan(_ request: Request) throws -> (Simulation, [(String, JSON)]) {
    let config = request.configuration
    let steps = try config.integer("steps", self.steps, in: 0...1_000_000_000_000_000) ?? 1000
    let recordEvery = try config.integer("record-every", self.recordEvery, in: 1...1_000_000_000_000_000) ?? 1
    let until = self.until ?? config.values["until"]?.text
    let names = self.diagnostics ?? config.values["diagnostics"]?.text
    guard request.procedureID != "all" else {
      throw Refusal("--procedure all: simulate takes one procedure; 'stability' takes all")
    }
    let procedure = try request.procedure()
    let plan = Simulation(
      game: request.game, procedure: procedure,
      settings: try Settings(request.assignments, game: request.game, procedure: procedure),
      starts: try starts(request.start, for: request.game, seed: request.seed), steps: steps, recordEvery: recordEvery,
      tolerance: try until.map(tolerance), diagnostics: try chosenDiagnostics(names, request.game),
      seed: request.seed)
    var details: [(String, JSON)] = [("start", .string(request.start ?? spelled(request.game)))]
    details += [("steps", .integer(steps)), ("record-every", .integer(recordEvery))]
    if let until { details.append(("until", .string(until))) }
    if let names { details.append(("diagnostics", .string(names))) }
    return (plan, details)
  }

  private func spelled(_ game: CompiledGame) -> String {
    zip(game.coordinates, game.start).map { "\($0)=\($1)" }.joined(separator: ",")
  }

  private func tolerance(_ text: String) throws -> Double {
    let (name, value) = try nameAndValue(text, "--until")
    guard name == "residual" else { throw Refusal.unknown("quantity of --until", name, known: ["residual"]) }
    guard let tolerance = Double(value), tolerance.isFinite, tolerance >= 0 else {
      throw Refusal("--until \(text): a finite tolerance >= 0 is needed")
    }
    return tolerance
  }

  private func chosenDiagnostics(_ names: String?, _ game: CompiledGame) throws -> [Diagnostic] {
    try (names?.split(separator: ",", omittingEmptySubsequences: false) ?? []).map { name in
      guard let diagnostic = game.diagnostics.first(where: { $0.name == name }) else {
        throw Refusal.unknown("diagnostic of \(game.card.id)", String(name), known: game.diagnostics.map(\.name))
      }
      return diagnostic
    }
  }

  private static func columns(_ plan: Simulation) -> [Column] {
    [Column("trajectory"), Column("step")] + plan.game.coordinates.map { Column($0) } + [Column("residual")]
      + plan.diagnostics.map { Column($0.name, unit: $0.unit) }
  }
}
