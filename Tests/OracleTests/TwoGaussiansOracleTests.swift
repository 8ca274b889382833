import Analysis
import Contracts
import Testing

/// Best responses of `two-gaussians` and the dynamics against them, computed in Python (Tests/Oracles/two_gaussians.csv).
@Suite struct TwoGaussiansOracleTests {
  @Test(arguments: Row.all("two_gaussians.csv")) func row(_ row: Row) async throws {
    let (targets, tolerance) = (try row.numbers("target"), try #require(Double(row["tolerance"])))
    let eta = row["eta"].isEmpty ? 1 : try #require(Double(row["eta"]))
    let subject = try Subject(
      "two-gaussians", ["endpoints": .word("ordered")],
      [("target_1", targets[0]), ("target_2", targets[1]), ("eta", eta)], procedure: "best-response")
    if row["kind"] == "best-response" { return try bestResponse(subject, row, tolerance) }
    let start = try row.numbers("start") + [0, 0, 0, 0]
    let steps = try #require(Int(row["step"]))
    let end = try await subject.run(from: start, steps: steps)[steps]
    let (mu, tv) = (Array(end[0..<2]), try subject.diagnostic("tv", at: end))
    #expect(try differ([tv], row.numbers("tv")) <= tolerance)
    let isOutcome = row["kind"] == "outcome"
    #expect(differ(isOutcome ? mu.sorted() : mu, try row.numbers("mu")) <= tolerance)
    if isOutcome { #expect((differ(mu.sorted(), targets.sorted()) < 0.1) == (row["converged"] == "true")) }
  }

  /// With step 1 the means move by the gradient at the best response.
  private func bestResponse(_ subject: Subject, _ row: Row, _ tolerance: Double) throws {
    let mu = try row.numbers("mu")
    let moved = subject.map.step(mu + [0, 0, 0, 0])
    #expect(differ(zip(mu, moved).map { $0 - $1 }, try row.numbers("gradient")) <= tolerance)
    let ends = [moved[2...3], moved[4...5]].map(Array.init).filter { $0[1] > $0[0] }.flatMap { $0 }
    #expect(differ(ends, try row.numbers("intervals")) <= tolerance)
    let tv = try subject.diagnostic("tv", at: mu + moved[2...])
    #expect(try differ([tv], row.numbers("tv")) <= tolerance)
  }

  private func differ(_ got: [Double], _ expected: [Double]) -> Double {
    got.count == expected.count ? zip(got, expected).reduce(0) { max($0, ($1.0 - $1.1).magnitude) } : .infinity
  }
}
