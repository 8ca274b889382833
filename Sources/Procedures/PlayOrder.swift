import Contracts
import Scalars

/// Whether players move at once or in turn.
enum PlayOrder: String, CaseIterable {
  case simultaneous, alternating

  static let option = OptionCard.choice(
    "order", default: PlayOrder.simultaneous,
    "all players at once, or one after the other, player 1 first, each seeing the new values so far")

  init(_ options: Options) { self = options.choice("order", default: .simultaneous) }

  /// Turns in one step.
  func turns(_ players: Int) -> Int { self == .simultaneous ? 1 : players }

  /// The coordinates that move in a turn.
  func movers(_ turn: Int, _ blocks: [Range<Int>]) -> Range<Int> {
    self == .alternating ? blocks[turn] : 0..<blocks[blocks.count - 1].upperBound
  }

  /// xi of those who move in a turn.
  func xi<S: OrderedScalar>(_ z: Point<S>, turn: Int, _ game: FieldAccess<S>) -> Point<S> {
    self == .simultaneous ? game.xi(z) : game.xi(z, of: turn)
  }

  /// The diagonal matrix that keeps the coordinates that move in a turn.
  func projector(_ turn: Int, _ field: LinearField) -> Matrix<Double> {
    self == .simultaneous ? field.identity : field.projector(on: turn)
  }
}
