import Analysis
import Contracts
import Games
import Procedures
import Testing

/// A game of the catalogue by name, with words for its options.
func catalogued(_ id: String, _ options: [String: String] = [:]) throws -> CompiledGame {
  let entry = try #require(allGames.first { $0.card.id == id })
  return try entry.make(Options(options.mapValues { .word($0) }, for: entry.card))
}

/// A procedure of the catalogue by name, for a game.
func procedure(_ id: String, for game: CompiledGame) throws -> CompiledProcedure {
  let entry = try #require(allProcedures.first { $0.card.id == id })
  return try entry.make(Options([:], for: entry.card), game.players.count)
}

/// Local stability at the known equilibrium nearest a point.
func report(
  _ game: CompiledGame, _ id: String, _ knobs: [String: Double] = [:], near start: [Double]? = nil
) throws -> StabilityReport {
  let procedure = try procedure(id, for: game)
  let settings = try Settings(knobs.map { (name: $0.key, value: $0.value) }, game: game, procedure: procedure)
  return try stability(of: procedure, on: game, settings: settings, at: .equilibrium(near: start ?? game.start))
}

/// The recorded coordinates of every trajectory.
func trajectories(
  _ game: CompiledGame, _ id: String, _ knobs: [String: Double] = [:], from starts: [[Double]], steps: Int,
  recordEvery: Int? = nil
) async throws -> [[[Double]]] {
  let procedure = try procedure(id, for: game)
  let plan = Simulation(
    game: game, procedure: procedure,
    settings: try Settings(knobs.map { (name: $0.key, value: $0.value) }, game: game, procedure: procedure),
    starts: .points(starts), steps: steps, recordEvery: recordEvery ?? max(1, steps))
  let (collected, size) = (Collected(), game.coordinates.count)
  func keep(_ rows: Rows) {
    collected.trajectories.append(
      rows.steps.indices.map { Array(rows.values[$0 * plan.width..<$0 * plan.width + size]) })
  }
  _ = try await plan.run(threads: 2, monitor: RunMonitor(), format: { $0 }, write: keep)
  return collected.trajectories
}

private final class Collected { var trajectories: [[[Double]]] = [] }

/// Whether numbers agree to an absolute tolerance.
func agree(_ got: [Double], _ expected: [Double], _ tolerance: Double) -> Bool {
  got.count == expected.count && zip(got, expected).allSatisfy { ($0 - $1).magnitude <= tolerance }
}
