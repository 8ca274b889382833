import Analysis
import Contracts
import Tables

/// The starting points that `--start` asks for.
func starts(_ text: String?, for game: CompiledGame, seed: UInt64) throws -> Starts {
  guard let text else { return .points([game.start]) }
  if text.hasPrefix("grid:") { return .grid(try gridAxes(String(text.dropFirst(5)), game)) }
  if text.hasPrefix("random:") { return try randomStarts(String(text.dropFirst(7)), game, seed) }
  if text.contains("="), !text.hasSuffix(".csv") { return .points([try point(text, game)]) }
  return .points(try pointsFromFile(text, game))
}

/// `theta=1,psi=-0.5`: the coordinates named, the others at the default start.
private func point(_ text: String, _ game: CompiledGame) throws -> [Double] {
  var point = game.start
  for part in text.split(separator: ",") {
    let (name, value) = try nameAndValue(String(part), "--start")
    point[try coordinate(name, game)] = try number(value, "--start \(part)")
  }
  return point
}

/// `theta=-2:2:21,...`: from, to, number of points; coordinates not named stay at the default start.
private func gridAxes(_ text: String, _ game: CompiledGame) throws -> [[Double]] {
  var axes = game.start.map { [$0] }
  for part in text.split(separator: ",") {
    let (name, range) = try nameAndValue(String(part), "--start grid:")
    let index = try coordinate(name, game)
    let fields = range.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 3, let count = Int(fields[2]), (1...10_000_000).contains(count) else {
      throw Refusal("--start grid:\(part): FROM:TO:COUNT is needed, such as \(name)=-2:2:21")
    }
    let (low, high) = (try number(fields[0], "--start grid:\(part)"), try number(fields[1], "--start grid:\(part)"))
    axes[index] = (0..<count).map { equidistant($0, of: count, from: low, to: high) }
  }
  let total = axes.reduce(1.0) { $0 * Double($1.count) }
  guard total <= 1e9 else { throw Refusal("--start grid:\(text): \(total) points are too many; at most 1e9") }
  return axes
}

/// Exact at both ends; the same number from either side.
private func equidistant(_ index: Int, of count: Int, from low: Double, to high: Double) -> Double {
  if count == 1 { return low }
  let (before, after): (Double, Double) = (Double(index), Double(count - 1 - index))
  return (low * after + high * before) / Double(count - 1)
}

/// `count=1000,scale=1`.
private func randomStarts(_ text: String, _ game: CompiledGame, _ seed: UInt64) throws -> Starts {
  var (count, scale) = (1, 1.0)
  for part in text.split(separator: ",") {
    let (name, value) = try nameAndValue(String(part), "--start random:")
    switch name {
    case "count":
      guard let integer = Int(value), (1...1_000_000_000).contains(integer) else {
        throw Refusal("--start random:\(part): count must be an integer from 1 to 1000000000")
      }
      count = integer
    case "scale":
      scale = try number(value, "--start random:\(part)")
      guard scale >= 0 else { throw Refusal("--start random:\(part): scale must be >= 0") }
    default: throw Refusal.unknown("key of --start random:", name, known: ["count", "scale"])
    }
  }
  return .random(count: count, scale: scale, seed: seed, dimension: game.start.count)
}

/// A CSV file whose header names the coordinates, one point per row.
private func pointsFromFile(_ path: String, _ game: CompiledGame) throws -> [[Double]] {
  let document = try CSVReader.parse(try fileBytes(path), source: path)
  for (column, name) in document.header.enumerated() where !game.coordinates.contains(name) {
    throw Refusal(.data, "\(path):1:\(column + 1): \(Refusal.unknown("coordinate", name, known: game.coordinates))")
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
