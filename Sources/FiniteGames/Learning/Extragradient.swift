internal import Contracts

/// A rule that looks half a step ahead: all players step at once, and step anew with the payoffs found there.
/// ```
/// w_t = step from x_t along eta g(x_t);  x_(t+1) = step from x_t along eta g(w_t)
/// ```
/// - Cost: twice the payoffs of a simple step.
protocol Extragradient: SelfPlay where Memory == Extrapolation {
  var regularizer: Regularizer { get }
  var eta: Double { get }
  /// Whether the `w_t` are played, or the `x_t`.
  var playsHalfSteps: Bool { get }
}

/// What is remembered between rounds, and what the actions pay at both points.
struct Extrapolation: Sendable {
  /// Where the steps start, in the regulariser's coordinates.
  var coordinates: [[Double]]
  var base, half: Profile
  var basePayoffs, halfPayoffs: [[Double]]
}

extension Extragradient {
  static var average: Average? { .uniform }

  func begin(_ game: FiniteGame, _ run: Run) -> Extrapolation {
    let start = run.start ?? game.uniformProfile
    return Extrapolation(
      coordinates: start.map(regularizer.coordinates), base: start, half: start, basePayoffs: start, halfPayoffs: start)
  }

  func play(_ t: Int, _ game: FiniteGame, _ memory: inout Extrapolation, _ round: inout Round) {
    let players = game.actionCounts.indices
    game.writePayoffs(at: memory.base, into: &memory.basePayoffs)
    for player in players {
      regularizer.write(
        memory.coordinates[player], plus: eta, times: memory.basePayoffs[player], into: &memory.half[player])
    }
    game.writePayoffs(at: memory.half, into: &memory.halfPayoffs)
    for player in players {
      let (strategy, payoffs) =
        playsHalfSteps
        ? (memory.half[player], memory.halfPayoffs[player]) : (memory.base[player], memory.basePayoffs[player])
      copy(strategy, into: &round.played[player])
      copy(payoffs, into: &round.payoffs[player])
    }
    for player in players { step(player, &memory) }
  }

  /// The full step from the base, with the payoffs of the half step.
  private func step(_ player: Int, _ memory: inout Extrapolation) {
    let payoffs = memory.halfPayoffs[player]
    regularizer.write(memory.coordinates[player], plus: eta, times: payoffs, into: &memory.base[player])
    switch regularizer {
    case .euclidean: copy(memory.base[player], into: &memory.coordinates[player])
    // The logarithms of the strategy up to a constant: taking them anew would lose what has underflowed.
    case .entropic: regularizer.add(eta, times: payoffs, to: &memory.coordinates[player])
    }
  }
}
