internal import Contracts

/// A rule that looks half a step ahead: all players step at once, and step anew with the payoffs found there.
/// ```
/// w_t = step from x_t along eta g(x_t);  x_(t+1) = step from x_t along eta g(w_t)
/// ```
/// - Cost: twice the payoffs of a simple step.
protocol Extragradient: SelfPlay where Memory == Extrapolation {
  var regularizer: Regularizer { get }
  var eta: Double { get }
  /// Whether the half steps are averaged, not the strategies played.
  var countsHalfSteps: Bool { get }
}

/// What is remembered between rounds, and room for the half step.
struct Extrapolation: Sendable {
  /// Where the steps start, in the regulariser's coordinates.
  var coordinates: [[Double]]
  var next, half: Profile
  var payoffs: [[Double]]
}

extension Extragradient {
  static var average: Average? { .uniform }

  func begin(_ game: FiniteGame, _ run: Run) -> Extrapolation {
    let start = run.start ?? game.uniformProfile
    return Extrapolation(
      coordinates: start.map(regularizer.coordinates), next: start, half: start, payoffs: start)
  }

  func play(_ t: Int, _ game: FiniteGame, _ memory: inout Extrapolation, _ round: inout Round) {
    let players = game.actionCounts.indices
    for player in players { copy(memory.next[player], into: &round.played[player]) }
    game.writePayoffs(at: round.played, into: &round.payoffs)
    for player in players {
      let (start, g) = (memory.coordinates[player], round.payoffs[player])
      regularizer.write(start, plus: eta, times: g, into: &memory.half[player])
    }
    game.writePayoffs(at: memory.half, into: &memory.payoffs)
    for player in players {
      regularizer.write(
        memory.coordinates[player], plus: eta, times: memory.payoffs[player], into: &memory.next[player])
      switch regularizer {
      case .euclidean: copy(memory.next[player], into: &memory.coordinates[player])
      // The logarithms of the strategy up to a constant: taking them anew would lose what has underflowed.
      case .entropic: accumulate(memory.payoffs[player], times: eta, into: &memory.coordinates[player])
      }
    }
    if countsHalfSteps { round.counted = memory.half }
  }
}
