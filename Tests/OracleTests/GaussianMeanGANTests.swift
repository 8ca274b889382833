import Analysis
import Contracts
import Testing

/// The six outputs printed in the notebook to arXiv:1711.00141: mean and last of 1000 iterates of theta at step 0.1, to every
/// printed digit, and to 1e-11 the same runs in Python (Tests/Oracles/mean_gan.csv).
@Suite struct GaussianMeanGANTests {
  static let start = [1.7, 1.7, 1.4, 1.4]

  /// Gradient descent: the start and 999 updates; a run would clip the start, the notebook does not.
  @Test(arguments: [
    ("clip", 1, [3.01224287, 3.98588748], [3.48000545, 5.07760794]),
    ("gp", 0.1, [2.99631726, 4.02111631], [1.77182765, 2.26763725]),
  ]) func gradientDescent(knob: String, value: Double, mean: [Double], last: [Double]) throws {
    let map = try Subject("gaussian-mean-gan", [:], [(knob, value)]).map
    var path = [Self.start]
    for _ in 1..<1000 { path.append(map.step(path[path.count - 1])) }
    try check(path, mean, last, knob == "clip" ? "gd-clip" : "gd-penalty")
  }

  /// Optimistic descent: two equal starts and 998 updates.
  @Test func optimistic() async throws {
    let path = try await Subject("gaussian-mean-gan", procedure: "optimistic").run(from: Self.start, steps: 998)
    try check([path[0]] + path, [3.01131623, 4.00931959], [2.99125639, 3.98489638], "omd")
  }

  /// Momentum with velocities that start at (1.7, 1.4), the discriminator's gradient at the point ahead with Nesterov, the
  /// generator moved every so many steps.
  @Test(arguments: [
    Momentum("momentum-clip", 0.5, clip: 1, mean: [2.97992172, 3.96787225], last: [1.97080644, 2.50190771]),
    Momentum(
      "momentum-penalty-every-15", 0.2, gp: 0.1, every: 15, mean: [2.99850775, 3.9976579],
      last: [2.7099578, 4.13706972]),
    Momentum(
      "nesterov-penalty-every-15", 0.2, gp: 1, every: 15, isNesterov: true, mean: [2.99259785, 3.98787484],
      last: [3.21714755, 3.84955942]),
  ]) func momentum(_ rule: Momentum) throws {
    let map = try Subject("gaussian-mean-gan", [:], [("clip", rule.clip), ("gp", rule.gp)]).map
    var (z, velocity) = (Self.start, Self.start)
    var path = [z]
    for t in 1..<1000 * rule.every {
      let ahead = zip(z, velocity).map { rule.isNesterov ? $0 + rule.friction * $1 : $0 }
      let slopes = map.xi(Array(z[..<2] + ahead[2...]))
      let generator = map.xi(z)
      for i in 2..<4 { velocity[i] = rule.friction * velocity[i] - 0.1 * slopes[i] }
      if t % rule.every == 0 {
        for i in 0..<2 {
          velocity[i] = rule.friction * velocity[i] + 0.1 * generator[i]
          z[i] -= velocity[i]
        }
      }
      for i in 2..<4 { z[i] += velocity[i] }
      z = map.projection(z)
      if t % rule.every == 0 { path.append(z) }
    }
    try check(path, rule.mean, rule.last, rule.name)
  }

  struct Momentum: Sendable {
    let name: String
    let friction, clip, gp: Double
    let every: Int
    let isNesterov: Bool
    let mean, last: [Double]

    init(
      _ name: String, _ friction: Double, clip: Double = 0, gp: Double = 0, every: Int = 1, isNesterov: Bool = false,
      mean: [Double],
      last: [Double]
    ) {
      (self.name, self.friction, self.clip, self.gp, self.every) = (name, friction, clip, gp, every)
      (self.isNesterov, self.mean, self.last) = (isNesterov, mean, last)
    }
  }

  private func check(_ path: [[Double]], _ mean: [Double], _ last: [Double], _ name: String) throws {
    let row = try #require(Row.all("mean_gan.csv").first { $0["name"] == name })
    #expect(path.count == 1000)
    for i in 0..<2 {
      let (average, end) = (path.reduce(0) { $0 + $1[i] } / 1000, path[999][i])
      #expect((average - mean[i]).magnitude <= 0.5e-8 && (end - last[i]).magnitude <= 0.5e-8)
      #expect(try close(average, row.numbers("mean_theta_\(i + 1)")[0], 1e-11))
      #expect(try close(end, row.numbers("last_theta_\(i + 1)")[0], 1e-11))
    }
  }
}
