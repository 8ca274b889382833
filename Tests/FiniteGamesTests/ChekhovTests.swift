import Contracts
import Games
import Glibc
import Scalars
import Testing

@testable import FiniteGames

@Suite struct ChekhovTests {
  @Test(arguments: [
    (100, 0.05, -0.0721), (1000, 0.033, -0.00952753993965), (10000, 0.0047, -0.00736232),
  ]) func theLeaderInTheSineGame(rounds: Int, maximum: Double, minimum: Double) throws {
    let axes = [GridGame.Axis(low: -.pi, high: .pi, count: 5), GridGame.Axis(low: -1, high: 1, count: 3)]
    let grid = try GridGame(SineGame.compiled, knobs: [0.3], axes: axes)
    let run = Run(iterations: rounds, recordEvery: rounds)
    let solution = try algorithm("chekhov").solve(Contest(grid), run)
    let value = solution.gap.values[1]
    #expect(abs(value + solution.gap.improvements[1] - maximum) < 1e-13)
    #expect(abs(value - solution.gap.improvements[0] - minimum) < 1e-13)
    #expect(abs(solution.gap.nashConv - (maximum - minimum)) < 1e-13)
    let figures = Dictionary(uniqueKeysWithValues: solution.figures.map { ($0.name, $0.value) })
    let (first, second) = (try #require(figures["regret_1"]), try #require(figures["regret_2"]))
    #expect(abs((first + second) / Double(rounds) - solution.gap.nashConv) < 1e-13)
    #expect(try solution.gap.nashConv <= #require(figures["bound"]))
    #expect(solution.notes.count == 2)
  }

  @Test func theLeaderInASemiShallowGAN() throws {
    let options: [String: OptionValue] = [
      "target": .word("line"), "modes": .integer(2), "components": .integer(1), "discriminator": .word("quadratic"),
    ]
    let grid = try boxGame("mixture-gan", options, from: -2, to: 2, count: 9)
    let run = Run(iterations: 40, recordEvery: 40)
    let solution = try algorithm("chekhov").solve(Contest(grid), run)
    let figures = Dictionary(uniqueKeysWithValues: solution.figures.map { ($0.name, $0.value) })
    #expect(try solution.gap.nashConv <= #require(figures["bound"]))
    #expect(solution.notes.count == 2)
    let searched = try dualityGap(of: grid, points: solution.points, weights: solution.profile, starts: 3).gap
    #expect(searched.nashConv >= solution.gap.nashConv - 1e-9)
    #expect(abs(searched.improvements[1] - solution.gap.improvements[1]) < 1e-9)
  }

  @Test func aGameThatIsNotConcaveIsSaid() throws {
    let grid = try boxGame("torus", from: -2, to: 2, count: 21)
    let solution = try algorithm("chekhov").solve(Contest(grid), Run(iterations: 20))
    #expect(solution.notes.contains { $0.contains("not concave") })
    let other = try boxGame("dirac-gan", ["loss": .word("nonsaturating")], from: -2, to: 2, count: 3)
    #expect(throws: Refusal.self) { try algorithm("chekhov").check(Contest(other)) }
  }

  /// On s x y a queue of opponents is a mean of delays, whose growth per round is the largest root of a polynomial.
  @Test(arguments: [(1, 1.0, 1.004987562112), (5, 1, 1.021290373854), (10, 1, 1.031000831678)])
  func queuesOnABilinearGameAreDelays(capacity: Int, spacing: Double, growth: Double) throws {
    let grid = try boxGame("bilinear", from: -1e300, to: 1e300, count: 1)
    let evaluator = PointEvaluator(grid)
    #expect(abs(evaluator.loss(of: 0, at: [1], against: [1]) - 1) < 1e-15)
    func norm(_ rounds: Int) throws -> Double {
      let schedule = ChekhovQueues.Schedule(capacity: capacity, eta: 0.1, regulariser: 0, spacing: spacing, growth: 1)
      var run = Run(iterations: rounds)
      run.points = [[[1]], [[0]]]
      var queues = try ChekhovQueues(grid, schedule, run)
      for t in 1...rounds { queues.play(t) }
      return hypot(queues.points[0][0], queues.points[1][0])
    }
    #expect(abs(pow(try norm(4000) / norm(3000), 1.0 / 1000) - growth) < 1e-11)
  }

  @Test func queuesHoldTheLastOpponents() throws {
    let grid = try boxGame("dirac-gan", ["loss": .word("nonsaturating")], from: -2, to: 2, count: 65)
    let queues = try algorithm(
      "chekhov", ["form": .word("queues"), "K": .integer(3)], ["m0": 2, "growth": 1.5, "eta": 0.1, "C": 0.1])
    let recorder = Recorder()
    let run = Run(iterations: 20, record: recorder.record)
    let solution = try queues.solve(Contest(grid), run)
    #expect(solution.points.map(\.count) == [3, 3])
    // Insertions after rounds 2, 5, 9.5 and 16.25.
    #expect(recorder.iterations.map { $0.extras[0] }.filter { $0 == 2 }.count == 5)
    #expect(recorder.iterations.last?.extras[0] == 4)
  }
}
