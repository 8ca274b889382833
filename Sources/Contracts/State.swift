public import Scalars

/// The whole state of an update map: the iterate, then the memory rows, each with the same number of coordinates.
@frozen
public struct State<S: Scalar> {
  /// All rows, one after the other.
  public let all: Point<S>
  /// Coordinates of a row.
  public let dimension: Int

  /// A view of rows laid out one after the other.
  @inlinable @inline(__always) public init(all: Point<S>, dimension: Int) {
    (self.all, self.dimension) = (all, dimension)
  }
  /// A state without memory.
  @inlinable @inline(__always) public init(_ z: Point<S>) { self.init(all: z, dimension: z.count) }
  /// A state with one memory row.
  @inlinable @inline(__always) public init(_ z: Point<S>, _ memory: Point<S>) {
    let all = Point<S>(count: 2 * z.count, in: z.arena)
    all[0..<z.count].assign(z)
    all[z.count..<2 * z.count].assign(memory)
    self.init(all: all, dimension: z.count)
  }
  /// A state with two memory rows.
  @inlinable @inline(__always) public init(_ z: Point<S>, _ first: Point<S>, _ second: Point<S>) {
    self.init(State(z, first), followedBy: second)
  }
  /// A state with more memory rows, laid out one after the other.
  @inlinable @inline(__always) public init(_ state: State, followedBy rows: Point<S>) {
    let all = Point<S>(count: state.all.count + rows.count, in: state.all.arena)
    all[0..<state.all.count].assign(state.all)
    all[state.all.count..<all.count].assign(rows)
    self.init(all: all, dimension: state.dimension)
  }

  /// The iterate.
  @inlinable @inline(__always) public var iterate: Point<S> { self[0] }
  /// Row 0 is the iterate, row 1 the first row of memory.
  @inlinable @inline(__always) public subscript(row: Int) -> Point<S> { all[row * dimension..<(row + 1) * dimension] }
  /// Some rows, one after the other.
  @inlinable @inline(__always) public func rows(_ range: Range<Int>) -> Point<S> {
    all[range.lowerBound * dimension..<range.upperBound * dimension]
  }
}
