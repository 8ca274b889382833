import Analysis
import Chance
import Contracts
import Spectra
import Testing

/// Exact regions of stability against spectra of the update maps, at 20,000 random points each.
@Suite struct StabilityRegionTests {
  /// The update map of a procedure with the step h on a field whose eigenvalues are `z / h = (u +- i v) / h`, at its zero.
  private func radius(_ u: Double, _ v: Double, _ procedure: String, _ knobs: [(String, Double)]) throws -> Double {
    // J = [[1, c], [-c, 1]] for u > 0, [[-e, -1], [1, -e]] otherwise.
    let (id, own) =
      u > 0 ? ("weak-attractor", [("eta", u), ("coupling", v / u)]) : ("sga-trap", [("eta", v), ("epsilon", -u / v)])
    let map = try Subject(id, [:], (own + knobs).map { (name: $0.0, value: $0.1) }, procedure: procedure).map
    return try spectralRadius(map.derivative(at: map.rest(at: [0, 0])))
  }

  /// A4: heavy ball is stable iff `((u/(1+beta)) - 1)^2 + (v/(1-beta))^2 < 1`.
  @Test func heavyBallEllipse() throws {
    var (random, inside) = (SequentialStream(seed: 4), 0)
    for _ in 0..<20_000 {
      let beta = random.uniform(in: -0.99...0.99)
      let (u, v) = (random.uniform(in: -0.5...4.5), random.uniform(in: 0.01...2.5))
      let (x, y) = (u / (1 + beta) - 1, v / (1 - beta))
      let region = x * x + y * y - 1
      guard region.magnitude > 1e-9 else { continue }
      inside += region < 0 ? 1 : 0
      let radius = try radius(u, v, "heavy-ball", [("beta", beta)])
      #expect((radius < 1) == (region < 0), "beta \(beta), z = \(u) + \(v)i: \(radius)")
    }
    #expect(inside > 1000)
  }

  /// A8: optimistic gradient descent is stable iff `|z| < 1` and `3|z|^4 - |z|^2 + 2 u (2|z|^2 - 1) < 0`.
  @Test func optimisticRegion() throws {
    var (random, inside) = (SequentialStream(seed: 8), 0)
    for _ in 0..<20_000 {
      let (u, v) = (random.uniform(in: -0.3...0.8), random.uniform(in: 0.01...0.8))
      let square = u * u + v * v
      let region = 3 * square * square - square + 2 * u * (2 * square - 1)
      guard region.magnitude > 1e-9, (square - 1).magnitude > 1e-9 else { continue }
      let isInside = square < 1 && region < 0
      inside += isInside ? 1 : 0
      let radius = try radius(u, v, "optimistic", [])
      #expect((radius < 1) == isInside, "z = \(u) + \(v)i: \(radius)")
    }
    #expect(inside > 2000)
  }

  /// A4: alternating heavy ball on the bilinear game, `(mu - 1)^2 (mu - b1)(mu - b2) + A mu^3 = 0` with `A = (h s)^2`.
  @Test func alternatingHeavyBall() throws {
    var (random, inside) = (SequentialStream(seed: 44), 0)
    for _ in 0..<20_000 {
      let (b1, b2) = (random.uniform(in: -0.99...0.5), random.uniform(in: -0.99...0.5))
      let a = random.uniform(in: 0.01...2.2)
      let (A, s, q) = (a * a, b1 + b2, b1 * b2)
      let regions = [
        A - 4 * (1 + b1) * (1 + b2), (s * (1 - q) + A * q).magnitude - (1 - q * q), A * q - (1 - q) * (2 * q - s),
      ]
      guard regions.allSatisfy({ $0.magnitude > 1e-9 }) else { continue }
      let isInside = regions.allSatisfy { $0 < 0 }
      inside += isInside ? 1 : 0
      let subject = try Subject(
        "bilinear", [:], [("eta", a), ("beta_1", b1), ("beta_2", b2)], procedure: "heavy-ball",
        ["order": .word("alternating")])
      let radius = try spectralRadius(subject.map.derivative(at: subject.map.rest(at: [0, 0])))
      #expect((radius < 1) == isInside, "beta \(b1), \(b2), a \(a): \(radius)")
    }
    #expect(inside > 1000)
  }
}
