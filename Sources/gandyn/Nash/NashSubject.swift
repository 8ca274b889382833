import Contracts
import FiniteGames
import Games
import Tables

/// The options and knobs given, to be told apart by owner.
struct NashGivens {
  /// As given; a later value of a name wins.
  let options: [(name: String, value: String)]
  let assignments: [(name: String, value: Double)]

  init(options: [(name: String, value: String)], assignments: [(name: String, value: Double)]) {
    self.options = options.enumerated().filter { index, one in
      !options[(index + 1)...].contains { $0.name == one.name }
    }.map(\.element)
    self.assignments = assignments
  }

  /// Those that a card has.
  func options(of card: Card) -> [(name: String, value: String)] {
    options.filter { one in card.options.contains { $0.name == one.name } }
  }

  /// The last value assigned to a knob, with or without its owner's name before it.
  func value(of knob: String, owner: String) -> Double? {
    assignments.last { $0.name == knob || $0.name == "\(owner).\(knob)" }?.value
  }

  /// Refuses names that no card has, and knobs that both have.
  func check(_ asked: [Card?], game: [Knob], algorithm: [Knob]) throws {
    let cards = asked.compactMap(\.self)
    let names = cards.flatMap { $0.options.map(\.name) }
    if let unknown = options.first(where: { !names.contains($0.name) }) {
      throw Refusal.unknown("option of \(cards.map(\.id).joined(separator: " or "))", unknown.name, known: names)
    }
    let (ofGame, ofAlgorithm) = (game.map(\.name), algorithm.map(\.name))
    let known = ofGame + ofAlgorithm + ofGame.map { "game.\($0)" } + ofAlgorithm.map { "algorithm.\($0)" }
    for one in assignments {
      guard known.contains(one.name) else {
        let owners = cards.map(\.id).joined(separator: " or ")
        throw Refusal.unknown("knob of \(owners)", one.name, known: ofAlgorithm + ofGame)
      }
      if ofGame.contains(one.name), ofAlgorithm.contains(one.name) {
        throw Refusal(
          "--set \(one.name)=\(one.value): both the game and the algorithm have \(one.name); write game.\(one.name) or algorithm.\(one.name)"
        )
      }
    }
  }

  /// Every knob with its value, as `--set` takes them.
  func resolved(_ entry: AlgorithmEntry, _ subject: NashSubject, _ knobs: [Double]) -> [(name: String, value: Double)] {
    let ofGame = subject.contest.differentiable?.game.knobs.map(\.name) ?? []
    let own = zip(entry.knobs, knobs).map { knob, value in
      ((ofGame.contains(knob.name) ? "algorithm." : "") + knob.name, value)
    }
    let values = subject.contest.differentiable?.knobs ?? []
    return own
      + zip(ofGame, values).map { name, value in
        ((entry.knobs.contains { $0.name == name } ? "game." : "") + name, value)
      }
  }
}

/// What `nash` solves, from a file, from the list of finite games, or from a grid on a game of the catalogue.
struct NashSubject {
  let name: String
  let contest: Contest
  /// The players with the names of their actions.
  let players: [(name: String, coordinates: [String])]
  /// The file that the payoffs were read from.
  let input: (file: String, sha256: String)?

  init(
    _ target: String, grid: String?, _ given: NashGivens, algorithm: AlgorithmEntry?, seed: UInt64, threads: Int? = nil
  ) throws {
    name = target
    if let entry = allGames.first(where: { $0.card.id == target }) {
      let game = try entry.make(options(given.options(of: entry.card), for: entry.card, seed: seed))
      guard let grid else {
        throw Refusal(
          "\(target) is a differentiable game; say from which points its players choose, such as --discretise \(exampleGrid(game))"
        )
      }
      try given.check([entry.card, algorithm?.card], game: game.knobs, algorithm: algorithm?.knobs ?? [])
      let knobs = try game.knobValues(
        Dictionary(
          game.knobs.compactMap { knob in given.value(of: knob.name, owner: "game").map { (knob.name, $0) } },
          uniquingKeysWith: { $1 }))
      var points = try GridGame(game, knobs: knobs, axes: try gridAxes(grid, game))
      if let threads { points.threads = threads }
      contest = Contest(points)
      (players, input) = (game.players.map { ($0.name, $0.coordinates) }, nil)
      return
    }
    guard grid == nil else {
      throw Refusal("--discretise \(grid ?? ""): only games of the catalogue are discretised; '\(target)' is none")
    }
    if let entry = allFiniteGames.first(where: { $0.card.id == target }) {
      try given.check([entry.card, algorithm?.card], game: [], algorithm: algorithm?.knobs ?? [])
      let game = try entry.make(options(given.options(of: entry.card), for: entry.card))
      (contest, players, input) = (Contest(game), entry.players.map { ($0, []) }, nil)
      return
    }
    if allAlgorithms.contains(where: { $0.card.id == target }) {
      throw Refusal("\(target) is an algorithm; name payoffs or a game, and --algorithm \(target)")
    }
    guard target.contains(".") || target.contains("/") else {
      let known = allFiniteGames.map(\.card.id) + allGames.map(\.card.id)
      throw Refusal.unknown("game (or file, with its ending .csv or .yaml)", target, known: known)
    }
    try given.check([algorithm?.card], game: [], algorithm: algorithm?.knobs ?? [])
    let file = try payoffFile(target)
    contest = Contest(file.game)
    players = file.players
    input = isRegularFile(target) ? (target, try Digest.sha256(try fileBytes(target, for: "the payoffs"))) : nil
  }
}

extension NashSubject {
  /// The fewest actions that player 1 must mix to lose at most so much, where it is known.
  func components(_ loss: Double, _ given: NashGivens) throws -> Int? {
    guard let entry = allFiniteGames.first(where: { $0.card.id == name }), let known = entry.components else {
      return nil
    }
    return try known(options(given.options(of: entry.card), for: entry.card), loss)
  }
}

private func exampleGrid(_ game: CompiledGame) -> String {
  let axes = game.coordinates.prefix(4).map { "\($0)=-2:2:41" }
  return axes.joined(separator: ",") + (game.coordinates.count > 4 ? ",..." : "")
}

/// The axes that `--discretise` asks for: coordinates not named stay at the default start.
private func gridAxes(_ text: String, _ game: CompiledGame) throws -> [GridGame.Axis] {
  let ranges = try coordinateRanges(text, "--discretise", game)
  for (player, block) in game.blocks.enumerated() where !block.contains(where: { ranges[$0] != nil }) {
    let name = game.coordinates[block.lowerBound]
    throw Refusal(
      "--discretise \(text): no coordinate of player \(player + 1) is named, such as \(name)=-2:2:41; \(name)=1:1:1 holds it at 1"
    )
  }
  return game.coordinates.indices.map { i in
    ranges[i] ?? GridGame.Axis(low: game.start[i], high: game.start[i], count: 1)
  }
}
