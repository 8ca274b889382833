import Analysis
import Chance
import Contracts
import Games
import Glibc
import Procedures
import Testing

/// The optimal discriminator succeeds where first-order training fails (arXiv:1706.09884).
@Suite struct TwoGaussiansTests {
  /// The means, the finite ends of the best discriminator, the total variation and the generator's gradient there.
  @Test(
    arguments: [
      ([-1, 1], [-1.113153056145, 1.113153056145], 0.149005240635, [-0.176807427754, 0.176807427754]),
      ([0, 1], [0.25], 0.174666321940, [0.193334058401, 0.150568716077]),
      ([-2, 3], [-1.397256548967, 1.810051671957], 0.645241013750, [-0.166197149603, 0.098253668829]),
      ([0.9, 1], [0.361371090529], 0.346875599714, [0.172536535520, 0.162673662464]),
      ([-0.5, 0.6], [0.55], 0.019938805838, [0.114941070342, 0.199221957047]),
    ] as [([Double], [Double], Double, [Double])])
  func bestDiscriminators(mu: [Double], zeros: [Double], tv: Double, slope: [Double]) async throws {
    let game = try ordered()
    let rows = try await trajectories(game, "best-response", ["eta": 1], from: [mu + [0, 0, 0, 0]], steps: 1)
    let (before, after) = (rows[0][0], rows[0][1])
    #expect(agree(after[2...].filter { $0.magnitude < 30 }, zeros, 1e-12))
    #expect(agree(zip(mu, after).map { $0 - $1 }, slope, 1e-12))
    #expect((game.diagnostics[0].value(before, [-0.5, 0.5]) - tv).magnitude < 1e-12)
  }

  /// The same mixture, and mixtures that differ in the last digits.
  @Test(arguments: [[-0.5, 0.5], [0.5, -0.5], [-0.5, 0.5.nextUp], [-0.5.nextUp, 0.5]])
  func nothingToTellApart(mu: [Double]) async throws {
    let game = try ordered()
    let rows = try await trajectories(game, "best-response", from: [mu + [-1, 0, 0, 1]], steps: 3)
    #expect(agree(Array(rows[0][1][0..<2]), mu, 0.05))
    #expect(game.diagnostics[0].value(mu, [-0.5, 0.5]) < 1e-15)
  }

