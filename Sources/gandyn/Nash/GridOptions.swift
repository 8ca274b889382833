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
      "The box and the points of its grid: from, to and number of points of each coordinate, such as theta=-2:2:41,psi=-2:2:41; others stay at the default start.",
      valueName: "grid"))
  var discretise: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Seed of every random number.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(help: "table, csv or json. (default: table on a terminal, otherwise csv)")
  var format: Format?

  /// The options and knobs as given.
  func givens() throws -> NashGivens {
    NashGivens(
      options: try option.map { try nameAndValue($0, "--option") }, assignments: try assignments(set, Configuration()))
  }

  /// What is named, on its grid or in its file.
  func subject() throws -> NashSubject {
    try NashSubject(game, grid: discretise, try givens(), algorithm: nil, seed: seed)
  }

  /// Shows a table as asked.
  func show(_ table: Table) throws {
    try display(table, format ?? (isTerminal(1) ? .table : .csv), color: isTerminal(1))
  }
}
