import Analysis
import Contracts
import FiniteGames
import Tables

/// The starting points that `--start` asks for.
func starts(_ text: String?, for game: CompiledGame, seed: UInt64) throws -> Starts {
  guard let text else { return .points([game.start]) }
  if isFile(start: text) { return .points(try pointsFromFile(text, game)) }
  guard let mark = text.firstIndex(where: { ":=".contains($0) }), text[mark] == ":" else {
    return .points([try point(text, game)])
  }
  let rest = String(text[text.index(after: mark)...])
  switch text[..<mark] {
  case "grid": return .grid(try gridAxes(rest, game))
  case "random": return try randomStarts(rest, game, seed)
  case "initial": return .initial(count: try initialCount(rest), of: game)
  case let word: throw Refusal.unknown("kind of --start", String(word), known: ["grid", "initial", "random"])
  }
}

/// Whether a start is a file: named `.csv`, or without the signs that points, grids and random starts have.
func isFile(start text: String) -> Bool {
  text.hasSuffix(".csv") || !(text.contains("=") || ["grid:", "initial:", "random:"].contains { text.hasPrefix($0) })
}

/// How a refusal names a start that is taken for a file.
func startLabel(_ text: String) -> String {
  text.hasSuffix(".csv") ? "--start" : "--start (neither NAME=VALUE,... nor grid:, initial: or random:, so a file)"
}

/// `theta=1,psi=-0.5`: the coordinates named, the others at the default start.
func point(_ text: String, _ game: CompiledGame, option: String = "--start") throws -> [Double] {
  var (point, named) = (game.start, Set<String>())
  for part in parts(text) {
    let (name, value) = try nameAndValue(part, option)
    let index = try coordinate(name, game)
    guard named.insert(name).inserted else { throw Refusal("\(option) \(text): \(name) is given twice") }
    point[index] = try number(value, "\(option) \(part)")
  }
  return point
}

/// Between commas; an empty part is refused later, as it is no NAME=VALUE.
private func parts(_ text: String) -> [String] {
  text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
}

/// `theta=-2:2:21,...`: from, to, number of points; coordinates not named stay at the default start.
private func gridAxes(_ text: String, _ game: CompiledGame) throws -> [[Double]] {
  let ranges = try coordinateRanges(text, "--start grid:", game)
  let axes = game.start.indices.map { index in
    ranges[index].map { range in
      (0..<range.count).map(range.value)
    } ?? [game.start[index]]
  }
  let total = axes.reduce(1.0) { $0 * Double($1.count) }
  guard total <= 1e9 else { throw Refusal("--start grid:\(text): \(total) points are too many; at most 1e9") }
  return axes
}

/// `theta=-2:2:21,...` by coordinate: from, to, number of points; `context` is the option with the sign before the text.
func coordinateRanges(
  _ text: String, _ context: String, _ game: CompiledGame
) throws -> [Int: GridGame.Axis] {
  var ranges: [Int: GridGame.Axis] = [:]
  for part in parts(text) {
    let (name, range) = try nameAndValue(part, context)
    let index = try coordinate(name, game)
    let place = context.hasSuffix(":") ? "\(context)\(part)" : "\(context) \(part)"
    guard ranges[index] == nil else { throw Refusal("\(place): \(name) is given twice") }
    let fields = range.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 3, let count = Int(fields[2]), (1...10_000_000).contains(count) else {
      throw Refusal("\(place): FROM:TO:COUNT with a count >= 1 and at most 10000000 is needed, such as \(name)=-2:2:21")
    }
    ranges[index] = GridGame.Axis(
      low: try number(fields[0], place), high: try number(fields[1], place), count: count)
  }
  return ranges
}

/// `count=1000,scale=1`.
private func randomStarts(_ text: String, _ game: CompiledGame, _ seed: UInt64) throws -> Starts {
  var (count, scale) = (1, 1.0)
  for part in parts(text) {
    let (name, value) = try nameAndValue(part, "--start random:")
    switch name {
    case "count": count = try startCount(value, "--start random:\(part)")
    case "scale":
      scale = try number(value, "--start random:\(part)")
      guard (0...1e300).contains(scale) else {
        throw Refusal("--start random:\(part): scale must be >= 0 and at most 1e300")
      }
    default: throw Refusal.unknown("key of --start random:", name, known: ["count", "scale"])
    }
  }
  return .random(count: count, scale: scale, seed: seed, dimension: game.start.count)
}

/// `count=100`: that many of the game's own starts.
private func initialCount(_ text: String) throws -> Int {
  let (name, value) = try nameAndValue(text, "--start initial:")
  guard name == "count" else { throw Refusal.unknown("key of --start initial:", name, known: ["count"]) }
  return try startCount(value, "--start initial:\(text)")
}

private func startCount(_ text: String, _ context: String) throws -> Int {
  guard let count = Int(text), (1...1_000_000_000).contains(count) else {
    throw Refusal("\(context): count must be an integer from 1 to 1000000000")
  }
  return count
}

/// A CSV file whose header names the coordinates, one point per row.
private func pointsFromFile(_ path: String, _ game: CompiledGame) throws -> [[Double]] {
  let document = try CSVReader.parse(try fileBytes(path, for: startLabel(path)), source: path)
  for (column, name) in document.header.enumerated() where !game.coordinates.contains(name) {
    let refusal = Refusal.unknown("coordinate of \(game.card.id)", name, known: game.coordinates)
    throw document.error(row: nil, column: column, refusal.description)
  }
  let columns = game.coordinates.map { document.header.firstIndex(of: $0) }
  let rows = try document.numbers()
  guard !rows.isEmpty else { throw Refusal(.data, "\(path): no starting point; one per row is needed") }
  return rows.map { row in columns.enumerated().map { $1.map { row[$0] } ?? game.start[$0] } }
}

private func coordinate(_ name: String, _ game: CompiledGame) throws -> Int {
  guard let index = game.coordinates.firstIndex(of: name) else {
    throw Refusal.unknown("coordinate of \(game.card.id)", name, known: game.coordinates)
  }
  return index
}

private func number(_ text: String, _ context: String) throws -> Double {
  guard let value = Double(text), value.isFinite else { throw Refusal("\(context): '\(text)' is not a finite number") }
  return value
}
