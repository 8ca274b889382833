import ArgumentParser
import Contracts
import FiniteGames
import Games
import Glibc
import Procedures
import Tables

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What there is: games, procedures, wrappers, algorithms, analyses or claims.",
    discussion: "Examples:\n  gandyn list games\n  gandyn list procedures --format json")

  enum Topic: String, CaseIterable, ExpressibleByArgument {
    case games, procedures, wrappers, algorithms, analyses, claims
    case finiteGames = "finite-games"
  }

  @Argument(help: "games, procedures, wrappers, finite-games, algorithms, analyses or claims.")
  var topic: Topic

  @Option(help: "table, csv or json. (default: table on a terminal, otherwise csv)")
  var format: Format?

  @Flag(help: "No colour.")
  var noColor = false

  func run() throws {
    var table = Table(columns: [Column("id"), Column("title"), Column("source")])
    switch topic {
    case .games: for entry in allGames { table.append(row(entry.card)) }
    case .procedures: for entry in allProcedures { table.append(row(entry.card)) }
    case .wrappers: for entry in allWrappers { table.append(row(entry.card)) }
    case .algorithms: for entry in allAlgorithms { table.append(row(entry.card)) }
    case .finiteGames: for entry in allFiniteGames { table.append(row(entry.card)) }
    case .analyses:
      for command in Gandyn.configuration.subcommands
      where ![List.self, Describe.self].contains(where: { $0 == command }) {
        table.append([.text(command._commandName), .text(command.configuration.abstract), .missing])
      }
    case .claims: complain("no published claims are recorded yet")
    }
    try display(
      table, format ?? (isTerminal(1) ? .table : .csv), color: !noColor && isTerminal(1) && getenv("NO_COLOR") == nil)
  }

  private func row(_ card: Card) -> [Cell] { [.text(card.id), .text(card.title), .text(card.source)] }
}
