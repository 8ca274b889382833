import Analysis
import Contracts
import Games
import Procedures
import Spectra
import Testing

/// A game of the catalogue with options and knobs, for tests of published and derived numbers.
struct Subject {
  let game: CompiledGame
  let procedure: CompiledProcedure
  let settings: Settings
  let map: UpdateMap

  init(
    _ id: String, _ options: [String: OptionValue] = [:], _ knobs: [(name: String, value: Double)] = [],
    procedure name: String = "simultaneous", _ choices: [String: OptionValue] = [:]
  ) throws {
    let (entry, other) = (
      try #require(allGames.first { $0.card.id == id }), try #require(allProcedures.first { $0.card.id == name })
    )
    game = try entry.make(Options(options, for: entry.card))
    procedure = try other.make(Options(choices, for: other.card), game.players.count)
    settings = try Settings(knobs, game: game, procedure: procedure)
    map = UpdateMap(game, procedure, settings)
  }

  /// The update map of the procedure inside a wrapper.
  func wrapped(_ name: String, _ choices: [String: OptionValue] = [:]) throws -> UpdateMap {
    let entry = try #require(allWrappers.first { $0.card.id == name })
    let whole = try entry.wrap(procedure, Options(choices, for: entry.card), game.players.count)
    return UpdateMap(game, whole, settings)
  }

  func diagnostic(_ name: String, at z: [Double]) throws -> Double {
    try #require(game.diagnostics.first { $0.name == name }).value(z, settings.gameKnobs)
  }
  func losses(at z: [Double]) -> [Double] { game.players.indices.map { map.loss(of: $0, at: z) } }
  func stability(at place: StabilityPoint? = nil) throws -> StabilityReport {
    try Analysis.stability(of: procedure, on: game, settings: settings, at: place ?? .equilibrium(near: game.start))
  }

  /// The iterates of a run, the start included.
  func run(from start: [Double], steps: Int) async throws -> [[Double]] {
    let plan = Simulation(
      game: game, procedure: procedure, settings: settings, starts: .points([start]), steps: steps)
    let collected = Collected()
    _ = try await plan.run(threads: 1, monitor: RunMonitor(), format: { $0.values }, write: { collected.values += $0 })
    let width = plan.width
    return (0...steps).map { Array(collected.values[$0 * width..<$0 * width + start.count]) }
  }

  private final class Collected { var values: [Double] = [] }
}

/// Whether numbers agree to a relative or, below 1, absolute error.
func close(_ got: Double, _ expected: Double, _ tolerance: Double = 1e-12) -> Bool {
  (got - expected).magnitude <= tolerance * max(1, expected.magnitude)
}

/// The eigenvalues of a matrix, row by row, as real and imaginary parts.
func eigenvalues(_ matrix: [Double]) throws -> [(Double, Double)] {
  var solver = Eigensolver(order: Int(Double(matrix.count).squareRoot()))
  try solver.eigenvalues(of: matrix)
  return Array(zip(solver.real, solver.imaginary))
}

/// The largest modulus among them.
func spectralRadius(_ matrix: [Double]) throws -> Double {
  try eigenvalues(matrix).reduce(0) { max($0, ($1.0 * $1.0 + $1.1 * $1.1).squareRoot()) }
}
