import Contracts
import Games
import Glibc
import Procedures
import Tables
import Testing

/// A row of a file in Tests/Oracles, by column name.
struct Row: Sendable, CustomTestStringConvertible {
  let file: String
  let line: Int
  let cells: [String: String]

  subscript(_ name: String) -> String { cells[name] ?? "" }
  var testDescription: String {
    "\(file):\(line) "
      + ["section", "kind", "game", "options", "knobs", "procedure"].compactMap { cells[$0] }.filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// A list of numbers joined by `;`.
  func numbers(_ name: String) throws -> [Double] {
    try self[name].split(separator: ";").map { try #require(Double($0)) }
  }

  /// A list of complex numbers `re:im`.
  func complexNumbers(_ name: String) throws -> [(Double, Double)] {
    try self[name].split(separator: ";").map { text in
      let parts = text.split(separator: ":").map { Double($0) ?? .nan }
      return (parts[0], try #require(parts.count == 2 ? parts[1] : 0))
    }
  }

  /// `name=value;name=value`.
  func pairs(_ name: String) -> [(name: String, value: String)] {
    self[name].split(separator: ";").map { part in
      let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
      return (sides[0], sides[1])
    }
  }

  /// Every row of a file.
  static func all(_ file: String) -> [Row] {
    let path = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined() + "/Oracles/" + file
    guard let stream = fopen(path, "r") else { return [] }
    defer { fclose(stream) }
    var (bytes, chunk): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: 1 << 16))
    while case let count = fread(&chunk, 1, chunk.count, stream), count > 0 { bytes += chunk[..<count] }
    guard let document = try? CSVReader.parse(bytes, source: file) else { return [] }
    return document.rows.enumerated().map { index, row in
      Row(
        file: file, line: index + 2,
        cells: Dictionary(uniqueKeysWithValues: zip(document.header, row.map { String($0) })))
    }
  }
}

extension Row {
  /// The game with its options, and its seed where the file has one.
  func game() throws -> CompiledGame {
    let entry = try #require(allGames.first { $0.card.id == self["game"] })
    var given: [String: OptionValue] = [:]
    for (name, text) in pairs("options") { given[name] = try value(entry.card, name, text) }
    if !self["matrix"].isEmpty {
      let option = try #require(
        entry.card.options.first {
          if case .choice = $0.kind { false } else if case .integer = $0.kind { false } else { true }
        })
      if case .matrix = option.kind {
        given[option.name] = .matrix(try matrixRows(), source: file)
      } else {
        given[option.name] = .document(try players())
      }
    }
    return try entry.make(Options(given, for: entry.card, seed: UInt64(self["seed"]) ?? 0))
  }

  /// The procedure with its options, inside its wrappers.
  func procedure(players: Int) throws -> CompiledProcedure {
    let id = self["procedure"].isEmpty ? "simultaneous" : self["procedure"]
    let entry = try #require(allProcedures.first { $0.card.id == id })
    var given: [String: OptionValue] = [:]
    for (name, text) in pairs("procedure_options") where !name.contains(".") {
      given[name] = try value(entry.card, name, text)
    }
    let procedure = try entry.make(Options(given, for: entry.card), players)
    return try self["wrappers"].split(separator: ";").reduce(procedure) { inner, id in
      let wrapper = try #require(allWrappers.first { $0.card.id == id })
      var given: [String: OptionValue] = [:]
      for (name, text) in pairs("procedure_options") where name.hasPrefix("\(id).") {
        let own = String(name.dropFirst(id.count + 1))
        given[own] = try value(wrapper.card, own, text)
      }
      return try wrapper.wrap(inner, Options(given, for: wrapper.card), players)
    }
  }

  /// The knobs of both.
  func settings(_ game: CompiledGame, _ procedure: CompiledProcedure) throws -> Settings {
    try Settings(
      pairs("knobs").map { ("game.\($0.name)", try #require(Double($0.value))) }
        + pairs("procedure_knobs").map { ("procedure.\($0.name)", try #require(Double($0.value))) },
      game: game, procedure: procedure)
  }

  private func value(_ card: Card, _ name: String, _ text: String) throws -> OptionValue {
    let option = try #require(card.options.first { $0.name == name }, "\(card.id) has no option \(name)")
    return switch option.kind {
    case .integer: .integer(try #require(Int(text)))
    case .integers: .integers(text.split(separator: ",").compactMap { Int($0) })
    default: .word(text)
    }
  }

  private func matrixRows() throws -> [[Double]] {
    let (blocks, entries) = (try numbers("blocks").map { Int($0) }, try numbers("matrix"))
    return (0..<blocks[0]).map { Array(entries[$0 * blocks[1]..<($0 + 1) * blocks[1]]) }
  }

  private func players() throws -> Document {
    let (blocks, matrices, linear) = (try numbers("blocks"), try numbers("matrix"), try numbers("linear"))
    let n = Int(blocks.reduce(0, +))
    return Document(
      .map([
        (
          "players",
          Document(
            .list(
              blocks.enumerated().map { player, size in
                let rows = (0..<n).map {
                  Document.numbers(Array(matrices[(player * n + $0) * n..<(player * n + $0 + 1) * n]))
                }
                var entries = [("dimension", Document(.number(size))), ("M", Document(.list(rows)))]
                if !linear.isEmpty { entries.append(("b", .numbers(Array(linear[player * n..<(player + 1) * n])))) }
                return Document(.map(entries))
              }))
        )
      ]))
  }
}

/// Whether two lists agree to `tolerance` times the largest expected entry.
func agree(_ got: [Double], _ expected: [Double], _ tolerance: Double) -> Bool {
  let scale = expected.map(\.magnitude).max() ?? 0
  return got.count == expected.count && zip(got, expected).allSatisfy { ($0 - $1).magnitude <= tolerance * scale }
}
