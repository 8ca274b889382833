import Contracts
import FiniteGames
import Games
import Scalars

/// M = v (sin u - c), u minimises and v maximises: linear in v, so all that the Chekhov GAN's theorem asks for.
struct SineGame: Game {
  static let card = Card(id: "sine", title: "sine", formulas: "M = v (sin u - c)", source: "for tests")
  let players = [Player("generator", ["u"]), Player("discriminator", ["v"])]
  let knobs = [Knob("c", 0.3, .real, "offset")]
  let start = [0.0, 0.0]
  let isZeroSum = true
  init(options: Options) {}

  func facts(knobs: [Double]) -> [Fact] { [] }
  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    let payoff = z[1] * (.sin(z[0]) - k[0])
    return player == 0 ? payoff : -payoff
  }

  static var compiled: CompiledGame { get throws { CompiledGame(SineGame(options: try Options([:], for: card))) } }
}

/// A game of the catalogue on a box.
func boxGame(
  _ id: String, _ options: [String: OptionValue] = [:], knobs: [String: Double] = [:], from low: Double,
  to high: Double,
  count: Int
) throws -> GridGame {
  guard let entry = allGames.first(where: { $0.card.id == id }) else { throw Refusal("there is no \(id)") }
  let game = try entry.make(Options(options, for: entry.card))
  let axes = game.coordinates.map { _ in GridGame.Axis(low: low, high: high, count: count) }
  return try GridGame(game, knobs: game.knobs.map { knobs[$0.name] ?? $0.defaultValue }, axes: axes)
}

/// An algorithm of the registry with its options and knobs.
func algorithm(
  _ id: String, _ options: [String: OptionValue] = [:], _ knobs: [String: Double] = [:]
) throws -> any Algorithm {
  guard let entry = allAlgorithms.first(where: { $0.card.id == id }) else { throw Refusal("there is no \(id)") }
  return try entry.make(Options(options, for: entry.card), entry.knobs.map { knobs[$0.name] ?? $0.defaultValue })
}

/// Keeps what a run records.
final class Recorder: @unchecked Sendable {
  var iterations: [Iteration] = []
  func record(_ iteration: Iteration) { iterations.append(iteration) }
}
