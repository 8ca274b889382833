internal import Contracts
internal import Scalars

/// Points of one player with their weights.
struct WeightedPoints: Sendable {
  /// The points.
  var points: [[Double]]
  /// Probabilities.
  var weights: Strategy

  /// A single point.
  init(_ point: [Double]) { (points, weights) = ([point], [1]) }
  /// Points with probabilities.
  init(_ points: [[Double]], _ weights: Strategy) { (self.points, self.weights) = (points, weights) }

  /// The points that are played at all.
  var support: WeightedPoints {
    let played = weights.indices.filter { weights[$0] > 0 }
    return WeightedPoints(played.map { points[$0] }, played.map { weights[$0] })
  }

  /// The point of the largest weight, the first of several.
  var heaviest: [Double] { points[bestAction(weights)] }
}

/// Points with how often each occurs, in the order of the first time.
func merged(_ points: [[Double]]) -> WeightedPoints {
  var places: [[Double]: Int] = [:]
  var (distinct, counts): ([[Double]], [Int]) = ([], [])
  for point in points {
    if let place = places[point] {
      counts[place] += 1
    } else {
      places[point] = distinct.count
      distinct.append(point)
      counts.append(1)
    }
  }
  return WeightedPoints(distinct, counts.map { Double($0) / Double(points.count) })
}

/// Losses, gradients and projections of a game of two players at points given as numbers, on doubles.
///
/// Belongs to one thread.
final class PointEvaluator {
  let grid: GridGame
  private let workspace = Workspace()
  private let knobs: Knobs<Double>
  private let z, slopes: Point<Double>
  private let mark: Arena.Mark

  init(_ grid: GridGame) {
    self.grid = grid
    let arena = workspace.arena
    knobs = Knobs(Point<Double>(grid.knobs, in: arena))
    (z, slopes) = (Point(count: grid.axes.count, in: arena), Point(count: grid.axes.count, in: arena))
    mark = arena.mark
  }

  /// The loss of a player at its own point and the other's.
  func loss(of player: Int, at own: [Double], against other: [Double]) -> Double {
    place(own, other, player)
    defer { workspace.arena.release(to: mark) }
    return grid.game.onDouble.loss(player, z, knobs)
  }

  /// Adds `factor` times the derivatives of a player's loss in its own coordinates.
  func addGradient(
    of player: Int, at own: [Double], against other: [Double], times factor: Double, to sum: inout [Double]
  ) {
    place(own, other, player)
    defer { workspace.arena.release(to: mark) }
    grid.game.onDouble.gradient(player..<player + 1, z, knobs, slopes)
    for (i, c) in grid.game.blocks[player].enumerated() { sum[i] += factor * slopes[c] }
  }

  /// Moves a player's point to the game's constraint set and into its box.
  ///
  /// Angles of which the box holds a whole turn are left alone: its ends are no ends.
  func project(_ own: inout [Double], of player: Int) {
    let block = grid.game.blocks[player]
    if grid.game.isConstrained {
      for c in grid.axes.indices { z[c] = grid.game.start[c] }
      for (i, c) in block.enumerated() { z[c] = own[i] }
      grid.game.onDouble.project(z, knobs)
      workspace.arena.release(to: mark)
      for (i, c) in block.enumerated() { own[i] = z[c] }
    }
    for (i, c) in block.enumerated() where !grid.isWholeTurn(c) {
      own[i] = min(max(own[i], grid.axes[c].low), grid.axes[c].high)
    }
  }

  /// The game's own start, moved into the box: where points start if none are given.
  func start(of player: Int) -> [Double] {
    var own = Array(grid.game.start[grid.game.blocks[player]])
    project(&own, of: player)
    return own
  }

  private func place(_ own: [Double], _ other: [Double], _ player: Int) {
    let blocks = grid.game.blocks
    for (i, c) in blocks[player].enumerated() { z[c] = own[i] }
    for (i, c) in blocks[1 - player].enumerated() { z[c] = other[i] }
  }
}

extension GridGame {
  /// Whether a coordinate is an angle of which the box holds a whole turn, up to a rounded pi.
  func isWholeTurn(_ c: Int) -> Bool {
    let period = game.periods.isEmpty ? 0 : game.periods[c]
    return period > 0 && axes[c].high - axes[c].low >= 0.999_999 * period
  }
}
