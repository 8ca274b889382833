import Contracts
import Glibc
import Testing

@testable import FiniteGames

/// Every row of `Tests/Oracles/finite_games.csv` that a rule of self-play answers.
@Suite struct LearnerOracleTests {
  /// The rows of one run.
  struct Case: Sendable, CustomTestStringConvertible {
    let rows: [[String: String]]

    subscript(_ name: String) -> String { rows[0][name] ?? "" }
    static let identity = ["game", "algorithm", "options", "knobs", "average", "iterations"]
    var testDescription: String { Self.identity.map { self[$0] }.joined(separator: " ") }

    func solve() throws -> Solution {
      var options = oraclePairs(self["options"])
      let start = try options.removeValue(forKey: "start")?.split(separator: "|").map {
        try $0.split(separator: ",").map { try #require(Double($0)) }
      }
      let knobs = try oraclePairs(self["knobs"]).mapValues { try #require(Double($0)) }
      let iterations = try #require(Int(self["iterations"]))
      return try Learner(self["algorithm"], options, knobs).solve(
        oracleGame(rows[0]), iterations, Average(rawValue: self["average"]), start: start)
    }
  }

  static let cases: [Case] = {
    let learners = Set(Learner.all.map(\.id))
    let rows = oracleRows("finite_games.csv").filter { learners.contains($0["algorithm"] ?? "") }
    let runs = Dictionary(grouping: rows) { row in Case.identity.map { row[$0] ?? "" } }
    return runs.values.map { Case(rows: $0) }.sorted { $0.testDescription < $1.testDescription }
  }()

  @Test func everyLearnerHasRows() {
    #expect(Set(Self.cases.map { $0["algorithm"] }) == Set(Learner.all.map(\.id)))
  }

  @Test(arguments: cases) func agrees(_ run: Case) throws {
    let solution = try run.solve()
    for row in run.rows {
      let quantity = try #require(row["quantity"])
      let (expected, tolerance) = (
        try numbers(row["values"] ?? ""), try #require(Double(row["tolerance"] ?? ""))
      )
      let got = try #require(answer(solution, quantity), "nothing is called \(quantity)")
      #expect(got.count == expected.count)
      for (a, b) in zip(got, expected) { #expect(abs(a - b) <= tolerance, "\(quantity): \(a) for \(b)") }
    }
  }

  private func answer(_ solution: Solution, _ quantity: String) -> [Double]? {
    switch quantity {
    case "nash_conv": [solution.gap.nashConv]
    case "exploitability": [solution.gap.exploitability]
    case "value": [solution.gap.values[0]]
    case "p1", "p2", "p3": Int(quantity.dropFirst()).map { solution.profile[$0 - 1] }
    case "regrets": solution.figures.map(\.value)
    // From rock, paper, scissors' uniform equilibrium.
    case "kl_sum": [solution.profile.joined().reduce(0) { $0 - log(3 * $1) / 3 }]
    case "invariant": [solution.profile.joined().reduce(0) { $0 - log($1) / 3 }]
    default: nil
    }
  }
}
