import Contracts
import Testing

/// Mode collapse of a GAN on a ring of 8 Gaussians, and its cure by an R1 penalty.
///
/// Gradient descent-ascent chases modes and collapses (Metz et al. 2017, arXiv:1611.02163, Section 3.1); R1 makes the local
/// dynamics stable (Mescheder et al. 2018, arXiv:1801.04406, Theorem 4.1). The parameters are ours: radius 2, modes and 16
/// components with standard deviation 0.2, a kernel discriminator of bandwidth 0.7 on 8 x 8 centres, the wasserstein loss,
/// step 0.5 for both players.
@Suite struct RingCoverageTests {
  @Test(arguments: 0..<3) func collapsesWithoutPenalty(trajectory: Int) async throws {
    let end = try await coverage(trajectory, ["r1": 0], steps: 1500)
    #expect(end <= 4)
  }

  @Test(arguments: 0..<3) func isCoveredWithPenalty(trajectory: Int) async throws {
    let end = try await coverage(trajectory, ["r1": 1], steps: 250)
    #expect(end == 8)
  }

  private func coverage(_ trajectory: Int, _ penalty: [String: Double], steps: Int) async throws -> Double {
    let game = try mixtureGAN([
      "loss": .word("wasserstein"), "components": .integer(16), "features": .integer(64), "nodes": .integer(3),
    ])
    let knobs = ["std": 0.2, "scale": 0.2, "bandwidth": 0.7, "eta": 0.5].merging(penalty) { $1 }
    let rows = try await trajectories(
      game, "simultaneous", knobs, from: [game.startOfTrajectory(trajectory)], steps: steps)
    let diagnostic = try #require(game.diagnostics.first { $0.name == "coverage" })
    let end = try #require(rows.first?.last)
    return diagnostic.value(end, game.knobs.map { knobs[$0.name] ?? $0.defaultValue })
  }
}
