internal import Contracts

/// A rule of self-play: in every round each player plays a strategy and learns what its actions would have paid.
protocol SelfPlay: Algorithm {
  /// What is remembered from round to round.
  associatedtype Memory
  /// The memory before the first round.
  func begin(_ game: FiniteGame, _ run: Run) throws -> Memory
  /// Plays round `t`, from 1: leaves the strategies played and what each action pays against them.
  ///
  /// `round` is the round before; before round 1 it holds the start, or uniform strategies.
  func play(_ t: Int, _ game: FiniteGame, _ memory: inout Memory, _ round: inout Round) throws
}

/// One round of self-play.
struct Round: Sendable {
  /// The strategies played.
  var played: Profile
  /// What each action of each player pays against them.
  var payoffs: [[Double]]
}

extension SelfPlay {
  func columns(_ contest: Contest) -> [String] { contest.actionCounts.indices.map { "regret_\($0 + 1)" } }

  func solve(_ contest: Contest, _ run: Run) throws -> Solution {
    let game = try contest.finite()
    var memory = try begin(game, run)
    let zero = game.actionCounts.map { [Double](repeating: 0, count: $0) }
    var round = Round(played: run.start ?? game.uniformProfile, payoffs: zero)
    var tally = Tally(game, run.average ?? Self.average ?? .last)
    var solution = try run.rounds(remedy: "payoffs left the finite numbers; lower the step") { t in
      try play(t, game, &memory, &round)
      tally.add(round, t)
    } measure: { _ in
      Standing(profile: tally.profile, gap: game.gap(at: tally.profile), extras: tally.regrets)
    }
    solution.figures = zip(columns(contest), tally.regrets).map { ($0, $1) }
    return solution
  }
}
