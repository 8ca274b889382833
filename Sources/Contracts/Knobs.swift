public import Scalars

/// The knobs of a game as scalars of one type, with the same knobs one and two levels up for the derivatives.
///
/// The levels are laid out once per run: lifting them in every gradient would cost as much as the gradient.
@frozen
public struct Knobs<S: Scalar> {
  @usableFromInline let values: UnsafePointer<S>
  @usableFromInline let higher: UnsafeRawPointer
  /// Number of knobs.
  public let count: Int

  @inlinable @inline(__always) init(values: UnsafePointer<S>, higher: UnsafeRawPointer, count: Int) {
    (self.values, self.higher, self.count) = (values, higher, count)
  }

  /// Lays out the knobs at this level and two above in the arena, where they stay until it is released.
  @inlinable public init(_ values: Point<S>) {
    let (count, arena) = (values.count, values.arena)
    let bytes = count * (MemoryLayout<S>.stride + MemoryLayout<Dual<S>>.stride + MemoryLayout<Dual<Dual<S>>>.stride)
    let words = (bytes + MemoryLayout<S>.stride - 1) / MemoryLayout<S>.stride
    let ground = arena.take(words, of: S.self)
    for i in 0..<count { ground[i] = values[i] }
    let first = UnsafeMutableRawPointer(ground + count).assumingMemoryBound(to: Dual<S>.self)
    for i in 0..<count { first[i] = Dual(value: values[i], tangent: 0) }
    let second = UnsafeMutableRawPointer(first + count).assumingMemoryBound(to: Dual<Dual<S>>.self)
    for i in 0..<count { second[i] = Dual(value: first[i], tangent: 0) }
    self.init(values: ground, higher: first, count: count)
  }

  /// Knob `i`, in the order of the game's card.
  @inlinable @inline(__always) public subscript(i: Int) -> S {
    assert(i >= 0 && i < count)
    return values[i]
  }

  /// The same knobs one level up, with zero derivative.
  ///
  /// At most two levels above the one laid out.
  @inlinable @inline(__always) public var lifted: Knobs<Dual<S>> {
    let raised = higher.assumingMemoryBound(to: Dual<S>.self)
    return Knobs<Dual<S>>(values: raised, higher: UnsafeRawPointer(raised + count), count: count)
  }
}
