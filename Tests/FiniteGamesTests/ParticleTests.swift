import Contracts
import Games
import Testing

@testable import FiniteGames

@Suite struct ParticleTests {
  static func torus(_ count: Int) throws -> GridGame {
    try boxGame("torus", knobs: ["a": 0, "b": 0], from: -.pi, to: .pi, count: count)
  }

  @Test func theCheckOfTheCosine() throws {
    let particles = try algorithm("particles", ["weights": .word("wasserstein-fisher-rao")])
    let contest = Contest(try Self.torus(20_001))
    var run = Run(iterations: 1000, recordEvery: 1000)
    run.points = [[[0], [1], [2.5]], [[0.3], [2], [4]]]
    let start = try #require(contest.differentiable).gridGap(
      (run.points ?? []).map { WeightedPoints($0, Strategy(repeating: 1.0 / 3, count: 3)) })
    #expect(abs(start.nashConv - 0.693660290901) < 1e-12)
    let solution = try particles.solve(contest, run)
    #expect(abs(solution.gap.nashConv - 0.692459319270) < 1e-12)
    let (x, a) = (solution.points[0].map { $0[0] }, solution.profile[0])
    #expect(zip(x, [-1.4501961683834, 0.4223239317049, 3.2998417829892]).allSatisfy { abs($0 - $1) < 2e-13 })
    #expect(zip(a, [0.386597885899, 0.0985523833525, 0.5148497307485]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func randomNumbersHaveAddresses() throws {
    let particles = try algorithm("particles", ["count": .integer(4)], ["temperature": 0.1])
    let contest = Contest(try Self.torus(101))
    func points(_ iterations: Int, _ seed: UInt64) throws -> [[[Double]]] {
      try particles.solve(contest, Run(iterations: iterations, seed: seed, recordEvery: iterations)).points
    }
    #expect(try points(20, 1) == points(20, 1))
    #expect(try points(20, 1) != points(20, 2))
    let fewer = try algorithm("particles", ["count": .integer(2)], ["temperature": 0.1])
    let few = try fewer.solve(contest, Run(iterations: 1, seed: 1)).points
    #expect(few.map(\.count) == [2, 2])
  }

  @Test func noiseHasTheTemperature() throws {
    let particles = try algorithm("particles", ["count": .integer(2000)], ["temperature": 0.5, "eta": 0.01])
    // Without forces the variance after t steps is 2 eta temperature t.
    let grid = try boxGame("bilinear", knobs: ["scale": 0], from: -1e6, to: 1e6, count: 3)
    var run = Run(iterations: 10, seed: 7, recordEvery: 10)
    run.points = [Array(repeating: [0], count: 2000), [[0]]]
    let points = try particles.solve(Contest(grid), run).points[0].map { $0[0] }
    let variance = points.reduce(0) { $0 + $1 * $1 } / 2000
    #expect(abs(variance / 0.1 - 1) < 0.15)
  }
}
