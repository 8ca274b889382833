import Chance
import Contracts
import Glibc
import Testing

@testable import FiniteGames

/// What single rules do in single rounds.
@Suite struct LearnerRuleTests {
  private func softmax(_ a: [Double], _ temperature: Double) -> Strategy {
    let weights = a.map { exp($0 / temperature) }
    return weights.map { $0 / weights.reduce(0, +) }
  }

  @Test func smoothPlayRespondsToFrequencies() throws {
    let game = FiniteGame(zeroSum: randomMatrix(3, 4, seed: 11))
    let rounds = try Learner("fictitious-play", ["response": "smooth"], ["temperature": 0.3]).rounds(game, 3)
    #expect(rounds[0].played == game.uniformProfile)
    let frequencies = zip(rounds[0].played, rounds[1].played).map { zip($0, $1).map { ($0 + $1) / 2 } }
    let expected = game.payoffs(at: frequencies).map { softmax($0, 0.3) }
    #expect(distance(rounds[2].played, expected) < 1e-14)
  }

  @Test func alternatingPlayCountsTheNewRoundOfThoseBefore() throws {
    let game = FiniteGame(zeroSum: randomMatrix(3, 4, seed: 12))
    let options = ["response": "smooth", "order": "alternating"]
    let rounds = try Learner("fictitious-play", options, ["temperature": 0.3]).rounds(game, 2)
    let seen = zip(rounds[0].played[0], rounds[1].played[0]).map { ($0 + $1) / 2 }
    let expected = softmax(game.payoffs(at: [seen, rounds[0].played[1]])[1], 0.3)
    #expect(distance([rounds[1].played[1]], [expected]) < 1e-14)
  }

  @Test func drawsFollowTheSmoothResponseAndTheSeed() throws {
    // Player 2 has one action, so that player 1 draws from one distribution always.
    let game = FiniteGame(zeroSum: PayoffMatrix([[0.1], [0], [0.2]]))
    let learner = Learner("fictitious-play", ["response": "sampled"], ["temperature": 0.1])
    let rounds = try learner.rounds(game, 20_001, seed: 1).map { $0.played[0] }
    #expect(rounds.allSatisfy { $0.sorted() == [0, 0, 1] })
    let expected = softmax([0.1, 0, 0.2], 0.1)
    for action in 0..<3 {
      let frequency = rounds.dropFirst().reduce(0) { $0 + $1[action] } / 20_000
      let deviation = (expected[action] * (1 - expected[action]) / 20_000).squareRoot()
      #expect(abs(frequency - expected[action]) < 4 * deviation)
    }
    #expect(try learner.rounds(game, 100, seed: 1).map { $0.played[0] } == Array(rounds.prefix(100)))
    #expect(try learner.rounds(game, 100, seed: 2).map { $0.played[0] } != Array(rounds.prefix(100)))
  }

  @Test func drawsInvertTheDistributionAtTheAddressOfRoundAndPlayer() throws {
    let game = FiniteGame(zeroSum: PayoffMatrix([[0, 0, 0], [0, 0, 0]]))
    let rounds = try Learner("fictitious-play", ["response": "sampled"]).rounds(game, 50, seed: 7)
    let stream = RandomStream(seed: 7)
    for (i, round) in rounds.enumerated() {
      for (player, count) in [2, 3].enumerated() {
        let uniform = stream.uniform(step: UInt64(i + 1), coordinate: UInt64(player))
        #expect(round.played[player][Int(uniform * Double(count))] == 1)
      }
    }
  }

  @Test func tiesGoToTheFirstAction() throws {
    let game = FiniteGame(zeroSum: PayoffMatrix([[0, 0], [0, 5e-13], [0, -1]]))
    #expect(try Learner("fictitious-play").rounds(game, 5).allSatisfy { $0.played[0] == [1, 0, 0] })
  }

