import Analysis
import Contracts
import Spectra
import Testing

/// Identities of the literature that connect procedures.
@Suite struct IdentityTests {
  private static let zeroSum: [(id: String, knobs: [(String, Double)], start: [Double])] = [
    ("bilinear", [("scale", 1.5)], [1, -0.5]), ("f1", [], [0.5, 0.7]), ("f3", [], [2, 1]),
    ("dirac-gan", [], [1, 1]), ("torus", [("b", 0.1)], [0.4, -0.7]), ("matching-pennies", [], [0.3, 0.6]),
  ]

  private func run(
    _ id: String, _ procedure: String, _ knobs: [(String, Double)], from start: [Double], steps: Int = 30,
    options: [String: OptionValue] = [:], game: [String: OptionValue] = [:]
  ) async throws -> [[Double]] {
    try await Subject(id, game, knobs.map { (name: $0.0, value: $0.1) }, procedure: procedure, options)
      .run(from: start, steps: steps)
  }

  private func expectEqual(_ a: [[Double]], _ b: [[Double]], _ what: String, _ tolerance: Double = 1e-12) {
    for (p, q) in zip(a, b) {
      for (x, y) in zip(p, q) { #expect(close(x, y, tolerance), "\(what): \(x) and \(y)") }
    }
  }

  /// CGD is the proximal point method on bilinear games.
  @Test func competitiveIsProximal() async throws {
    for (eta, tau) in [(0.2, 1.0), (1.5, 1), (0.3, 2)] {
      let (start, game) = ([1, -0.5, 2, 0.25], ["dimension": OptionValue.integer(2)])
      let knobs = [("eta", eta), ("tau", tau), ("scale", 1.5)]
      let proximal = try await run("bilinear", "proximal-point", knobs, from: start, game: game)
      for (options, more) in [([:], []), (["solver": .word("cg")], [("tolerance", 1e-14)])]
        as [([String: OptionValue], [(String, Double)])]
      {
        let competitive = try await run(
          "bilinear", "competitive", knobs + more, from: start, options: options, game: game)
        expectEqual(competitive, proximal, "eta \(eta), tau \(tau)")
      }
    }
  }

  /// SGA, JARE, LookAhead with alpha = lambda and linearised CGD are one procedure in two-player zero-sum games.
  @Test func oneAdjustmentInZeroSumGames() async throws {
    for (id, knobs, start) in Self.zeroSum {
      let eta = ("eta", 0.1)
      let sga = try await run(
        id, "sga", knobs + [eta, ("lambda", 0.4)], from: start, options: ["alignment": .word("off")])
      expectEqual(try await run(id, "jare", knobs + [eta, ("procedure.gamma", 0.4)], from: start), sga, "jare, \(id)")
      expectEqual(try await run(id, "lookahead", knobs + [eta, ("alpha", 0.4)], from: start), sga, "lookahead, \(id)")
    }
  }

  /// LEAD with beta = 0 and alpha = h is optimistic gradient descent on bilinear games.
  @Test func leadIsOptimistic() async throws {
    let knobs = [("eta", 0.3)]
    let lead = try await run("bilinear", "lead", knobs, from: [1, -0.5])
    expectEqual(lead, try await run("bilinear", "optimistic", knobs, from: [1, -0.5]), "lead")
  }

  /// On bilinear games LookAhead with alpha = h is extragradient with gamma = h.
  @Test func lookAheadIsExtragradient() async throws {
    let knobs = [("eta", 0.3)]
    let ahead = try await run("bilinear", "lookahead", knobs, from: [1, -0.5])
    let extra = try await run("bilinear", "extragradient", knobs + [("gamma", 0.3)], from: [1, -0.5])
    expectEqual(ahead, extra, "lookahead")
    expectEqual(extra, try await run("bilinear", "extragradient", knobs, from: [1, -0.5]), "gamma follows eta", 0)
  }

  /// F_unr is one unrolled step with inner = weight, F_alt the same without the derivative through it.
  @Test func curlFieldsAreUnrolled() async throws {
    for (field, gradient) in [("unr", "full"), ("alt", "stopped")] {
      for (id, knobs, start) in Self.zeroSum + [("hamiltonian-offset", [], [0.5, 1]), ("tandem", [], [0.1, 0.3])] {
        let curl = try await run(
          id, "crossing-the-curl", knobs + [("weight", 0.2)], from: start, options: ["field": .word(field)])
        let unrolled = try await run(
          id, "unrolled", knobs + [("inner", 0.2)], from: start,
          options: ["steps": .integer(1), "gradient": .word(gradient)])
        expectEqual(curl, unrolled, "\(field), \(id)")
      }
    }
  }

  /// Follow-the-Ridge and the Stackelberg gradient have the same spectrum at a zero of xi of a zero-sum game.
  @Test func ridgeAndStackelberg() throws {
    for id in ["f1", "f2"] {
      let radii = try ["follow-the-ridge", "stackelberg"].map { procedure in
        // Both are defective, so half the digits.
        try Subject(id, [:], [("eta", 0.05)], procedure: procedure).stability(at: .point([0, 0])).spectralRadius
      }
      #expect(close(radii[0], radii[1], 1e-7))
      #expect(close(radii[0], id == "f1" ? 0.9 : 1.1, 1e-7))
    }
  }

  /// Delays of two players on a bilinear game count by their sum k, alternation being k = -1: `(mu - 1)^2 mu^k + a^2 = 0`.
  @Test func delaysCountByTheirSum() throws {
    let a = 0.3
    for (delays, k) in [([1, 0], 1), ([0, 1], 1), ([2, 0], 2), ([1, 1], 2), ([0, 2], 2), ([3, 1], 4)] {
      let map = try Subject("bilinear", [:], [("eta", a)]).wrapped("delay", ["steps": .integers(delays)])
      for (re, im) in try eigenvalues(map.derivative(at: map.rest(at: [0, 0]))) where re * re + im * im > 1e-4 {
        #expect(residual(re, im, power: k, a) < 1e-9, "delays \(delays): \(re) + \(im)i")
      }
    }
    let alternating = try Subject("bilinear", [:], [("eta", a)], procedure: "alternating").map
    for (re, im) in try eigenvalues(alternating.derivative(at: [0, 0])) {
      #expect(residual(re, im, power: -1, a) < 1e-12)
    }
  }

  /// Alternating descent on a bilinear game with player 1 first conserves `x^2 + y^2 - h s x y` for equal steps.
  @Test func alternationConservesAnEllipse() async throws {
    let path = try await run("bilinear", "alternating", [("eta", 0.1)], from: [1, 0], steps: 1000)
    for w in path { #expect(close(w[0] * w[0] + w[1] * w[1] - 0.1 * w[0] * w[1], 1, 1e-12)) }
  }

  /// Yoon and Ryu (2021): `|xi|^2 <= C D^2 / (k+1)^2` for the constant step 1/(8R) and `27 R^2 D^2 / ((k+1)(k+2))` for a_0 =
  /// 0.618/R, on a field with Lipschitz constant R = 1 at distance D = 1.
  @Test func anchoringKeepsItsBounds() async throws {
    for (rule, eta, bound) in [
      ("constant", 0.125, { (k: Double) in 4 * (1 + 0.125 + 0.015625) / (0.015625 * 1.125) / ((k + 1) * (k + 1)) }),
      ("varying", 0.618, { k in 27 / ((k + 1) * (k + 2)) }),
    ] as [(String, Double, (Double) -> Double)] {
      let path = try await run(
        "bilinear", "extra-anchored", [("eta", eta)], from: [1, 0], steps: 1000, options: ["step": .word(rule)])
      for (k, w) in path.enumerated() { #expect(w[0] * w[0] + w[1] * w[1] <= bound(Double(k)), "\(rule), step \(k)") }
    }
  }

  /// Where LOLA ends on `tandem` with alpha = 0.1, x + y = 4/3, both players lose 4/9 on the diagonal; at x + y = 1 nothing.
  @Test func opponentShapingCosts() throws {
    let subject = try Subject("tandem")
    for loss in subject.losses(at: [2.0 / 3, 2.0 / 3]) { #expect(close(loss, 4.0 / 9, 1e-15)) }
    for loss in subject.losses(at: [0.5, 0.5]) { #expect(loss == 0) }
  }

  /// `|(mu - 1)^2 mu^k + a^2|`; for k = -1 times mu.
  private func residual(_ re: Double, _ im: Double, power k: Int, _ a: Double) -> Double {
    func times(_ x: (Double, Double), _ y: (Double, Double)) -> (Double, Double) {
      (x.0 * y.0 - x.1 * y.1, x.0 * y.1 + x.1 * y.0)
    }
    let mu = (re, im)
    var value = times((re - 1, im), (re - 1, im))
    if k < 0 { return hypot(value.0 + a * a * re, value.1 + a * a * im) }
    for _ in 0..<k { value = times(value, mu) }
    return hypot(value.0 + a * a, value.1)
  }

  private func hypot(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
}
