import ArgumentParser
import Contracts
import FiniteGames
import Tables

/// The options of analyses of a differentiable game on a box.
struct GridOptions: ParsableArguments {
  @Argument(help: "The game; 'gandyn list games' shows all.")
  var game: String

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Knobs of the game, such as r1=0.3.", valueName: "name=value,..."))
  var set: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("One structural option of the game; repeat it for more.", valueName: "name=value"))
  var option: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The box and the points of its grid: from, to and number of points of each coordinate; others stay at the default start.",
      valueName: "grid"))
  var discretise: String

  @Option(parsing: .unconditional, help: ArgumentHelp("Seed of every random number.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(help: "table, csv or json. (default: table on a terminal, otherwise csv)")
  var format: Format?

  /// The game on its grid.
  func grid() throws -> GridGame {
    let given = NashGivens(
      options: try option.map { try nameAndValue($0, "--option") }, assignments: try assignments(set, Configuration()))
    let subject = try NashSubject(game, grid: discretise, given, algorithm: nil, seed: seed)
    guard let grid = subject.contest.differentiable else { throw Refusal("\(game) is no differentiable game") }
    return grid
  }

  /// Shows a table as asked.
  func show(_ table: Table) throws {
    try display(table, format ?? (isTerminal(1) ? .table : .csv), color: isTerminal(1))
  }
}