  @Test func entropicLeadersAreHedge() throws {
    let pairs = [("ftrl", "hedge"), ("optimistic-ftrl", "optimistic-hedge")]
    for (leader, hedge) in pairs {
      let a = try Learner(leader, ["regularizer": "entropic"]).rounds(rangeSeven, 50)
      let b = try Learner(hedge).rounds(rangeSeven, 50)
      #expect(a.map(\.played) == b.map(\.played))
    }
  }

  @Test func matchingPlaysRegretsAndMixesUniform() throws {
    // Round 1 uniform pays 2 to the first player, whose actions pay 1, 2, 3.
    let game = FiniteGame(zeroSum: PayoffMatrix([[1], [2], [3]]))
    let rounds = try Learner("regret-matching", [:], ["initial": 0.5, "gamma": 0.3]).rounds(game, 2)
    let expected = [-0.0, 0.5 / 2, 1.5 / 2].map { 0.7 * $0 + 0.1 }
    #expect(distance([rounds[1].played[0]], [expected]) < 1e-15)
  }

  @Test func plusForgetsNegativeRegrets() throws {
    // Player 2's actions pay the same always: it plays its start, then uniform.
    let game = FiniteGame(PayoffMatrix([[0, 6], [2, 0]]), PayoffMatrix([[0, 0], [0, 0]]))
    let start = [[0.5, 0.5], [1.0, 0.0]]
    // Round 1 pays (0, 2), regrets (-1, 1); round 2 pays (3, 1), 1 of it received: (2, 0) more.
    let plus = try Learner("regret-matching-plus").rounds(game, 3, start: start).map { $0.played[0] }
    #expect(plus[1] == [0, 1] && distance([plus[2]], [[2.0 / 3, 1.0 / 3]]) < 1e-15)
    let plain = try Learner("regret-matching").rounds(game, 3, start: start).map { $0.played[0] }
    #expect(plain[1] == [0, 1] && distance([plain[2]], [[0.5, 0.5]]) < 1e-15)
  }

  @Test func alternatingSecondPlayersRegretTheirPreviousStrategy() throws {
    let u = PayoffMatrix([[0, 2], [1, 0]])
    let start = [[1.0, 0.0], [0.75, 0.25]]
    let options = ["order": "alternating"]
    let first = try Learner("regret-matching", options).rounds(FiniteGame(u, u), 1, start: start)[0].played
    // Player 2 sees (0, 2), received 0.5 with its start: regrets (-0.5, 1.5).
    #expect(first == [[1, 0], [0, 1]])
  }

  @Test func leastProbabilityMustLeaveRoom() throws {
    let learner = Learner("projected-replicator", [:], ["gamma": 0.34])
    #expect(throws: Refusal.self) { try learner.algorithm().check(Contest(biasedRPS)) }
    let two = FiniteGame(zeroSum: PayoffMatrix([[1, 0], [0, 1]]))
    try learner.algorithm().check(Contest(two))
    #expect(try learner.rounds(two, 100).allSatisfy { $0.played.joined().allSatisfy { $0 >= 0.34 } })
  }

  @Test func replicatorOfOneChoiceIsTheLogisticCurve() throws {
    // x' = x (1 - x) from 1/4 for the action that pays 1 more.
    let game = FiniteGame(zeroSum: PayoffMatrix([[1], [0]]))
    let rounds = try Learner("replicator", [:], ["dt": 0.5]).rounds(game, 21, start: [[0.25, 0.75], [1]])
    for (i, round) in rounds.enumerated() {
      #expect(abs(round.played[0][0] - 1 / (1 + 3 * exp(-0.5 * Double(i)))) < 1e-9)
    }
  }

  @Test func replicatorLeavesOutWhatStartsAtNought() throws {
    let start = [[0.5, 0.5, 0], [0.25, 0.25, 0.5]]
    #expect(try Learner("replicator").rounds(biasedRPS, 50, start: start).allSatisfy { $0.played[0][2] == 0 })
  }
}
