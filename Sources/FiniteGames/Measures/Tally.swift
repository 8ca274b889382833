/// What is summed over the rounds of a run: averages of strategies, and regrets.
struct Tally {
  private let average: Average
  private var sums: Profile
  private var weight = 0.0
  private var paid: [[Double]]
  private var received: [Double]

  init(_ game: FiniteGame, _ average: Average) {
    self.average = average
    sums = game.actionCounts.map { Strategy(repeating: 0, count: $0) }
    (paid, received) = (sums, [Double](repeating: 0, count: sums.count))
  }

  /// Adds round `t`.
  mutating func add(_ round: Round, _ t: Int) {
    let w =
      switch average {
      case .uniform: 1.0
      case .linear: Double(t)
      case .last: 0.0
      }
    for player in sums.indices {
      if average == .last {
        copy(round.played[player], into: &sums[player])
      } else {
        accumulate(round.played[player], times: w, into: &sums[player])
      }
      accumulate(round.payoffs[player], into: &paid[player])
      received[player] += inner(round.played[player], round.payoffs[player])
    }
    weight += w
  }

  /// The strategies reported.
  var profile: Profile { average == .last ? sums : sums.map { sum in sum.map { $0 / weight } } }

  /// What each player's best fixed action would have paid beyond what the player received, over all rounds.
  var regrets: [Double] { zip(paid, received).map { largest($0) - $1 } }
}
