import Contracts
import FiniteGames
import Tables

/// Larger payoffs could overflow in sums of products.
private let largestPayoff = 1e100

/// A finite game from a file: CSV holds what the row player receives in a zero-sum game, YAML any number of players.
///
/// ```yaml
/// payoffs:          # one table per player, the last player's action running fastest; or  zero-sum: [[...], ...]
///   - [[3, 0], [5, 1]]
///   - [[3, 5], [0, 1]]
/// players: [row, column]                                   # names, if wanted
/// actions: [[cooperate, defect], [cooperate, defect]]
/// ```
/// - Throws: `CSVError` or `Refusal` with line and column for what is not a rectangular table of finite numbers.
func payoffFile(_ path: String) throws -> (game: FiniteGame, players: [(name: String, coordinates: [String])]) {
  if path.hasSuffix(".yaml") || path.hasSuffix(".yml") || path.hasSuffix(".json") {
    return try normalForm(try document(try yamlNode(path, for: "the payoffs"), path))
  }
  let rows = try CSVReader.matrix(try fileBytes(path, for: "the payoffs"), source: path)
  for (i, row) in rows.enumerated() {
    for (j, payoff) in row.enumerated() where abs(payoff) > largestPayoff {
      throw Refusal(.data, "\(path): the payoff in row \(i + 1), column \(j + 1) is \(payoff); \(tooLarge)")
    }
  }
  let game = FiniteGame(zeroSum: PayoffMatrix(rows))
  try refuseEqualPayoffs(game, path)
  return (game, [("row", []), ("column", [])])
}

private let tooLarge = "payoffs must be at most \(largestPayoff) in magnitude, or sums would overflow"

private func normalForm(_ root: Document) throws -> (FiniteGame, [(name: String, coordinates: [String])]) {
  let entries = try root.entries("a finite game", known: ["payoffs", "zero-sum", "players", "actions"])
  let game: FiniteGame
  switch (entries["payoffs"], entries["zero-sum"]) {
  case (let tables?, nil):
    let items = try tables.list("payoffs")
    guard items.count >= 2 else {
      throw tables.refusal("payoffs has \(items.count) tables; one per player, at least 2")
    }
    let counts = try shape(of: items[0], depth: items.count)
    game = FiniteGame(
      actionCounts: counts, tables: try items.enumerated().map { try cells($1, counts, "payoffs[\($0 + 1)]") })
  case (nil, let table?):
    let counts = try shape(of: table, depth: 2)
    game = FiniteGame(
      zeroSum: PayoffMatrix(rows: counts[0], columns: counts[1], entries: try cells(table, counts, "zero-sum")))
  default: throw root.refusal("either payoffs (one table per player) or zero-sum (one matrix) is needed")
  }
  try refuseEqualPayoffs(game, root.place)
  let counts = game.actionCounts
  let names = try entries["players"].map { try texts($0, "players", count: counts.count) }
  let actions = try entries["actions"].map { node in
    try node.list("actions", count: counts.count).enumerated().map { player, names in
      try texts(names, "actions[\(player + 1)]", count: counts[player])
    }
  }
  return (game, counts.indices.map { (names?[$0] ?? "player \($0 + 1)", actions?[$0] ?? []) })
}

/// The number of actions of each player, from the first entries of nested lists.
private func shape(of table: Document, depth: Int) throws -> [Int] {
  var (node, counts) = (table, [Int]())
  for player in 1...depth {
    let items = try node.list("the actions of player \(player)")
    guard let first = items.first else { throw node.refusal("player \(player) has no actions; every player needs one") }
    counts.append(items.count)
    node = first
  }
  return counts
}

/// The numbers of a table of a shape, the last index running fastest.
private func cells(_ node: Document, _ counts: [Int], _ what: String) throws -> [Double] {
  guard let count = counts.first else {
    let value = try node.number(what)
    guard abs(value) <= largestPayoff else { throw node.refusal("\(what) is \(value); \(tooLarge)") }
    return [value]
  }
  return try node.list(what, count: count).enumerated().flatMap { i, item in
    try cells(item, Array(counts.dropFirst()), "\(what)[\(i + 1)]")
  }
}

private func texts(_ node: Document, _ what: String, count: Int) throws -> [String] {
  try node.list(what, count: count).map { item in
    switch item.content {
    case .text(let text): text
    case .number(let number): shown(number)
    default: throw item.refusal("\(what) holds names")
    }
  }
}

/// Where nobody's choice matters there is nothing to solve, and most often a column was read wrongly.
private func refuseEqualPayoffs(_ game: FiniteGame, _ place: String) throws {
  let ranges = game.actionCounts.indices.map { game.range(of: $0) }
  if ranges.allSatisfy({ $0.lowerBound == $0.upperBound }) {
    throw Refusal(.data, "\(place): the payoffs of every player are all equal, so every profile is an equilibrium")
  }
}
