internal import Chance
public import Contracts

/// The starting points of an ensemble, made one at a time so that a million starts need no memory.
public enum Starts: Sendable {
  /// Given points.
  case points([[Double]])
  /// A tensor grid; the last coordinate varies fastest.
  case grid([[Double]])
  /// Normal deviates times `scale`, from the stream of (seed, trajectory, coordinate).
  case random(count: Int, scale: Double, seed: UInt64, dimension: Int)
  /// The game's own starts, such as drawn weights of a network.
  case initial(count: Int, of: CompiledGame)

  /// Number of points.
  public var count: Int {
    switch self {
    case .points(let points): points.count
    case .grid(let axes): axes.reduce(1) { $0 * $1.count }
    case .random(let count, _, _, _), .initial(let count, _): count
    }
  }

  /// Point `index`.
  public subscript(index: Int) -> [Double] {
    switch self {
    case .points(let points): return points[index]
    case .grid(let axes):
      var (rest, point) = (index, Array(repeating: 0.0, count: axes.count))
      for axis in axes.indices.reversed() {
        point[axis] = axes[axis][rest % axes[axis].count]
        rest /= axes[axis].count
      }
      return point
    case .initial(_, let game): return game.startOfTrajectory(index)
    case .random(_, let scale, let seed, let dimension):
      let stream = RandomStream(seed: seed, trajectory: UInt64(index))
      return (0..<dimension).map { scale * stream.normal(step: 0, coordinate: UInt64($0)) }
    }
  }
}
