public import Contracts
internal import Glibc
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

    /// Point `i`, from 0; exact at both ends, the same number from either side.
    public func value(_ i: Int) -> Double {
      if count == 1 { return low }
      let (before, after): (Double, Double) = (Double(i), Double(count - 1 - i))
      let value = (low * after + high * before) / Double(count - 1)
      return value.isFinite ? value : low * (after / Double(count - 1)) + high * (before / Double(count - 1))
    }
  }

  /// The game.
  public let game: CompiledGame
  /// Its knobs, in the order of its card.
  public let knobs: [Double]
  /// One per coordinate, in the order of the game's coordinates.
  public let axes: [Axis]
  /// How many threads share the losses at many points; no result depends on it.
  public var threads = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  /// A game with an axis for every coordinate.
  ///
  /// - Throws: `Refusal` unless the game has two players, and where a corner of a player's box is outside its constraint set.
  public init(_ game: CompiledGame, knobs: [Double], axes: [Axis]) throws(Refusal) {
    guard game.players.count == 2 else {
      throw Refusal("\(game.card.id) has \(game.players.count) players; a grid takes two")
    }
    for (name, axis) in zip(game.coordinates, axes) where !(axis.low <= axis.high) {
      throw Refusal("--discretise \(name)=\(axis.low):\(axis.high):\(axis.count): FROM must not be above TO")
    }
    (self.game, self.knobs, self.axes) = (game.prepared(knobs), knobs, axes)
    if self.game.isConstrained { try refuseOutside() }
  }

  /// Constraint sets are convex, so corners decide; of a box of many sides the two ends of each side are looked at.
  private func refuseOutside() throws(Refusal) {
    let workspace = Workspace()
    let knobs = Knobs(Point<Double>(self.knobs, in: workspace.arena))
    for (player, block) in game.blocks.enumerated() {
      let sides = block.filter { axes[$0].count > 1 }
      let corners = sides.count <= 10 ? 1 << sides.count : 2
      for corner in 0..<corners {
        var point = game.start
        for i in block { point[i] = axes[i].low }
        for (k, i) in sides.enumerated() where (sides.count <= 10 ? corner >> k : corner) & 1 == 1 {
          point[i] = axes[i].high
        }
        let z = Point<Double>(point, in: workspace.arena)
        game.onDouble.project(z, knobs)
        for i in block where abs(z[i] - point[i]) > 1e-12 * max(1, abs(point[i])) {
          throw Refusal(
            "--discretise: \(game.coordinates[i])=\(point[i]) of player \(player + 1) lies outside the game's constraint set; its nearest point there has \(z[i])"
          )
        }
      }
    }
    withExtendedLifetime(workspace) {}
  }
}

/// Payoffs at points of the grid.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension GridGame: PayoffRows {
  /// A grid's payoffs are held whole up to this many pairs of points.
  public static let largestMatrix = 25_000_000

  /// More points than an integer can count are its largest value.
  public var actionCounts: [Int] {
    game.blocks.map { block in
      block.reduce(1) { product, i in
        let (count, isTooLarge) = product.multipliedReportingOverflow(by: axes[i].count)
        return isTooLarge ? .max : count
      }
    }
  }

  /// Whether the players' losses cancel.
  public var isZeroSum: Bool { game.isZeroSum }

  /// The coordinates of a player's action, the last coordinate running fastest.
  public func point(_ action: Int, of player: Int) -> [Double] {
    var z = [Double](repeating: 0, count: axes.count)
    z.withUnsafeMutableBufferPointer { z in
      if let start = z.baseAddress { writePoint(action, of: player, into: start) }
    }
    return Array(z[game.blocks[player]])
  }

  /// Writes the coordinates of a player's action into their places in a joint point.
  func writePoint(_ action: Int, of player: Int, into z: UnsafeMutablePointer<Double>) {
    var rest = action
    for i in game.blocks[player].reversed() {
      let count = axes[i].count
      z[i] = axes[i].value(rest % count)
      rest /= count
    }
  }

  public func row(_ i: Int) -> [Double] {
    gridLosses(of: 0, moving: 1, against: point(i, of: 0)).map { -$0 }
  }

  public func column(_ j: Int) -> [Double] {
    gridLosses(of: 0, moving: 0, against: point(j, of: 1)).map { -$0 }
  }

  /// The game with all its payoffs.
  public func finite() throws(Refusal) -> FiniteGame {
    let (rows, columns) = (actionCounts[0], actionCounts[1])
    let (pairs, isTooLarge) = rows.multipliedReportingOverflow(by: columns)
    guard !isTooLarge, pairs <= Self.largestMatrix else {
      throw Refusal(
        "--discretise: \(rows) x \(columns) payoffs are too many to hold; take at most \(Self.largestMatrix), or an algorithm that needs no matrix: double-oracle, psro, parallel-nash-memory"
      )
    }
    func matrix(_ player: Int) -> PayoffMatrix {
      let losses = losses(of: player, count: pairs) { pair, z in
        writePoint(pair / columns, of: 0, into: z)
        writePoint(pair % columns, of: 1, into: z)
      }
      return PayoffMatrix(rows: rows, columns: columns, entries: losses.map { -$0 })
    }
    return isZeroSum ? FiniteGame(zeroSum: matrix(0)) : FiniteGame(matrix(0), matrix(1))
  }
}
