import Glibc
import Tables
import Testing

@testable import FiniteGames

/// Numbers and fractions between semicolons.
func numbers(_ text: String) throws -> [Double] {
  try text.split(separator: ";").map { number in
    let parts = try number.split(separator: "/").map { try #require(Double($0)) }
    return parts.count == 2 ? parts[0] / parts[1] : try #require(parts.first)
  }
}

/// The rows of a file in Tests/Oracles by column name; none where it cannot be read.
func oracleRows(_ file: String) -> [[String: String]] {
  let path = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined() + "/Oracles/" + file
  guard let stream = fopen(path, "r") else { return [] }
  defer { fclose(stream) }
  var (bytes, chunk): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: 1 << 16))
  while case let count = fread(&chunk, 1, chunk.count, stream), count > 0 { bytes += chunk[..<count] }
  guard let document = try? CSVReader.parse(bytes, source: file) else { return [] }
  return document.rows.map { Dictionary(uniqueKeysWithValues: zip(document.header, $0)) }
}

/// Pairs `name=value` between semicolons.
func oraclePairs(_ text: String) -> [String: String] {
  let parts = text.split(separator: ";").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
  return Dictionary(uniqueKeysWithValues: parts.map { ($0[0], $0[1]) })
}

/// The game of a row: tables between bars; one alone is that of a zero-sum game.
func oracleGame(_ row: [String: String]) throws -> FiniteGame {
  let shape = try row["shape", default: ""].split(separator: "x").map { try #require(Int($0)) }
  var tables = try row["payoffs", default: ""].split(separator: "|").map { try numbers(String($0)) }
  if tables.count == 1 { tables.append(tables[0].map { -$0 }) }
  return FiniteGame(actionCounts: shape, tables: tables)
}
