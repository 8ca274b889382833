/// A point or tangent of the joint strategy space, living in an arena until the step ends.
///
/// With it a procedure reads like the paper, `z - h * xi(z - h * xi(z))`, at the cost of a hand-written loop. A point is a
/// view: copies share their storage.
@frozen
public struct Point<S: Scalar> {
  @usableFromInline let storage: UnsafeMutablePointer<S>
  /// Number of coordinates.
  public let count: Int
  /// Where the storage lies; formulas take their scratch from here.
  public let arena: Arena

  /// An uninitialised point.
  @inlinable @inline(__always) public init(count: Int, in arena: Arena) {
    self.init(storage: arena.take(count, of: S.self), count: count, in: arena)
  }
  /// A view of existing storage.
  @inlinable @inline(__always) public init(storage: UnsafeMutablePointer<S>, count: Int, in arena: Arena) {
    (self.storage, self.count, self.arena) = (storage, count, arena)
  }
  /// The given numbers, as constants of the scalar.
  @inlinable public init(_ values: [Double], in arena: Arena) {
    self.init(count: values.count, in: arena)
    for i in 0..<count { self[i] = S(exact: values[i]) }
  }

  /// Coordinate `i`.
  @inlinable @inline(__always) public subscript(i: Int) -> S {
    get {
      assert(i >= 0 && i < count)
      return storage[i]
    }
    nonmutating set {
      assert(i >= 0 && i < count)
      storage[i] = newValue
    }
  }

  /// The coordinates from `range`, as a view.
  @inlinable @inline(__always) public subscript(range: Range<Int>) -> Point {
    assert(range.lowerBound >= 0 && range.upperBound <= count)
    return Point(storage: storage + range.lowerBound, count: range.count, in: arena)
  }

  /// The same point, with results computed from it going to another arena.
  @inlinable @inline(__always) public func moved(to arena: Arena) -> Point {
    Point(storage: storage, count: count, in: arena)
  }

  /// The first coordinate's address, for the matrix hooks.
  @inlinable @inline(__always) public var start: UnsafeMutablePointer<S> { storage }

  /// Overwrites the coordinates with those of `other`.
  @inlinable @inline(__always) public func assign(_ other: Point) {
    for i in 0..<count { self[i] = other[i] }
  }

  /// Every coordinate set to the same value.
  @inlinable @inline(__always) public func fill(_ value: S) {
    for i in 0..<count { self[i] = value }
  }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Point {
  @inlinable @inline(__always) public static func + (a: Self, b: Self) -> Self { a.combined(with: b) { $0 + $1 } }
  @inlinable @inline(__always) public static func - (a: Self, b: Self) -> Self { a.combined(with: b) { $0 - $1 } }
  @inlinable @inline(__always) public static func * (a: Self, b: Self) -> Product<S> { Product(a, b) }
  @inlinable @inline(__always) public static func + (a: Self, b: Product<S>) -> Self {
    let sum = Point(count: a.count, in: a.arena)
    for i in 0..<a.count { sum[i] = a[i] + b[i] }
    return sum
  }
  @inlinable @inline(__always) public static func - (a: Self, b: Product<S>) -> Self {
    let difference = Point(count: a.count, in: a.arena)
    for i in 0..<a.count { difference[i] = a[i] - b[i] }
    return difference
  }
  @inlinable @inline(__always) public static func * (k: S, a: Self) -> Self {
    let product = Point(count: a.count, in: a.arena)
    for i in 0..<a.count { product[i] = k * a[i] }
    return product
  }

  @inlinable @inline(__always) func combined(with b: Self, _ operation: (S, S) -> S) -> Self {
    assert(count == b.count)
    let result = Point(count: count, in: arena)
    for i in 0..<count { result[i] = operation(self[i], b[i]) }
    return result
  }
}

extension Point {
  /// The same point one level up, with zero derivative.
  @inlinable @inline(__always) public var lifted: Point<Dual<S>> {
    let lifted = Point<Dual<S>>(count: count, in: arena)
    for i in 0..<count { lifted[i] = Dual(value: self[i], tangent: 0) }
    return lifted
  }
  /// The point one level up that moves along `direction`.
  @inlinable @inline(__always) public func moving(along direction: Point) -> Point<Dual<S>> {
    let moving = Point<Dual<S>>(count: count, in: arena)
    for i in 0..<count { moving[i] = Dual(value: self[i], tangent: direction[i]) }
    return moving
  }
  /// The derivative parts of a point one level up.
  @inlinable @inline(__always) public init(tangentOf dual: Point<Dual<S>>) {
    self.init(count: dual.count, in: dual.arena)
    for i in 0..<count { self[i] = dual[i].tangent }
  }
  /// The coordinates in `block`, zero elsewhere.
  @inlinable @inline(__always) public func restricted(to block: Range<Int>) -> Point {
    let restricted = Point(count: count, in: arena)
    restricted.fill(0)
    for i in block { restricted[i] = self[i] }
    return restricted
  }
  /// The scalar product.
  @inlinable @inline(__always) public func inner(_ other: Point) -> S {
    assert(count == other.count)
    var sum: S = 0
    for i in 0..<count { sum = sum + self[i] * other[i] }
    return sum
  }
  /// Squared Euclidean norm; overflows where the entries exceed 1e154.
  @inlinable @inline(__always) public var squaredNorm: S {
    var sum: S = 0
    for i in 0..<count { sum = sum + .square(self[i]) }
    return sum
  }
}

/// The product of two points coordinate by coordinate, not yet computed: `z - h * xi(z)` then runs in one pass.
@frozen
public struct Product<S: Scalar> {
  @usableFromInline let factors: (Point<S>, Point<S>)

  @inlinable @inline(__always) init(_ a: Point<S>, _ b: Point<S>) {
    assert(a.count == b.count)
    factors = (a, b)
  }

  /// Coordinate `i`.
  @inlinable @inline(__always) public subscript(i: Int) -> S { factors.0[i] * factors.1[i] }

  /// The coordinates in `block`, zero elsewhere, computed where the second factor lives.
  @inlinable @inline(__always) public func restricted(to block: Range<Int>) -> Point<S> {
    let restricted = Point<S>(count: factors.1.count, in: factors.1.arena)
    restricted.fill(0)
    for i in block { restricted[i] = self[i] }
    return restricted
  }
}

extension Point where S: OrderedScalar {
  /// Euclidean norm without overflow or underflow of the squares: where they leave the range, in units of the largest entry.
  @inlinable public var norm: S {
    let square = squaredNorm
    var largest: S = 0
    for i in 0..<count { largest = .max(largest, .abs(self[i])) }
    let unit: S = .select(positive: largest, largest, 1)
    var scaled: S = 0
    for i in 0..<count { scaled = scaled + .square(self[i] / unit) }
    let (tiny, huge) = (S(exact: 1e-280), S(exact: 1e280))
    let safe: S = .select(positive: largest - S(exact: .greatestFiniteMagnitude), largest, unit * .sqrt(scaled))
    return .select(positive: square - tiny, .select(positive: huge - square, .sqrt(square), safe), safe)
  }
}
