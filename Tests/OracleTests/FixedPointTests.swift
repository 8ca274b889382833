import Analysis
import Contracts
import Testing

/// The fixed points that procedures add to the zeros of xi, or move: what their cards say, by the examples of the literature.
@Suite struct FixedPointTests {
  private func end(
    _ id: String, _ procedure: String, _ knobs: [(String, Double)], from start: [Double], steps: Int,
    _ choices: [String: OptionValue] = [:], game: [String: OptionValue] = [:]
  ) async throws -> [Double] {
    try #require(
      try await Subject(id, game, knobs.map { (name: $0.0, value: $0.1) }, procedure: procedure, choices)
        .run(from: start, steps: steps).last)
  }

  /// Example 8 of Letcher and others (2019): consensus attracts to the maximum of both losses for gamma > 1/kappa, not below.
  @Test func consensusIsTrapped() async throws {
    let trapped = try await end(
      "consensus-trap", "consensus", [("eta", 0.1), ("kappa", 1), ("gamma", 2)], from: [0.5, -0.3], steps: 500)
    let free = try await end(
      "consensus-trap", "consensus", [("eta", 0.1), ("kappa", 1), ("gamma", 0.5)], from: [0.5, -0.3], steps: 100)
    #expect(trapped.allSatisfy { $0.magnitude < 1e-12 } && free.allSatisfy { $0.magnitude > 1 })
  }

  /// Example 9: SGA converges to the unstable point if lambda > epsilon; aligned it leaves from far away.
  @Test func adjustmentIsTrapped() async throws {
    for (lambda, isTrapped) in [(1.0, true), (0.01, false)] {
      let last = try await end(
        "sga-trap", "sga", [("eta", 0.1), ("procedure.lambda", lambda), ("game.epsilon", 0.05)], from: [0.5, 0.2],
        steps: 2000, ["alignment": .word("off")])
      #expect(last.allSatisfy { isTrapped ? $0.magnitude < 1e-12 : $0.magnitude > 1 })
    }
  }

  /// `-1/gamma` in the spectrum of J^T: on a potential saddle with curvature -2 consensus with gamma = 1/2 rests on the whole
  /// line of the eigenvector, where xi does not vanish.
  @Test func consensusRestsWhereXiDoesNotVanish() throws {
    let subject = try Subject("potential-saddle", [:], [("eta", 0.1), ("gamma", 0.5)], procedure: "consensus")
    let jacobian = subject.map.jacobian([0, 0])
    let downhill = jacobian[0] < 0 ? [1.0, 0] : [0, 1.0]
    #expect(subject.map.step(downhill) == downhill && subject.map.xi(downhill).contains { $0 != 0 })
  }

  /// On `tandem` LOLA moves the line x + y = 1 to (1 - 2a) / (1 - 4a), where both players lose; LookAhead and SOS keep it.
  @Test func opponentShapingMovesTheLine() async throws {
    for (procedure, sum) in [("lola", 4.0 / 3), ("lookahead", 1), ("sos", 1)] {
      let last = try await end("tandem", procedure, [("eta", 0.1)], from: [0.1, -0.05], steps: 400)
      #expect(close(last[0] + last[1], sum, 1e-9), "\(procedure): \(last)")
    }
  }

  /// Where J is symmetric the crossed field vanishes everywhere.
  @Test func crossingTheCurlRestsInPotentialGames() throws {
    for id in ["potential-saddle", "common-payoff"] {
      let subject = try Subject(id, [:], [("eta", 0.3)], procedure: "crossing-the-curl")
      #expect(subject.map.step([0.4, -1.7]) == [0.4, -1.7])
    }
  }

  /// Symplectic surgery adds a line of fixed points (theta, 0) to the Dirac-GAN.
  @Test func surgeryAddsALine() throws {
    let subject = try Subject("dirac-gan", [:], [("eta", 0.2)], procedure: "symplectic-surgery")
    for theta in [-2.2, 0.7] {
      let next = subject.map.step([theta, 0])
      #expect(close(next[0], theta, 1e-12) && next[1].magnitude < 1e-12)
      #expect(subject.map.xi([theta, 0])[1].magnitude > 0.1)
    }
  }
}
