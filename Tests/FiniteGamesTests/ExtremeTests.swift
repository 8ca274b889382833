import Contracts
import Flows
import Games
import Testing

@testable import FiniteGames

/// Numbers at the edge of doubles, and games too large: answers or refusals, never nonsense.
@Suite struct ExtremeTests {
  @Test(arguments: [[1e17, -1e17, 3], [1e17, 1e17, 0], [-1e300, 5, 5], [1e100, -1e100]])
  func projectionsAreProbabilities(_ v: [Double]) {
    var x = v
    projectOnSimplex(&x)
    #expect(abs(x.reduce(0, +) - 1) < 1e-15 && x.allSatisfy { $0 >= 0 })
    #expect(x[bestAction(v)] > 0)
  }

  /// Payoffs that are all larger by the same are the same game.
  @Test(arguments: ["ftrl", "optimistic-ftrl", "projected-gda", "projected-ogda", "projected-eg"])
  func whatPayoffsHaveInCommonDoesNotCount(_ id: String) throws {
    let entries = Sample.three.entries.map { $0 + 1e8 }
    let shifted = FiniteGame(zeroSum: PayoffMatrix(rows: 3, columns: 3, entries: entries))
    let (plain, moved) = (try Learner(id).solve(rangeSeven, 100), try Learner(id).solve(shifted, 100))
    #expect(distance(plain.profile, moved.profile) < 1e-4)
  }

  @Test func whatIsNoNumberIsNoGap() {
    let gap = biasedRPS.gap(at: [[.nan, .nan, .nan], [1, 0, 0]])
    #expect(gap.nashConv.isNaN)
  }

  @Test(arguments: [
    Learner("hedge", [:], ["eta": 1e308]), Learner("ftrl", [:], ["eta": 1e308]),
    Learner("fictitious-play", ["response": "smooth"], ["temperature": .leastNonzeroMagnitude]),
  ])
  func roundsThatAreNotFiniteEndTheRun(_ learner: Learner) throws {
    let recorder = Recorder()
    let run = Run(iterations: 10, record: recorder.record)
    do {
      let solution = try learner.algorithm().solve(Contest(rangeSeven), run)
      #expect(solution.profile.joined().allSatisfy(\.isFinite) && solution.gap.nashConv.isFinite)
    } catch let refusal as Refusal {
      #expect(refusal.kind == .numerical)
    }
    #expect(recorder.iterations.allSatisfy { $0.gap.nashConv.isFinite && $0.profile.joined().allSatisfy(\.isFinite) })
  }

  /// Payoffs up to 36 times 1e308 are infinite.
  @Test func weightsOfParticlesThatOverflowEndTheRun() throws {
    let grid = try boxGame("bilinear", from: -6, to: 6, count: 5)
    let particles = try algorithm(
      "particles", ["weights": .word("wasserstein-fisher-rao"), "count": .integer(3)], ["weight_eta": 1e308])
    do {
      let solution = try particles.solve(Contest(grid), Run(iterations: 5))
      #expect(solution.iterations < 5 && solution.profile.joined().allSatisfy(\.isFinite))
    } catch let refusal as Refusal {
      #expect(refusal.kind == .numerical)
    }
  }

  @Test func anIntegrationThatCannotReachItsToleranceEnds() throws {
    let decay = try Integrator(count: 1, step: 0.1, tolerance: 1e-40) { _, y, slopes in slopes[0] = -y[0] }
    var y = [1.0]
    #expect(throws: IntegratorError.self) { try decay.advance(to: 1e6, &y) }
  }

  @Test(arguments: ["lp", "support-enumeration", "qre", "hedge", "double-oracle", "psro", "parallel-nash-memory"])
  func gamesOfTooManyActionsAreRefused(_ id: String) throws {
    let grid = try boxGame("gaussian-mean-gan", ["dimension": .integer(3)], from: -2, to: 2, count: 10_000_000)
    #expect(throws: Refusal.self) { try algorithm(id).check(Contest(grid)) }
  }

  @Test func theMetaStrategyChecksItsLeastProbability() throws {
    let psro = try algorithm("psro", ["meta": .word("prd")], ["gamma": 0.5])
    #expect(throws: Refusal.self) { try psro.check(Contest(rangeSeven)) }
  }

  @Test(arguments: [("particles", ""), ("chekhov", ""), ("parallel-nash-memory", "bounded")])
  func startsThatWouldBeIgnoredAreRefused(_ id: String, _ response: String) throws {
    let grid = try boxGame("torus", from: -2, to: 2, count: 3)
    let run = Run(iterations: 2, start: [[1, 0, 0], [1, 0, 0]])
    let own = try algorithm(id, response.isEmpty ? [:] : ["response": .word(response)])
    #expect(throws: Refusal.self) { try own.solve(Contest(grid), run) }
  }
}
