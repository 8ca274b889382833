/// A dense row-major matrix over any scalar, living in an arena.
@frozen
public struct Matrix<S: Scalar> {
  /// The entries, row by row.
  public let entries: Point<S>
  /// Shape.
  public let rows, columns: Int

  /// An uninitialised matrix.
  @inlinable @inline(__always) public init(rows: Int, columns: Int, in arena: Arena) {
    self.init(entries: Point(count: rows * columns, in: arena), rows: rows, columns: columns)
  }
  /// A view of existing entries, row by row.
  @inlinable @inline(__always) public init(entries: Point<S>, rows: Int, columns: Int) {
    assert(entries.count == rows * columns)
    (self.entries, self.rows, self.columns) = (entries, rows, columns)
  }
  /// A matrix from a rule for its entries.
  @inlinable @inline(__always) public init(rows: Int, columns: Int, in arena: Arena, entry: (Int, Int) -> S) {
    self.init(rows: rows, columns: columns, in: arena)
    for i in 0..<rows { for j in 0..<columns { self[i, j] = entry(i, j) } }
  }

  /// The entry in row `i`, column `j`.
  @inlinable @inline(__always) public subscript(i: Int, j: Int) -> S {
    get { entries[i * columns + j] }
    nonmutating set { entries[i * columns + j] = newValue }
  }

  /// The product with `other`, or with its transpose; BLAS where the scalar is a double.
  @inlinable public func times(_ other: Matrix, transposed: Bool = false) -> Matrix {
    assert(columns == (transposed ? other.columns : other.rows))
    let product = Matrix(rows: rows, columns: transposed ? other.rows : other.columns, in: entries.arena)
    S.multiply(
      entries.start, transposed: false, other.entries.start, transposed: transposed, into: product.entries.start,
      rows: rows, inner: columns, columns: product.columns, scratch: entries.arena)
    return product
  }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Matrix {
  @inlinable public static func + (a: Self, b: Self) -> Self {
    Self(entries: a.entries + b.entries, rows: a.rows, columns: a.columns)
  }
  @inlinable public static func - (a: Self, b: Self) -> Self {
    Self(entries: a.entries - b.entries, rows: a.rows, columns: a.columns)
  }
  @inlinable public static func * (a: Self, b: Self) -> Self { a.times(b) }
  @inlinable public static func * (k: S, a: Self) -> Self {
    Self(entries: k * a.entries, rows: a.rows, columns: a.columns)
  }

  /// The transpose, as a copy.
  @inlinable public var transposed: Matrix {
    Matrix(rows: columns, columns: rows, in: entries.arena) { self[$1, $0] }
  }
}
