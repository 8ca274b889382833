import Analysis
import Contracts
import Scalars
import Spectra
import Testing

@testable import Laws

/// Games, update maps, divergences and trajectories against independent computations in Python (Tests/Oracles).
@Suite struct OracleTests {
  @Test(arguments: [
    ("fields.csv", 214), ("maps.csv", 486), ("divergences.csv", 69), ("trajectories.csv", 69),
    ("check_values.csv", 328), ("mean_gan.csv", 6), ("two_gaussians.csv", 82), ("mixture_divergences.csv", 50),
  ]) func everyFileHasItsRows(file: String, count: Int) {
    #expect(Row.all(file).count == count)
  }

  @Test(arguments: Row.all("fields.csv")) func field(_ row: Row) throws {
    let game = try row.game()
    let map = UpdateMap(
      game, try row.procedure(players: game.players.count),
      try row.settings(game, row.procedure(players: game.players.count)))
    let (point, tolerance) = (try row.numbers("point"), try #require(Double(row["tolerance"])))
    #expect(agree(game.players.indices.map { map.loss(of: $0, at: point) }, try row.numbers("losses"), tolerance))
    #expect(agree(map.xi(point), try row.numbers("xi"), tolerance))
    #expect(agree(map.jacobian(point), try row.numbers("jacobian"), tolerance))
    let lanes = Evaluation(game: map.game, z: point, knobs: map.settings.gameKnobs).xi(map.game.onLanes) {
      $0[lane: 31]
    }
    #expect(agree(lanes, try row.numbers("xi"), tolerance))
  }

  @Test(arguments: Row.all("maps.csv") + Row.all("procedure_maps.csv")) func map(_ row: Row) throws {
    let game = try row.game()
    let procedure = try row.procedure(players: game.players.count)
    let settings = try row.settings(game, procedure)
    let map = UpdateMap(game, procedure, settings, step: Double(row["time"]) ?? .infinity)
    let point = try row.numbers("point")
    let derivative = map.derivative(at: map.rest(at: point))
    // A procedure may remember more than the file's state: what it shows has no influence on that.
    let rows = row["state"].isEmpty ? map.order : row["state"].split(separator: ";").count * map.dimension
    let shown = (0..<rows * rows).map { derivative[$0 / rows * map.order + $0 % rows] }
    #expect(agree(characteristicPolynomial(of: shown, order: rows), try row.numbers("characteristic"), 1e-12))
    guard map.time.isInfinite else { return }
    let report = try stability(of: procedure, on: game, settings: settings, at: .point(point))
    let radius = try #require(Double(row["spectral_radius"]))
    // The file counts tangents of a manifold of equilibria too.
    let got = report.zeroModes > 0 ? try spectralRadius(derivative) : report.spectralRadius
    let known = report.mapEigenvalues.max { $0.modulus < $1.modulus }?.error ?? 0
    #expect((got - radius).magnitude <= (try #require(Double(row["spectral_radius_tolerance"]))) + known)
    if row["critical_step"].isEmpty { return }
    switch report.criticalStep {
    case .none(let reason): #expect(reason == row["critical_step"])
    case .value(let step):
      let expected = try #require(Double(row["critical_step"]), "got \(step)")
      #expect((step - expected).magnitude <= (try #require(Double(row["critical_step_tolerance"]))))
    }
  }

  @Test(arguments: Row.all("divergences.csv") + Row.all("mixture_divergences.csv")) func divergence(_ row: Row) throws {
    let game = try row.game()
    let settings = try row.settings(game, row.procedure(players: 2))
    let diagnostic = try #require(game.diagnostics.first { $0.name == row["diagnostic"] })
    let (expected, tolerance) = (try #require(Double(row["expected"])), try #require(Double(row["tolerance"])))
    let got = diagnostic.value(try row.numbers("point"), settings.gameKnobs)
    #expect((got - expected).magnitude <= tolerance, "got \(got), expected \(expected)")
  }

  @Test(arguments: Row.all("trajectories.csv") + Row.all("procedure_trajectories.csv")) func trajectory(_ row: Row)
    async throws
  {
    let game = try row.game()
    let step = try #require(Int(row["step"]))
    let end = try await iterates(row, game, from: row.numbers("start"), steps: step, every: max(1, step))[1]
    #expect(agree(end, try row.numbers("point"), try #require(Double(row["tolerance"]))))
  }
}

/// The recorded iterates of a run: step 0, every `every`-th and the last.
func iterates(_ row: Row, _ game: CompiledGame, from start: [Double], steps: Int, every: Int) async throws -> [[Double]]
{
  let procedure = try row.procedure(players: game.players.count)
  let plan = Simulation(
    game: game, procedure: procedure, settings: try row.settings(game, procedure), starts: .points([start]),
    steps: steps,
    recordEvery: every)
  let collected = Collected()
  _ = try await plan.run(threads: 1, monitor: RunMonitor(), format: { $0.values }, write: { collected.values += $0 })
  let width = plan.width
  return (0..<collected.values.count / width).map { Array(collected.values[$0 * width..<$0 * width + width - 1]) }
}

private final class Collected { var values: [Double] = [] }
