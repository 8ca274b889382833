public import Contracts
internal import Scalars

/// A differentiable two-player game on a box, with a grid of points in it: each player's pure strategies.
///
/// Every player maximises minus its loss.
/// - Cost: a payoff is one evaluation of a loss.
public struct GridGame: Sendable {
  /// The points of one coordinate: from `low` to `high`, `count` of them evenly spaced; one point where they are equal.
  public struct Axis: Sendable {
    /// The ends.
    public let low, high: Double
    /// The number of points.
    public let count: Int

    /// An axis.
    public init(low: Double, high: Double, count: Int) { (self.low, self.high, self.count) = (low, high, count) }

    /// Point `i`, from 0.
    public func value(_ i: Int) -> Double {
      count == 1 ? low : low + (high - low) * Double(i) / Double(count - 1)
    }
  }

  /// The game.
  public let game: CompiledGame
  /// Its knobs, in the order of its card.
  public let knobs: [Double]
  /// One per coordinate, in the order of the game's coordinates.
  public let axes: [Axis]

  /// A game with an axis for every coordinate.
  ///
  /// - Throws: `Refusal` unless the game has two players.
  public init(_ game: CompiledGame, knobs: [Double], axes: [Axis]) throws(Refusal) {
    guard game.players.count == 2 else {
      throw Refusal("\(game.card.id) has \(game.players.count) players; a grid takes two")
    }
    (self.game, self.knobs, self.axes) = (game.prepared(knobs), knobs, axes)
  }
}

/// Payoffs at points of the grid.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension GridGame: PayoffRows {
  /// A grid's payoffs are held whole up to this many pairs of points.
  public static let largestMatrix = 25_000_000

  public var actionCounts: [Int] { game.blocks.map { block in block.reduce(1) { $0 * axes[$1].count } } }

  /// Whether the players' losses cancel.
  public var isZeroSum: Bool { game.isZeroSum }

  /// The coordinates of a player's action, the last coordinate running fastest.
  public func point(_ action: Int, of player: Int) -> [Double] {
    var (rest, point) = (action, [Double]())
    for i in game.blocks[player].reversed() {
      point.append(axes[i].value(rest % axes[i].count))
      rest /= axes[i].count
    }
    return point.reversed()
  }

  public func row(_ i: Int) -> [Double] {
    let x = point(i, of: 0)
    return losses(of: 0, (0..<actionCounts[1]).lazy.map { x + point($0, of: 1) }).map { -$0 }
  }

  public func column(_ j: Int) -> [Double] {
    let y = point(j, of: 1)
    return losses(of: 0, (0..<actionCounts[0]).lazy.map { point($0, of: 0) + y }).map { -$0 }
  }

  /// The game with all its payoffs.
  public func finite() throws(Refusal) -> FiniteGame {
    let (rows, columns) = (actionCounts[0], actionCounts[1])
    guard rows.multipliedReportingOverflow(by: columns).partialValue <= Self.largestMatrix else {
      throw Refusal(
        "--discretise: \(rows) x \(columns) payoffs are too many to hold; take at most \(Self.largestMatrix), or an algorithm that needs no matrix: double-oracle, psro, parallel-nash-memory"
      )
    }
    let points = (0..<rows).lazy.flatMap { i in
      let x = point(i, of: 0)
      return (0..<columns).lazy.map { x + point($0, of: 1) }
    }
    func matrix(_ player: Int) -> PayoffMatrix {
      PayoffMatrix(rows: rows, columns: columns, entries: losses(of: player, points).map { -$0 })
    }
    return isZeroSum ? FiniteGame(zeroSum: matrix(0)) : FiniteGame(matrix(0), matrix(1))
  }

  /// A player's losses at whole points of the game.
  public func losses(of player: Int, _ points: some Sequence<[Double]>) -> [Double] {
    let workspace = Workspace()
    let arena = workspace.arena
    let knobs = Knobs(Point<Double>(self.knobs, in: arena))
    let z = Point<Double>(count: axes.count, in: arena)
    let mark = arena.mark
    return withExtendedLifetime(workspace) {
      points.map { point in
        for i in point.indices { z[i] = point[i] }
        defer { arena.release(to: mark) }
        return game.onDouble.loss(player, z, knobs)
      }
    }
  }
}
