public import Contracts

/// A line of the list of finite games.
public struct FiniteGameEntry: Sendable {
  /// The card.
  public let card: Card
  /// The players' names.
  public let players: [String]
  /// The game that the options choose.
  public let make: @Sendable (Options) throws(Refusal) -> FiniteGame
  /// The fewest actions that player 1 must mix to lose at most so much, where it is known.
  public let components: (@Sendable (Options, _ loss: Double) throws(Refusal) -> Int)?
}

/// Finite games that are known by name, to try algorithms on.
public let allFiniteGames: [FiniteGameEntry] = [
  FiniteGameEntry(
    card: Card(
      id: "rock-paper-scissors", title: "rock, paper, scissors: value 0, both uniform",
      formulas: "U = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]", source: "folklore"),
    players: ["row", "column"],
    make: { _ throws(Refusal) in FiniteGame(zeroSum: PayoffMatrix([[0, -1, 1], [1, 0, -1], [-1, 1, 0]])) },
    components: nil),
  FiniteGameEntry(
    card: UniformGANG.card, players: ["generator", "classifier"],
    make: { options throws(Refusal) in try UniformGANG.game(points: options.integer("points")) },
    components: { options, loss throws(Refusal) in
      try SupportBounds.components(points: options.integer("points"), exploitability: loss)
    }),
]
