public import Contracts

/// A line of the list of finite games.
public struct FiniteGameEntry: Sendable {
  /// The card.
  public let card: Card
  /// The players' names.
  public let players: [String]
  /// The game that the options choose.
  public let make: @Sendable (Options) throws(Refusal) -> FiniteGame
}

/// Finite games that are known by name, to try algorithms on.
public let allFiniteGames: [FiniteGameEntry] = [
  FiniteGameEntry(
    card: Card(
      id: "rock-paper-scissors", title: "rock, paper, scissors: value 0, both uniform",
      formulas: "U = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]", source: "folklore"),
    players: ["row", "column"]
  ) { _ in FiniteGame(zeroSum: PayoffMatrix([[0, -1, 1], [1, 0, -1], [-1, 1, 0]])) }
]
