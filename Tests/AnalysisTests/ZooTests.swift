import Analysis
import Contracts
import Games
import Procedures
import Testing

/// Published outcomes and closed forms of the zoo of small games.
@Suite struct ZooTests {
  /// Letcher et al., JMLR 20, Figure 4: gradient descent converges slowly, diverges slowly, diverges fast.
  @Test(arguments: [(0.01, 0.995037687728, true), (0.032, 1.019521456371, false), (0.1, 1.345362404707, false)])
  func weakAttractor(eta: Double, radius: Double, isStable: Bool) throws {
    let report = try report(catalogued("weak-attractor"), "simultaneous", ["eta": eta])
    #expect((report.spectralRadius - radius).magnitude < 5e-13)
    #expect(report.verdict == (isStable ? .stable : .unstable))
    guard case .value(let step) = report.criticalStep else { throw Missing() }
    #expect((step - 2.0 / 101).magnitude < 1e-15)
  }

  /// Letcher et al., JMLR 20, Figure 7: optimistic descent diverges for eta above 0.22.
  @Test(arguments: [
    ("simultaneous", 0.01, 0.003431398632), ("optimistic", 0.01, 0.239708753520), ("optimistic", 0, 0.239146311738),
  ]) func fourPlayerThresholds(procedure: String, epsilon: Double, expected: Double) throws {
    let report = try report(catalogued("four-player"), procedure, ["epsilon": epsilon])
    guard case .value(let step) = report.criticalStep else { throw Missing() }
    #expect((step - expected).magnitude < 1e-12)
  }

  /// The flow and small steps change their verdict where tau passes (1 - a)/(1 + b) at (0, 0) and (1 + a)/(1 - b) at (pi, pi).
  @Test(arguments: [
    (0, 0.7, false), (0, 0.8, true), (Double.pi, 1.3, false), (Double.pi, 1.4, true),
  ]) func torusTimescales(angle: Double, tau: Double, isStable: Bool) throws {
    for eta in [1e-3, 1e-2] {
      let report = try report(
        catalogued("torus"), "simultaneous", ["eta": eta, "tau": tau], near: [angle, angle])
      #expect(report.verdict == (isStable ? .stable : .unstable), "eta \(eta)")
      #expect(report.equilibriumClass?.name == "minimax" && report.equilibriumClass?.leader == 1)
    }
  }

  /// Printed by the authors' notebook (tau = 1, alternating), and what simultaneous play gives.
  @Test(arguments: [
    ("alternating", [-2.97921936, 0.69862119]), ("simultaneous", [-2.99857534, 0.69066606]),
  ]) func torusTrajectory(procedure: String, expected: [Double]) async throws {
    let last = try await trajectories(
      catalogued("torus"), procedure, ["eta": 1e-3], from: [[2, -1]], steps: 30_000)[0].last
    #expect(agree(last ?? [], expected, 5e-9))
  }

  /// Letcher (2020): every procedure ends in a cycle; consensus only while gamma is small.
  @Test(
    arguments: [
      ("simultaneous", [:]), ("alternating", [:]), ("extragradient", [:]), ("optimistic", [:]),
      ("heavy-ball", ["beta": 0.3]), ("heavy-ball", ["beta": -0.3]), ("consensus", ["gamma": 0.01]),
    ] as [(String, [String: Double])]) func letcherCycle(procedure: String, knobs: [String: Double]) async throws
  {
    let points = try await trajectories(
      catalogued("letcher-cycle"), procedure, knobs.merging(["eta": 0.05]) { $1 }, from: [[0.5, 0.5]], steps: 5000,
      recordEvery: 1)[0]
    let radii = points.suffix(1000).map { ($0[0] * $0[0] + $0[1] * $0[1]).squareRoot() }
    #expect((radii.min() ?? 0) > 1 && (radii.max() ?? 2) < 1.4)
    // It goes round: both coordinates keep changing their signs.
    for i in 0..<2 { #expect(zip(points.suffix(1000), points.suffix(999)).contains { $0[i] * $1[i] < 0 }) }
  }

  /// J + gamma J^T J = J + 2 gamma I at the origin: with gamma > 1/2 consensus converges to a point that is no solution.
  @Test func consensusStopsTheCycleAtASaddle() async throws {
    let last = try await trajectories(
      catalogued("letcher-cycle"), "consensus", ["eta": 0.05, "gamma": 1], from: [[0.5, 0.5]], steps: 5000)[0].last
    #expect(agree(last ?? [], [0, 0], 1e-100))
    #expect(try report(catalogued("letcher-cycle"), "consensus", ["gamma": 1]).equilibriumClass?.name == "saddle")
  }

  /// Iterates after 3000 steps, from (1/2, 1/2) with eta = 0.01.
  @Test(arguments: [
    ("simultaneous", [-1.11391222424, 0.063816460905]), ("alternating", [-1.10800419558, 0.0386262154547]),
    ("extragradient", [-1.09602509002, -0.00882073985735]), ("optimistic", [-1.09608777097, -0.00868306956867]),
  ]) func letcherIterates(procedure: String, expected: [Double]) async throws {
    let last = try await trajectories(
      catalogued("letcher-cycle"), procedure, ["eta": 0.01], from: [[0.5, 0.5]], steps: 3000)[0].last
    #expect(agree(last ?? [], expected, 1e-11))
  }

  /// Always cooperating and always defecting, to the last digit of a logit of 40; and defection against tit for tat: 0 in the
  /// first round, 2 ever after, for the other 3 and 2.
  @Test func prisonersByHand() throws {
    let game = try catalogued("iterated-prisoners-dilemma")
    let (kind, hard) = (Array(repeating: 40.0, count: 5), Array(repeating: -40.0, count: 5))
    let titForTat: [Double] = [40, 40, -40, 40, -40]
    for (x, y, expected) in [
      (kind, kind, [1, 1]), (hard, hard, [2, 2]), (kind, hard, [3, 0]), (titForTat, titForTat, [1, 1]),
      (hard, titForTat, [2 * 0.96, 3 - 0.96]),
    ] as [([Double], [Double], [Double])] {
      let procedure = try procedure("simultaneous", for: game)
      let map = UpdateMap(game, procedure, try Settings([], game: game, procedure: procedure))
      #expect(agree([map.loss(of: 0, at: x + y), map.loss(of: 1, at: x + y)], expected, 1e-13))
    }
  }

  private struct Missing: Error {}
}
