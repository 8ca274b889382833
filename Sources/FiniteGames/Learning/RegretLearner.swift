internal import Contracts

/// A rule that a player follows on its own: it chooses a strategy from what its actions have paid so far.
///
/// Every player follows the same rule. Simultaneously: all choose, then all observe what each action pays against the
/// others' choices. Alternating: each player in turn observes the latest strategies of the others, then chooses; those
/// who have not yet played count with the start, or uniform. The first player observes at the end of a round.
protocol RegretLearner: SelfPlay {
  /// What one player remembers.
  associatedtype State
  /// Who observes when.
  var order: PlayingOrder { get }
  /// The memory of a player with so many actions.
  func begin(player: Int, actions: Int, _ game: FiniteGame, _ run: Run) -> State
  /// The strategy of the next round, over that of the round before or the start.
  func choose(_ state: State, into strategy: inout Strategy)
  /// Learns what each action pays now, `strategy` being the one played last.
  func observe(_ payoffs: [Double], _ strategy: Strategy, _ state: inout State)
}

/// Who observes when.
enum PlayingOrder: String, CaseIterable, Sendable {
  case simultaneous, alternating

  /// The option of all rules of self-play.
  static let option = OptionCard.choice(
    "order", default: simultaneous, "all choose at once, or each sees the new strategies of those before")
}

extension RegretLearner {
  static var average: Average? { .uniform }

  func begin(_ game: FiniteGame, _ run: Run) -> [State] {
    game.actionCounts.enumerated().map { begin(player: $0, actions: $1, game, run) }
  }

  func play(_ t: Int, _ game: FiniteGame, _ memory: inout [State], _ round: inout Round) {
    let players = game.actionCounts.indices
    if order == .simultaneous {
      for player in players { choose(memory[player], into: &round.played[player]) }
      game.writePayoffs(at: round.played, into: &round.payoffs)
      for player in players { observe(round.payoffs[player], round.played[player], &memory[player]) }
      return
    }
    for player in players {
      if player > 0 {
        game.writePayoffs(of: player, at: round.played, into: &round.payoffs[player])
        observe(round.payoffs[player], round.played[player], &memory[player])
      }
      choose(memory[player], into: &round.played[player])
    }
    // The last player's are known: the others' strategies did not change since.
    for player in players where player == 0 || player + 1 < players.count {
      game.writePayoffs(of: player, at: round.played, into: &round.payoffs[player])
    }
    observe(round.payoffs[0], round.played[0], &memory[0])
  }
}
