import Chance
import Contracts
import Glibc
import Testing

@testable import FiniteGames

/// What holds for every rule of self-play, whatever its options.
@Suite struct LearnerLawTests {
  static let games = [
    FiniteGame(zeroSum: randomMatrix(4, 5, seed: 1)),
    FiniteGame(randomMatrix(3, 2, seed: 2), randomMatrix(3, 2, seed: 3)),
    randomGame([2, 3, 4], seed: 4),
  ]

  @Test(arguments: Learner.all) func strategiesStayInTheSimplexAndPayoffsAreTheirs(_ learner: Learner) throws {
    for game in Self.games {
      for round in try learner.rounds(game, 200) {
        for strategy in round.played {
          #expect(strategy.allSatisfy { $0 >= 0 } && abs(strategy.reduce(0, +) - 1) < 1e-12)
        }
        #expect(distance(round.payoffs, game.payoffs(at: round.played)) < 1e-14)
      }
    }
  }

  @Test(arguments: Learner.all) func nashConvOfTheAverageIsTheSumOfRegretsPerRound(_ learner: Learner) throws {
    let solution = try learner.solve(Self.games[0], 300, .uniform)
    let regrets = solution.figures.map(\.value).reduce(0, +)
    #expect(solution.figures.map(\.name) == ["regret_1", "regret_2"])
    #expect(abs(solution.gap.nashConv - regrets / 300) < 1e-12)
  }

  @Test(arguments: Learner.all) func onlyDifferencesOfPayoffsCount(_ learner: Learner) throws {
    let (u, shift) = (randomMatrix(3, 4, seed: 5), 0.75)
    let lower = PayoffMatrix(rows: 3, columns: 4, entries: u.entries.map { -$0 - shift })
    let (plain, shifted) = (FiniteGame(zeroSum: u), FiniteGame(u, lower))
    #expect(!shifted.isZeroSum)
    for (a, b) in zip(try learner.rounds(plain, 100), try learner.rounds(shifted, 100)) {
      #expect(distance(a.played, b.played) < 1e-8)
    }
  }

  @Test(arguments: Learner.all) func namesOfActionsDoNotMatter(_ learner: Learner) throws {
    // Best responses open with action 0, and a draw takes the first that its number reaches.
    if learner.chose("response", "best") || learner.chose("response", "sampled") { return }
    let (u, rows, columns) = (randomMatrix(3, 4, seed: 6), [2, 0, 1], [1, 3, 0, 2])
    let renamed = FiniteGame(zeroSum: PayoffMatrix(rows.map { i in columns.map { j in u[i, j] } }))
    for (a, b) in zip(try learner.rounds(FiniteGame(zeroSum: u), 100), try learner.rounds(renamed, 100)) {
      #expect(distance([rows.map { a.played[0][$0] }, columns.map { a.played[1][$0] }], b.played) < 1e-8)
    }
  }

  @Test(arguments: Learner.all) func aThirdPlayerWhoMattersToNobodyChangesNothing(_ learner: Learner) throws {
    let (u, v) = (randomMatrix(3, 2, seed: 7), randomMatrix(3, 2, seed: 8))
    var stream = SequentialStream(seed: 9)
    let tables = [u, v].map { matrix in matrix.entries.flatMap { [$0, $0] } } + [randomTable(12, &stream)]
    let three = FiniteGame(actionCounts: [3, 2, 2], tables: tables)
    for (a, b) in zip(try learner.rounds(FiniteGame(u, v), 100), try learner.rounds(three, 100)) {
      #expect(distance(a.played, Array(b.played.prefix(2))) < 1e-8)
    }
  }

  @Test(arguments: Learner.all) func theFirstRoundIsTheStart(_ learner: Learner) throws {
    let start = [[0.5, 0.25, 0.125, 0.125], [0, 0.25, 0.25, 0.25, 0.25]]
    let first = try learner.rounds(Self.games[0], 1, start: start)[0].played
    if learner.chose("response", "sampled") || learner.id == "mirror-prox" { return }
    let alone = learner.chose("order", "alternating") && learner.id != "fictitious-play" ? 1 : 2
    #expect(distance(Array(first.prefix(alone)), Array(start.prefix(alone))) < 1e-15)
  }

  @Test(arguments: Learner.all) func zeroWeightsOfTheStartAndLargePayoffsStayFinite(_ learner: Learner) throws {
    let u = PayoffMatrix(rows: 2, columns: 2, entries: [1e6, -1e6, -3e5, 2e6])
    if learner.id == "replicator" { return }  // a million turns a unit of time
    for round in try learner.rounds(FiniteGame(zeroSum: u), 50, start: [[1, 0], [0.5, 0.5]]) {
      #expect(round.played.joined().allSatisfy { $0.isFinite && $0 >= 0 && $0 <= 1 })
    }
  }

  @Test(arguments: ["regret-matching", "regret-matching-plus"]) func regretsObeyTheBoundOfMatching(_ id: String) throws
  {
    for (game, width) in [(Self.games[0], 2.0), (rangeSeven, 7)] {
      let figures = try Learner(id).solve(game, 1000).figures
      for (n, regret) in zip(game.actionCounts, figures.map(\.value)) {
        #expect(regret <= width * (Double(n) * 1000).squareRoot())
      }
    }
  }

  @Test(arguments: [0.02, 0.1, 0.5]) func regretsObeyTheBoundsOfSteps(_ eta: Double) throws {
    let (rounds, knobs) = (1000.0, ["eta": eta])
    for (game, width) in [(Self.games[0], 2.0), (rangeSeven, 7)] {
      let n = game.actionCounts.map { Double($0) }
      let hedge = try Learner("hedge", [:], knobs).solve(game, 1000).figures.map(\.value)
      for player in 0..<2 {
        #expect(hedge[player] <= log(n[player]) / eta + eta * rounds * width * width / 8)
      }
      for id in ["ftrl", "projected-gda"] {
        let regrets = try Learner(id, [:], knobs).solve(game, 1000).figures.map(\.value)
        for player in 0..<2 {
          // Shifted to their middle, payoffs have at most this norm.
          let square = n[player] * width * width / 4
          #expect(regrets[player] <= (1 - 1 / n[player]) / (2 * eta) + eta / 2 * rounds * square)
        }
      }
    }
  }

  @Test(arguments: [500, 5000]) func regretsOfOptimistsDoNotGrow(_ rounds: Int) throws {
    let game = Self.games[0]
    let n = game.actionCounts.map { Double($0) }
    func sum(_ learner: Learner) throws -> Double {
      try learner.solve(game, rounds).figures.map(\.value).reduce(0, +)
    }
    // eta <= 1 / 2 for payoffs up to 1, and at most half the reciprocal of the matrix's norm, which is below sqrt 20.
    for id in ["optimistic-hedge", "mirror-prox"] {
      #expect(try sum(Learner(id)) <= (log(n[0]) + log(n[1])) / 0.1)
    }
    #expect(try sum(Learner("optimistic-ftrl")) <= (2 - 1 / n[0] - 1 / n[1]) / 2 / 0.1)
  }

  @Test(arguments: ["projected-ogda", "projected-eg"]) func lastStrategiesConvergeForSmallSteps(_ id: String) throws {
    #expect(try Learner(id, [:], ["eta": 0.08]).solve(rangeSeven, 5000, .last).gap.nashConv < 1e-10)
  }
}
