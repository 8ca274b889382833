import Contracts
import Testing

@testable import FiniteGames

/// Rows of `Tests/Oracles` that exact solvers answer.
@Suite struct SolvingOracleTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let cells: [String: String]
    subscript(_ name: String) -> String { cells[name] ?? "" }
    var testDescription: String {
      ["game", "case", "algorithm", "options", "knobs", "lambda", "quantity"].map { self[$0] }.filter { !$0.isEmpty }
        .joined(separator: " ")
    }
    func tolerance() throws -> Double { try #require(Double(self["tolerance"])) }
    func values() throws -> [Double] { try numbers(self["values"]) }
  }

  static func rows(_ file: String, _ isIncluded: (Row) -> Bool = { _ in true }) -> [Row] {
    oracleRows(file).map { Row(cells: $0) }.filter(isIncluded)
  }
  static let equilibria = rows("finite_equilibria.csv")
  static let responses = rows("finite_qre.csv")
  static let solved = rows("finite_games.csv") {
    ["lp", "double-oracle"].contains($0["algorithm"]) && $0["quantity"] != "pure_minimax"
  }
  static let gangs = rows("finite_measures.csv") {
    $0["case"] == "toy-gang" && $0["algorithm"] != "parallel-nash-memory" && $0["source"] != "B2 one path"
  }
  static let samples = rows("finite_measures.csv") { $0["case"] == "sampling-bound" }

  /// A file that cannot be read would leave nothing to test.
  @Test func everyFileHasRows() {
    #expect(Self.equilibria.count >= 15)
    #expect(Self.responses.count >= 22)
    #expect(Self.solved.count >= 60)
    #expect(Self.gangs.count >= 20)
    #expect(Self.samples.count >= 5)
  }

  /// The same equilibria as exact arithmetic finds, in any order.
  @Test(arguments: equilibria) func allEquilibria(_ row: Row) throws {
    let expected = try row["equilibria"].split(separator: "|").map { pair in
      try pair.split(separator: ":").map { try numbers(String($0)) }
    }
    let found = try solution("support-enumeration", Contest(oracleGame(row.cells))).solution
    #expect(found.equilibria.count == expected.count)
    #expect("\(found.equilibria.count)" == row["count"])
    for profile in expected {
      #expect(found.equilibria.filter { distance($0, profile) <= 1e-14 }.count == 1, "\(profile)")
    }
    #expect("\(found.notes.contains { $0.contains("degenerate") })" == row["is_degenerate"])
  }

  @Test(arguments: responses) func quantalResponses(_ row: Row) throws {
    let lambda = try #require(Double(row["lambda"]))
    let found = try solution("qre", Contest(oracleGame(row.cells)), knobs: ["lambda": lambda]).solution
    #expect(distance(found.profile, [try numbers(row["p1"]), try numbers(row["p2"])]) <= 1e-13)
  }

  @Test(arguments: solved) func zeroSumGames(_ row: Row) throws {
    let knobs = try oraclePairs(row["knobs"]).mapValues { try #require(Double($0)) }
    let (found, iterations) = try solution(row["algorithm"], Contest(oracleGame(row.cells)), knobs: knobs)
    let got = try row["quantity"].split(separator: ";").flatMap { quantity in
      switch quantity {
      case "value": [found.gap.values[0]]
      case "nash_conv": [found.gap.nashConv]
      case "p1": found.profile[0]
      case "p2": found.profile[1]
      case "iterations": [Double(found.iterations)]
      case "gaps": iterations.map(\.gap.nashConv)
      default: try #require(nil as [Double]?, "nothing is called \(quantity)")
      }
    }
    expect(got, try row.values(), try row.tolerance())
  }

  @Test(arguments: gangs) func toyGANG(_ row: Row) throws {
    let (options, knobs) = (oraclePairs(row["options"]), oraclePairs(row["knobs"]))
    let n = try #require(Int(options["points", default: ""]))
    if let eps = knobs["eps"].flatMap({ Double($0) }) {
      expect([Double(try SupportBounds.components(points: n, exploitability: eps))], try row.values(), 0)
      return
    }
    if let k = knobs["components"].flatMap({ Int($0) }) {
      expect([try concession(components: k, points: n)], try row.values(), try row.tolerance())
      return
    }
    let found = try solution(row["algorithm"], Contest(UniformGANG.game(points: n))) { run in
      if row["algorithm"] == "double-oracle" { run.start = [pure(0, of: n), pure((1 << n) - 1, of: 1 << n)] }
    }.solution
    let got: [Double]
    switch row["quantity"] {
    case "value": got = [found.gap.values[0]]
    case "nash_conv": got = [found.gap.nashConv]
    case "generator": got = found.profile[0]
    default: got = try #require(nil, "nothing is called \(row["quantity"])")
    }
    expect(got, try row.values(), try row.tolerance())
  }

  @Test(arguments: samples) func samplingBound(_ row: Row) throws {
    let knobs = try oraclePairs(row["knobs"]).mapValues { try #require(Double($0)) }
    let (n, eps) = (try #require(knobs["n"]), try #require(knobs["eps"]))
    expect([Double(try SupportBounds.samples(actions: Int(n), loss: eps))], try row.values(), 0)
  }

  private func expect(_ got: [Double], _ expected: [Double], _ tolerance: Double) {
    #expect(got.count == expected.count)
    for (a, b) in zip(got, expected) { #expect(abs(a - b) <= tolerance, "\(a) for \(b)") }
  }
}
