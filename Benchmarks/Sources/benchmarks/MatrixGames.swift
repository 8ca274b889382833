import Analysis
import Contracts
import Games
import Procedures
import Scalars

/// One trajectory of the LQG-WGAN, and its two matrix products a step alone.
func linearQuadraticGaussian() async throws {
  for (d, steps) in [(2, 20_000), (16, 4000), (64, 1000)] {
    let covariance: [[Double]] = (0..<d).map { i in
      (0..<d).map { j -> Double in (i == j ? 2.0 : 0.0) + 1.0 / Double(1 + i + j) }
    }
    let time = try await trajectoryTime(
      "lqg-wgan",
      ["dimension": .integer(d), "covariance": .matrix(covariance, source: "the benchmark")],
      eta: 1e-4, steps: steps)
    row("lqg-wgan d=\(d)", "gandyn", time / Double(steps) * 1e9, "ns per step")
    let workspace = Workspace()
    let a = Matrix<Double>(rows: d, columns: d, in: workspace.arena) { Double($0 + $1) }
    let mark = workspace.arena.mark
    let products = bestNow(of: 50) {
      for _ in 0..<100 {
        _ = a.times(a, transposed: true)
        _ = a.times(a)
        workspace.arena.release(to: mark)
      }
    }
    withExtendedLifetime(workspace) {
      row("lqg-wgan d=\(d)", "gandyn its products alone", products * 1e7, "ns per step")
    }
  }
}

/// One trajectory on the ring of 8, network against network: 200 data nodes, 576 latent nodes.
func ringOfNetworks() async throws {
  for (width, steps) in [(16, 2000), (64, 300)] {
    let options: [String: OptionValue] = [
      "generator": .word("mlp"), "discriminator": .word("mlp"), "hidden": .integers([width, width]),
      "loss": .word("nonsaturating"), "latent_nodes": .integer(24),
    ]
    for (threads, how) in [(2, "gandyn"), (1, "gandyn 1 core")] {
      let time = try await trajectoryTime("mixture-gan", options, eta: 1e-3, steps: steps, threads: threads)
      row("ring of 8 mlp 2x\(width)", how, time / Double(steps) * 1e9, "ns per step")
    }
  }
}

/// Seconds of simultaneous gradient descent from the default start; threads beyond the first help with long products.
private func trajectoryTime(
  _ id: String, _ options: [String: OptionValue], eta: Double, steps: Int, threads: Int = 1
) async throws -> Double {
  let entry = try required(Games.allGames.first { $0.card.id == id })
  let game = try entry.make(Options(options, for: entry.card))
  let simultaneous = try required(allProcedures.first { $0.card.id == "simultaneous" })
  let procedure = try simultaneous.make(Options([:], for: simultaneous.card), 2)
  let plan = Simulation(
    game: game, procedure: procedure, settings: try Settings([("eta", eta)], game: game, procedure: procedure),
    starts: .points([game.start]), steps: steps, recordEvery: steps)
  return try await best(of: 4) {
    _ = try await plan.run(threads: threads, monitor: RunMonitor(), format: { $0.values.count }, write: { _ in })
  }
}
