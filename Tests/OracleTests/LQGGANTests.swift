import Analysis
import Contracts
import Glibc
import Spectra
import Testing

/// The LQG GAN: its losses against direct integration, and what noise and penalties mean.
@Suite struct LQGGANTests {
  static let losses = ["minimax", "nonsaturating", "wasserstein", "least-squares", "hinge", "relativistic"]

  /// Coordinates w2, w1, w0, a, b of quadratics with every kind of roots under the hinge.
  static let points = [
    [0.3, -0.8, 0.4, 0.7, 0.2], [-0.3, 0.5, 2, 1.5, -1], [0.8, 0, 0.1, 0.5, 0], [0, 1.2, -0.3, 0.9, 0.4],
    [0, 0, -2.5, 1, 0], [0, 0, 0.5, 1, 0], [-1, 0.1, -3, 0.4, 0.3], [1e-9, -1e-5, 0.2, 2, 1],
    [1e-170, 1e-90, -1, 1, 1], [-2, -3, 1, 0.1, 2],
  ]

  /// One dimension, data N(0.3, 0.8): both losses by the midpoint rule between -9 and 9 standard deviations.
  @Test(arguments: ["minimax", "nonsaturating", "hinge", "least-squares"], points) func direct(
    loss: String, z: [Double]
  ) throws {
    let subject = try Subject(
      "lqg-gan", ["loss": .word(loss), "nodes": .integer(160)], [("mu_1", 0.3), ("sigma_11", 0.8)])
    func critic(_ x: Double) -> Double { z[0] * x * x + z[1] * x + z[2] }
    let real = expectation { onReal(loss, critic(0.3 + 0.8.squareRoot() * $0)) }
    let fake = expectation { onFake(loss, critic(z[4] + z[3] * $0)) }
    let generator = expectation { ofGenerator(loss, critic(z[4] + z[3] * $0)) } - (loss == "minimax" ? real : 0)
    let found = subject.losses(at: z)
    // The midpoint rule is good to the square of its step at the hinge's kinks; 160 nodes are good to 3e-10 here.
    let tolerance = loss == "hinge" ? 1e-8 : loss == "least-squares" ? 1e-11 : 1e-9
    #expect(close(found[0], real + fake, tolerance) && close(found[1], generator, tolerance), "\(found)")
  }

  /// Wasserstein is the LQG-WGAN with the discriminator's sign reversed.
  @Test func wasserstein() throws {
    let covariance = OptionValue.matrix([[2, 0.5], [0.5, 1]], source: "test")
    let subject = try Subject("lqg-gan", ["loss": .word("wasserstein"), "covariance": covariance])
    let other = try Subject("lqg-wgan", ["covariance": covariance])
    let z = [0.3, -0.2, 0.1, 0.4, -0.6, 1, 0.4, 0.8, 0.2, -0.3]
    let mirrored = z.prefix(5).map { -$0 } + z.suffix(5)
    let expected = other.map.xi(mirrored)
    let found = subject.map.xi(z)
    for i in 0..<10 { #expect(close(found[i], i < 5 ? -expected[i] : expected[i])) }
  }

  /// Noise s on both sides is the game with covariances Sigma + s^2 I and A A^T + s^2 I.
  @Test(arguments: losses) func noise(loss: String) throws {
    let options = ["loss": OptionValue.word(loss), "dimension": .integer(2)]
    let data = [("sigma_11", 2.0), ("sigma_12", 0.5), ("sigma_22", 1), ("mu_1", 0.3)]
    let noisy = try Subject("lqg-gan", options, data + [("noise", 0.6), ("r1", 0.4), ("r2", 0.2)])
    let wider = try Subject(
      "lqg-gan", options,
      [("sigma_11", 2.36), ("sigma_12", 0.5), ("sigma_22", 1.36), ("mu_1", 0.3)]
        + [("r1", 0.4), ("r2", 0.2)])
    let critic = [0.2, -0.1, 0.15, 0.3, -0.4] + (noisy.game.coordinates.contains("w0") ? [0.1] : [])
    let (a, b) = ([1.1, 0.4, 0.8], [0.2, -0.3])
    let factor = try choleskyFactor(of: [1.21 + 0.36, 0.44, 0.44, 0.16 + 0.64 + 0.36], order: 2)
    let (found, expected) = (
      noisy.losses(at: critic + a + b), wider.losses(at: critic + [factor[0], factor[2], factor[3]] + b)
    )
    for (x, y) in zip(found, expected) { #expect(close(x, y, loss == "hinge" ? 1e-5 : 1e-13), "\(x) \(y)") }
  }

  /// One dimension: `E |D'|^2 = 4 w2^2 (s^2 + m^2) + 4 w2 w1 m + w1^2` on either side.
  @Test func penalties() throws {
    let z = [0.3, -0.8, 0.4, 0.7, 0.2]
    func loss(_ knobs: [(name: String, value: Double)]) throws -> Double {
      try Subject("lqg-gan", [:], [("mu_1", 0.5), ("sigma_11", 2), ("noise", 0.1)] + knobs).losses(at: z)[0]
    }
    func penalty(_ mean: Double, _ variance: Double) -> Double {
      4 * 0.09 * (variance + mean * mean) - 4 * 0.24 * mean + 0.64
    }
    let plain = try loss([])
    #expect(close(try loss([("r1", 0.6)]) - plain, 0.3 * penalty(0.5, 2.01)))
    #expect(close(try loss([("r2", 0.6)]) - plain, 0.3 * penalty(0.2, 0.5)))
  }

  /// The error stated for the hinge in two dimensions, its slowest case, covers the step to more nodes,
  /// of which the error is stated too.
  @Test func statedError() throws {
    let z = [0.5, -0.4, -0.6, 0.3, 0.2, 0.1, 0.8, 0.3, 0.6, -0.2, 0.4]
    func subject(_ nodes: Int) throws -> Subject {
      try Subject("lqg-gan", ["loss": .word("hinge"), "dimension": .integer(2), "nodes": .integer(nodes)])
    }
    let (coarse, fine) = (try subject(0), try subject(160))
    let stated = try [coarse, fine].reduce(0) {
      try $0 + #require($1.game.quadrature).bound(z, $1.settings.gameKnobs)
    }
    let error = zip(coarse.map.xi(z), fine.map.xi(z)).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
    #expect(error <= stated && stated < 0.05, "\(error), stated \(stated)")
  }

  private func softplus(_ t: Double) -> Double { max(t, 0) + log1p(exp(-t.magnitude)) }
  private func onReal(_ loss: String, _ t: Double) -> Double {
    loss == "hinge" ? max(0, 1 + t) : loss == "least-squares" ? (t + 1) * (t + 1) / 2 : softplus(t)
  }
  private func onFake(_ loss: String, _ t: Double) -> Double {
    loss == "hinge" ? max(0, 1 - t) : loss == "least-squares" ? (t - 1) * (t - 1) / 2 : softplus(-t)
  }
  private func ofGenerator(_ loss: String, _ t: Double) -> Double {
    switch loss {
    case "minimax": -softplus(-t)
    case "nonsaturating": softplus(t)
    case "hinge": t
    default: (t + 1) * (t + 1) / 2
    }
  }
  private func expectation(_ f: (Double) -> Double) -> Double {
    let count = 100_000
    let step = 18 / Double(count)
    var sum = 0.0
    for i in 0..<count {
      let e = -9 + (Double(i) + 0.5) * step
      sum += f(e) * exp(-e * e / 2)
    }
    return sum * step / (2 * Double.pi).squareRoot()
  }
}