  /// Mixtures far apart, a component in common, zeros far outside the means: L there is 1 + TV and xi vanishes on the ends.
  @Test func bestDiscriminatorsAnywhere() throws {
    let game = try ordered()
    var random = SequentialStream(seed: 3)
    for draw in 0..<2000 {
      let scale = [0.01, 0.3, 3, 30][draw % 4]
      var mu = [scale * random.normal(), scale * random.normal()]
      if draw % 5 == 0 { mu[0] = -0.5 }
      let z = try answered(game, mu)
      let tv = game.diagnostics[0].value(z, [-0.5, 0.5])
      #expect((loss(game, z) - 1 - tv).magnitude < 1e-14, "mu = \(mu)")
      #expect(zip(z[2...], z[3...]).allSatisfy { $0 <= $1 }, "mu = \(mu)")
      // Against a fine Riemann sum of |F| / 2.
      if draw < 40 { #expect((integratedTV(mu) - tv).magnitude < 1e-6, "mu = \(mu): \(tv)") }
    }
  }

  @Test func firstOrderIteratesByHand() async throws {
    let rows = try await trajectories(
      catalogued("two-gaussians"), "simultaneous",
      from: [[-1, 1, -1, -0.25, 0.25, 1.5], [-1, 1, -2.5, -1.5, 1.5, 2.5]],
      steps: 100, recordEvery: 1)
    let expected = [
      -0.986853718343, 0.991020699326, -1.001432483776, -0.239799048429, 0.239799048429, 1.496318403189,
    ]
    #expect(agree(rows[0][1], expected, 1e-12))
    #expect(agree(Array(rows[0][10][0..<2]), [-0.860785872987, 0.904483538020], 1e-12))
    // A bad start: the generator moves away.
    #expect(agree(Array(rows[1][10][0..<2]), [-1.100196221968, 1.100196221968], 1e-12))
    #expect(agree(Array(rows[1][100][0..<2]), [-1.340546061557, 1.340546061557], 1e-12))
  }

  @Test func optimalIteratesByHand() async throws {
    let game = try ordered()
    let starts = [[0.9, 1.0], [-2.0, 3.0], [2.0, 2.5]].map { $0 + [0, 0, 0, 0] }
    let rows = try await trajectories(game, "best-response", from: starts, steps: 1001, recordEvery: 1)
    #expect(agree(Array(rows[0][1][0..<2]), [0.882746346448, 0.983732633754], 1e-12))
    #expect(agree(Array(rows[0][10][0..<2]), [0.725190394557, 0.835218792207], 1e-12))
    func tv(_ run: Int, _ step: Int) -> Double { game.diagnostics[0].value(rows[run][step], [-0.5, 0.5]) }
    #expect((tv(0, 100) - 0.041136).magnitude < 5e-7)
    #expect(agree([tv(1, 100), tv(2, 100)], [0.2177, 0.2965], 5e-5))
    // A kink of TV at the solution: the iterates end in a 2-cycle of size O(eta).
    #expect(agree([tv(0, 1000), tv(1, 1000), tv(2, 1000)], [0.0016, 0.0041, 0.0037], 5e-5))
    #expect(agree([tv(0, 1001), tv(1, 1001), tv(2, 1001)], [0.0046, 0.0021, 0.0025], 5e-5))
  }

  /// eta = 0.1, 3000 steps, success |mu - target| < 0.1 at the end: the optimal discriminator succeeds from all 55 starts.
  @Test func theOptimalDiscriminatorSucceeds() async throws {
    let runs = try await trajectories(
      ordered(), "best-response", from: Self.means.map { $0 + [0, 0, 0, 0] }, steps: 3000)
    #expect(runs.count == 55 && runs.allSatisfy { Self.succeeds($0.last ?? []) })
  }

  /// The same with gradient steps of the discriminator from 20 random pairs of intervals each: few succeed.
  @Test func firstOrderTrainingFails() async throws {
    var random = SequentialStream(seed: 0)
    let starts = Self.means.flatMap { mean in
      (0..<20).map { _ in mean + (0..<4).map { _ in random.uniform(in: -3...3) }.sorted() }
    }
    let runs = try await trajectories(catalogued("two-gaussians"), "simultaneous", from: starts, steps: 3000)
    let share = Double(runs.count { Self.succeeds($0.last ?? []) }) / Double(runs.count)
    #expect(runs.count == 1100 && share > 0.01 && share < 0.1, "\(share)")
  }

  /// Both means at the centre: under best responses -J leaves the manifold of far ends at once, and mu_1 - mu_2 grows by
  /// 1 + eta x phi(x) with cosh(x/2) = exp(1/8).
  @Test func collapsedMeansAreUnstable() throws {
    let report = try report(ordered(), "best-response")
    #expect(report.verdict == .unstable && report.fieldVerdict == .unstable)
    let x = 2 * acosh(exp(0.125))
    #expect((report.spectralRadius - 1 - 0.1 * x * .density(x)).magnitude < 1e-12)
    #expect(report.criticalStep == .none(reason: "never-stable"))
  }

  /// The start is moved to the nearest ordered ends; 1 and -1 in the wrong order both become their mean.
  @Test func orderedEndsByHand() async throws {
    for (ends, expected) in [
      ([1, -1, 2, 3], [0, 0, 2, 3]), ([3, 2, 1, 0], [1.5, 1.5, 1.5, 1.5]), ([0, 3, 1, 2], [0, 2, 2, 2]),
      ([2, 2, 1, 4], [5.0 / 3, 5.0 / 3, 5.0 / 3, 4]), ([-1, 0, 1, 2], [-1, 0, 1, 2]),
    ] as [([Double], [Double])] {
      let rows = try await trajectories(ordered(), "simultaneous", from: [[0, 1] + ends], steps: 0)
      #expect(agree(Array(rows[0][0][2...]), expected, 1e-15))
    }
  }

  /// The lower triangle of ten by ten means in [-1, 1]; equal means, which symmetric gradients never part, moved by 1e-3.
  private static let means: [[Double]] = (0..<10).flatMap { i in
    (0...i).map { j in
      let (low, high) = (-1 + 2 * Double(j) / 9, -1 + 2 * Double(i) / 9)
      return i == j ? [low - 1e-3, high + 1e-3] : [low, high]
    }
  }

  private static func succeeds(_ z: [Double]) -> Bool {
    z.count == 6 && agree(z[0..<2].sorted(), [-0.5, 0.5], 0.1)
  }

  private func ordered() throws -> CompiledGame { try catalogued("two-gaussians", ["endpoints": "ordered"]) }

  /// The point after a step that the generator does not take.
  private func answered(_ game: CompiledGame, _ mu: [Double]) throws -> [Double] {
    let procedure = try procedure("best-response", for: game)
    let settings = try Settings([(name: "eta", value: 1e-300)], game: game, procedure: procedure)
    return UpdateMap(game, procedure, settings).step(mu + [0, 0, 0, 0])
  }

  private func loss(_ game: CompiledGame, _ z: [Double]) -> Double {
    guard let procedure = try? procedure("best-response", for: game),
      let settings = try? Settings([], game: game, procedure: procedure)
    else { return .nan }
    return UpdateMap(game, procedure, settings).loss(of: 0, at: z)
  }

  private func integratedTV(_ mu: [Double]) -> Double {
    let (low, high, count) = (-8 + min(-0.5, mu.min() ?? 0), 8 + max(0.5, mu.max() ?? 0), 200_000)
    let width = (high - low) / Double(count)
    func density(_ x: Double, _ means: [Double]) -> Double {
      means.reduce(0) { $0 + Double.density(x - $1) / 2 }
    }
    return (0..<count).reduce(0) { sum, i in
      let x = low + (Double(i) + 0.5) * width
      return sum + (density(x, [-0.5, 0.5]) - density(x, mu)).magnitude / 2 * width
    }
  }
}

extension Double {
  /// The standard normal density.
  fileprivate static func density(_ x: Double) -> Double { exp(-x * x / 2) / (2 * Double.pi).squareRoot() }
}
