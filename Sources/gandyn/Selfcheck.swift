import ArgumentParser
import Contracts
import Games
import Laws
import Procedures
import Tables

struct Selfcheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Every law over every game and procedure, on this machine.",
    discussion: """
      One row per law with the worst error met and the largest allowed; exit
      code 1 if a law fails. Without a name every game is examined.

      Example:
        gandyn selfcheck bilinear
      """)

  @Argument(help: "One game only; 'gandyn list games' shows all. (default: every game)")
  var game: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Seed of the random points and knobs. (default: 0)", valueName: "n"))
  var seed: String?

  @Option(help: "table, csv or json. (default: table on a terminal, otherwise csv)")
  var format: Format?

  @Flag(help: "No progress.")
  var quiet = false

  func run() async throws {
    let seed = try Configuration().integer("seed", self.seed, in: 0...UInt64.max) ?? 0
    let games = try game.map { [try gameEntry($0)] } ?? allGames
    let members = try games.flatMap { try Member.members(of: $0) }
    var findings: [Finding] = try allProcedures.flatMap { try linearLawFinding($0, seed: seed) }
    var progress = Progress(total: members.count, label: "games", enabled: !quiet)
    for (index, member) in members.enumerated() {
      for law in gameLaws { if let finding = try await law.examine(member, seed: seed) { findings.append(finding) } }
      for variant in try Variant.examined(allProcedures, allWrappers, on: member) {
        for law in procedureLaws {
          if let finding = try await law.examine(member, variant, seed: seed) { findings.append(finding) }
        }
      }
      progress.update(done: index + 1)
    }
    progress.finish()
    try display(summary(findings), format ?? (isTerminal(1) ? .table : .csv), color: false)
    let failed = findings.filter { !$0.holds }
    for finding in failed {
      complain("failed: \(finding.law): \(finding.subject): error \(finding.error), allowed \(finding.tolerance)")
    }
    if !failed.isEmpty { throw ExitCode(1) }
  }

  private func summary(_ findings: [Finding]) -> Table {
    var table = Table(columns: ["law", "subjects", "failed", "worst_error", "allowed"].map { Column($0) })
    var laws: [String] = []
    for finding in findings where !laws.contains(finding.law) { laws.append(finding.law) }
    for law in laws {
      let own = findings.filter { $0.law == law }
      table.append([
        .text(law), .integer(own.count), .integer(own.count { !$0.holds }), .number(own.map(\.error).max() ?? 0),
        .number(own[0].tolerance),
      ])
    }
    return table
  }
}
