import Analysis
import Contracts
import Games
import Procedures
import Testing

/// Outcomes, recording and streaming of runs.
@Suite struct SimulationTests {
  /// z+ = (x - 2y, y + 2x) on the bilinear game: the norm grows by sqrt(5) a step until it overflows.
  @Test func divergenceKeepsTheFinitePrefix() async throws {
    let (summary, rows) = try await run("bilinear", [("eta", 2)], steps: 5000, every: 100)
    var (x, y, step) = (1.0, 1.0, 0)
    while x.isFinite && y.isFinite {
      (x, y) = (x - 2 * y, y + 2 * x)
      step += 1
    }
    guard case .diverged(let found, _) = summary.outcomes[0] else { throw Wrong(outcome: summary.outcomes[0]) }
    #expect(found == step)
    #expect(rows.map(\.step) == Array(stride(from: 0, through: (step - 1) / 100 * 100, by: 100)) + [step - 1])
    #expect(rows.allSatisfy { row in row.values.allSatisfy(\.isFinite) })
  }

  /// The first step whose residual is small enough, and not one later.
  @Test func convergenceStopsAtItsStep() async throws {
    let knobs = [("r1", 0.5), ("eta", 0.5)]
    let (summary, rows) = try await run("dirac-gan", knobs, steps: 5000, every: 7, tolerance: 1e-6)
    let (_, all) = try await run("dirac-gan", knobs, steps: 5000, every: 1)
    let expected = try #require(all.first { ($0.values.last ?? 1) <= 1e-6 })
    #expect(summary.outcomes == [.converged(step: expected.step)])
    #expect(rows.last?.step == expected.step && rows.last?.values == expected.values)
  }

  @Test(arguments: [(0, 1), (1, 1), (10, 3), (9, 3), (5, 100)]) func recordsFirstEveryAndLast(steps: Int, every: Int)
    async throws
  {
    let (_, rows) = try await run("dirac-gan", [], steps: steps, every: every)
    #expect(rows.map(\.step) == (0...steps).filter { $0 % every == 0 || $0 == steps })
  }

  /// Too long to keep in memory: streamed, with the same numbers.
  @Test func longTrajectoriesAreStreamed() async throws {
    let steps = 2_200_000
    let (summary, rows) = try await run("dirac-gan", [("eta", 0.01)], steps: steps, every: 1, keep: 1000)
    let (_, sparse) = try await run("dirac-gan", [("eta", 0.01)], steps: steps, every: 1000)
    #expect(summary.rows == steps + 1)
    #expect(rows.map(\.step) == sparse.map(\.step))
    #expect(rows.map(\.values) == sparse.map(\.values))
  }

  @Test func aRequestToStopIsHonoured() async throws {
    let monitor = RunMonitor()
    monitor.requestStop()
    let plan = try plan("dirac-gan", [], starts: .points(Array(repeating: [1, 1], count: 100)), steps: 1000, every: 1)
    let summary = try await plan.run(threads: 2, monitor: monitor, format: { $0.steps.count }, write: { _ in })
    #expect(summary.outcomes.isEmpty)
  }

  /// Clipping projects the start once, and every step.
  @Test func projectionHoldsFromTheStart() async throws {
    let (_, rows) = try await run("dirac-gan", [("clip", 0.4), ("eta", 0.3)], steps: 50, every: 1)
    #expect(rows[0].values[1] == 0.4)
    #expect(rows.allSatisfy { $0.values[1].magnitude <= 0.4 })
  }

  private struct Wrong: Error { let outcome: Outcome }
  private struct Recorded: Equatable { let step: Int, values: [Double] }
  private final class Collected { var rows: [Recorded] = [] }

  private func plan(
    _ id: String, _ knobs: [(String, Double)], starts: Starts?, steps: Int, every: Int, tolerance: Double? = nil
  ) throws -> Simulation {
    let entry = try #require(allGames.first { $0.card.id == id })
    let game = try entry.make(Options([:], for: entry.card))
    let simultaneous = try #require(allProcedures.first { $0.card.id == "simultaneous" })
    let procedure = try simultaneous.make(Options([:], for: simultaneous.card), 2)
    return Simulation(
      game: game, procedure: procedure,
      settings: try Settings(knobs.map { (name: $0.0, value: $0.1) }, game: game, procedure: procedure),
      starts: starts ?? .points([game.start]), steps: steps, recordEvery: every, tolerance: tolerance)
  }

  private func run(
    _ id: String, _ knobs: [(String, Double)], steps: Int, every: Int, tolerance: Double? = nil, keep: Int = 1
  ) async throws -> (RunSummary, [Recorded]) {
    let plan = try plan(id, knobs, starts: nil, steps: steps, every: every, tolerance: tolerance)
    let (collected, width) = (Collected(), plan.width)
    func keepRows(_ rows: Rows) {
      for (index, step) in rows.steps.enumerated() where step % keep == 0 || step == steps || keep == 1 {
        let values = Array(rows.values[index * width..<(index + 1) * width])
        collected.rows.append(Recorded(step: step, values: values))
      }
    }
    let summary = try await plan.run(threads: 2, monitor: RunMonitor(), format: { $0 }, write: keepRows)
    return (summary, collected.rows)
  }
}
