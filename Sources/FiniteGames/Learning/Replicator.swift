internal import Contracts
internal import Flows

/// Replicator dynamics in continuous time: hedge with steps of length 0.
/// ```
/// x_i' = x_i (g_i - <x, g>)
/// ```
/// Round t plays the state at time `(t - 1) dt`.
///
/// We integrate `y_i = ln(x_i / x_i(0))`, with `y_i' = g_i - <x, g>`: what underflows or starts at 0 stays a
/// probability.
/// - Invariant: `sum_i x*_i ln x_i + sum_j y*_j ln y_j` in a zero-sum game with an interior equilibrium: the flow goes
///   round it, and only the averages converge, like `1 / T`.
/// - Source: Taylor and Jonker (1978), Mathematical Biosciences 40, 145.
struct Replicator: SelfPlay {
  static let card = Card(
    id: "replicator", title: "Replicator dynamics", formulas: "x_i' = x_i (g_i - <x, g>); round t is time (t - 1) dt",
    source: "Taylor, Jonker (1978), Mathematical Biosciences 40, 145")
  static let knobs = [
    Knob("dt", 0.1, .positive, "time from round to round, in units of 1 / payoff"),
    Knob("tolerance", 1e-10, .tolerance, "error of ln x allowed in a step of the integration"),
  ]
  static var average: Average? { .last }

  private let dt, tolerance: Double

  init(options: Options, knobs: [Double]) { (dt, tolerance) = (knobs[0], knobs[1]) }

  /// An integration and the logarithms it has reached, player by player.
  struct Memory {
    let field: Field
    let integrator: Integrator
    var growth: [Double]
  }

  func begin(_ game: FiniteGame, _ run: Run) throws -> Memory {
    let field = Field(game, run.start ?? game.uniformProfile)
    let count = game.actionCounts.reduce(0, +)
    let integrator = try Integrator(count: count, step: dt, tolerance: tolerance) { _, y, slopes in
      field.write(y, into: slopes)
    }
    return Memory(field: field, integrator: integrator, growth: [Double](repeating: 0, count: count))
  }

  func play(_ t: Int, _ game: FiniteGame, _ memory: inout Memory, _ round: inout Round) throws {
    let time = Double(t - 1) * dt
    if time > 0 {
      do { try memory.integrator.advance(to: time, &memory.growth) } catch {
        throw Refusal(.numerical, "\(error); lower dt or raise tolerance")
      }
    }
    memory.growth.withUnsafeBufferPointer { memory.field.writeProfile($0, into: &round.played) }
    game.writePayoffs(at: round.played, into: &round.payoffs)
  }

  /// The right-hand side, with room for its intermediate results.
  final class Field {
    private let game: FiniteGame
    private let logarithms: [[Double]]
    private var profile: Profile
    private var payoffs: [[Double]]

    init(_ game: FiniteGame, _ start: Profile) {
      self.game = game
      (logarithms, profile, payoffs) = (start.map(Regularizer.entropic.coordinates), start, start)
    }

    /// The strategies whose logarithms have grown by `y`.
    func writeProfile(_ y: UnsafeBufferPointer<Double>, into profile: inout Profile) {
      var offset = 0
      for player in profile.indices {
        for i in profile[player].indices { profile[player][i] = logarithms[player][i] + y[offset + i] }
        applySoftmax(&profile[player])
        offset += profile[player].count
      }
    }

    func write(_ y: UnsafeBufferPointer<Double>, into slopes: UnsafeMutableBufferPointer<Double>) {
      writeProfile(y, into: &profile)
      game.writePayoffs(at: profile, into: &payoffs)
      var offset = 0
      for player in profile.indices {
        let received = inner(profile[player], payoffs[player])
        for i in profile[player].indices { slopes[offset + i] = payoffs[player][i] - received }
        offset += profile[player].count
      }
    }
  }
}
