import Scalars

extension OrderedScalar {
  /// Whether `x > 0` in any lane.
  static func isPositiveSomewhere(_ x: Self, in arena: Arena) -> Bool {
    let mark = arena.mark
    defer { arena.release(to: mark) }
    let (inputs, outputs) = (Point<Self>(count: 1, in: arena), Point<Self>(count: 1, in: arena))
    inputs[0] = x
    var found = false
    constants(from: inputs, into: outputs) { values, flags in
      found = found || values[0] > 0
      flags[0] = 0
    }
    return found
  }
}

extension Point where S: OrderedScalar {
  /// `a` in the lanes where `x > 0`, `b` in the others.
  static func select(positive x: S, _ a: Point, _ b: Point) -> Point {
    let chosen = Point(count: a.count, in: a.arena)
    for i in 0..<a.count { chosen[i] = .select(positive: x, a[i], b[i]) }
    return chosen
  }
}
