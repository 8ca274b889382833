import Contracts
import Scalars

/// Everything about this game is slightly wrong, so that the laws have something to find.
struct WrongGradient: Game {
  static let card = Card(id: "wrong-gradient", title: "a game with mistakes", formulas: "", source: "a fixture")

  let players = [Player("one", ["x"]), Player("two", ["y"])]
  let knobs: [Knob] = []
  let start = [1.0, 1.0]
  let isZeroSum = true

  init(options: Options) {}

  func facts(knobs: [Double]) -> [Fact] { [.equilibrium([0.1, 0])] }

  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    player == 0 ? z[0] * z[1] : .square(z[1]) - z[0] * z[1]
  }

  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>) {
    if players.contains(0) { xi[0] = z[1] }
    if players.contains(1) { xi[1] = z[1] - z[0] }
  }
}
