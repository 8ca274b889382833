import Contracts
import Games
import Testing

@testable import FiniteGames

@Suite struct NashMemoryTests {
  @Test(arguments: [3, 5, 8]) func exactResponsesSolveTheToyGANG(n: Int) throws {
    let game = try UniformGANG.game(points: n)
    let recorder = Recorder()
    let all = pure((1 << n) - 1, of: 1 << n)
    let run = Run(iterations: 1000, start: [pure(0, of: n), all], record: recorder.record)
    let solution = try algorithm("parallel-nash-memory").solve(Contest(game), run)
    #expect(solution.outcome == .nothingToAdd)
    #expect(solution.iterations <= n + 1 << n)
    #expect(abs(solution.gap.values[0]) < 1e-12 && solution.gap.nashConv < 1e-9)
    #expect(solution.profile[0].allSatisfy { abs($0 - 1 / Double(n)) < 1e-9 })
    #expect(abs(recorder.iterations[0].gap.nashConv - (1 - 1 / Double(n))) < 1e-12)
    for (before, after) in zip(recorder.iterations, recorder.iterations.dropFirst()) {
      let growth = (1...2).map { after.extras[$0] - before.extras[$0] }
      #expect(growth.allSatisfy { 0...1 ~= $0 } && growth.contains(1))
    }
  }

  @Test func exactResponsesAreTheDoubleOracle() throws {
    let game = FiniteGame(zeroSum: PayoffMatrix([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]))
    let recorder = Recorder()
    let solution = try algorithm("parallel-nash-memory").solve(
      Contest(game), Run(iterations: 10, record: recorder.record))
    let gaps = recorder.iterations.map(\.gap.nashConv)
    #expect(gaps.count == 3 && zip(gaps, [2, 2, 0]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(solution.profile.joined().allSatisfy { abs($0 - 1.0 / 3) < 1e-12 })
  }

  @Test func exactResponsesOnAGridNeedFewPoints() throws {
    let grid = try boxGame("torus", from: -3, to: 3, count: 2001)
    let solution = try algorithm("parallel-nash-memory").solve(Contest(grid), Run(iterations: 500))
    #expect(solution.outcome == .nothingToAdd && solution.gap.nashConv <= 1e-9)
    #expect(solution.supports.allSatisfy { $0.count < 20 })
  }

  @Test(arguments: ["torus", "letcher-cycle"]) func boundedResponsesSeeNoMoreThanExactOnes(id: String) throws {
    let grid = try boxGame(id, from: -2, to: 2, count: 401)
    let recorder = Recorder()
    let run = Run(iterations: 30, seed: 3, record: recorder.record)
    let memory = try algorithm("parallel-nash-memory", ["response": .word("bounded")])
    try memory.check(Contest(grid))
    let solution = try memory.solve(Contest(grid), run)
    for iteration in recorder.iterations {
      #expect(iteration.extras[0] <= iteration.gap.nashConv + 1e-12)
      #expect(iteration.extras[0] >= -1e-12)
    }
    for (before, after) in zip(recorder.iterations, recorder.iterations.dropFirst()) {
      #expect(after.extras[1] >= before.extras[1] && after.extras[2] >= before.extras[2])
    }
    #expect(solution.points.map(\.count) == solution.profile.map(\.count))
    let gap = try dualityGap(of: grid, points: solution.points, weights: solution.profile).gap
    #expect(gap.nashConv >= solution.gap.nashConv - 1e-3)
  }

  @Test func moreRestartsNeverWorsenAResponse() throws {
    let grid = try boxGame("mixture-gan", from: -3, to: 3, count: 2)
    let evaluator = PointEvaluator(grid)
    let problem = ResponseProblem(evaluator, player: 0, others: WeightedPoints(evaluator.start(of: 1)))
    let payoffs = (1...5).map { restarts in
      BoundedResponse(steps: 3, restarts: restarts, step: 1, seed: 5)
        .best(problem, from: evaluator.start(of: 0), iteration: 2).payoff
    }
    #expect(zip(payoffs, payoffs.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(payoffs[0] >= problem.payoff(evaluator.start(of: 0)))
  }

  @Test func boundedResponsesNeedABox() throws {
    let game = try UniformGANG.game(points: 2)
    let memory = try algorithm("parallel-nash-memory", ["response": .word("bounded")])
    #expect(throws: Refusal.self) { try memory.check(Contest(game)) }
    #expect(throws: Refusal.self) { try algorithm("parallel-nash-memory", [:], ["restarts": 2.5]) }
  }

  @Test func startsOfTheWrongShapeAreRefused() throws {
    let grid = try boxGame("torus", from: -2, to: 2, count: 3)
    var run = Run(iterations: 3)
    for points in [[[[0.0]]], [[[0]], []], [[[0]], [[0, 1]]]] {
      run.points = points
      for (id, options) in [("particles", [:]), ("parallel-nash-memory", ["response": OptionValue.word("bounded")])] {
        #expect(throws: Refusal.self) { try algorithm(id, options).solve(Contest(grid), run) }
      }
    }
  }

  @Test func resourcesHaveAPrice() throws {
    let grid = try boxGame("torus", knobs: ["a": 0.3, "b": 0.6], from: -3, to: 3, count: 601)
    let rows = try resourcePrice(of: grid, steps: [0, 20], restarts: [1, 8])
    #expect(rows.map(\.steps) == [0, 0, 20, 20] && rows.map(\.restarts) == [1, 8, 1, 8])
    // A response that never moves from the only strategy has nothing to add, and sees nothing.
    #expect(rows[0].boundedNashConv == 0 && rows[0].outcome == .nothingToAdd)
    for row in rows { #expect(try #require(row.price) >= -1e-12) }
    #expect(try #require(rows[3].price) < #require(rows[0].price))
  }
}
