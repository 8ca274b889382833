import Analysis
import Contracts
import Procedures
import Testing

/// Stochastic gradients against closed forms.
@Suite struct StochasticTests {
  private func map(
    _ subject: Subject, _ options: [String: OptionValue]
  ) throws -> (procedure: CompiledProcedure, settings: Settings) {
    let entry = try #require(allWrappers.first { $0.card.id == "stochastic" })
    let procedure = try entry.wrap(
      subject.procedure, Options(options, for: entry.card), subject.game.players.count)
    return (procedure, subject.settings)
  }

  /// One dimension of `gaussian-mean-gan` under extragradient: additive noise of variance 2/B on the discriminator's gradient,
  /// the same in both evaluations, so `d = -h (I - h J) n` and `M M^T = r^2 I` with `r^2 = 1 - h^2 + h^4`; hence
  /// `tr Sigma = tr E[d d^T] / (1 - r^2) = 2 (1 + h^2) / (B (1 - h^2))`.
  @Test func stationaryCovarianceOfAdditiveNoise() throws {
    for (h, batch) in [(0.3, 4), (0.1, 32)] {
      let subject = try Subject(
        "gaussian-mean-gan", ["dimension": .integer(1)], [("eta", h)], procedure: "extragradient")
      let (procedure, settings) = try map(subject, ["batch": .integer(batch)])
      let report = try stability(
        of: procedure, on: subject.game, settings: settings, at: .equilibrium(near: subject.game.start), seed: 7)
      let moments = try #require(report.meanSquare)
      // The derivative is not random here, so the radius is that of the mean map squared, without sampling error.
      #expect(close(moments.radius, 1 - h * h + h * h * h * h, 1e-12) && moments.radiusError < 1e-14)
      let covariance = try #require(moments.stationaryCovariance)
      let (trace, expected) = (covariance[0] + covariance[3], 2 * (1 + h * h) / (Double(batch) * (1 - h * h)))
      // 4096 squares of normal numbers: a standard error of sqrt(2/4096) = 2.2 %.
      #expect((trace / expected - 1).magnitude < 0.1, "h \(h), batch \(batch): \(trace), expected \(expected)")
    }
  }

  /// A long run hovers with that variance.
  @Test func runsHoverWithTheStationaryVariance() async throws {
    let (h, batch) = (0.3, 4)
    let subject = try Subject("gaussian-mean-gan", ["dimension": .integer(1)], [("eta", h)], procedure: "extragradient")
    let (procedure, settings) = try map(subject, ["batch": .integer(batch)])
    let plan = Simulation(
      game: subject.game, procedure: procedure, settings: settings, starts: .points([[3, 0]]), steps: 200_000,
      recordEvery: 20, seed: 5)
    let collected = Collected()
    _ = try await plan.run(threads: 1, monitor: RunMonitor(), format: { $0.values }, write: { collected.values += $0 })
    var sum = 0.0
    let rows = collected.values.count / 3
    for row in 0..<rows {
      let (theta, w) = (collected.values[3 * row] - 3, collected.values[3 * row + 1])
      sum += theta * theta + w * w
    }
    let expected = 2 * (1 + h * h) / (Double(batch) * (1 - h * h))
    #expect((sum / Double(rows) / expected - 1).magnitude < 0.05, "\(sum / Double(rows)), expected \(expected)")
  }

  /// With larger batches the second moments approach those of the mean map, like 1/B; a batch shared by both evaluations makes
  /// them smaller, as `E[J J]` is not `E[J] E[J]`.
  @Test func multiplicativeNoiseFadesLikeTheBatch() throws {
    let subject = try Subject("lqg-wgan", [:], [("eta", 0.1), ("critic_l2", 0.5)], procedure: "extragradient")
    let mean = try subject.stability().spectralRadius
    let excess = try [16, 64, 256].map { batch in
      let (procedure, settings) = try map(subject, ["batch": .integer(batch)])
      let report = try stability(
        of: procedure, on: subject.game, settings: settings, at: .equilibrium(near: subject.game.start))
      return try #require(report.meanSquare).radius - mean * mean
    }
    for (small, large) in zip(excess, excess.dropFirst()) { #expect((2...8).contains(small / large), "\(excess)") }
  }

  private final class Collected { var values: [Double] = [] }
}
