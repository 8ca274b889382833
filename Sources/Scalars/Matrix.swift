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

  /// The solution X of `A X = B` for this square matrix A; not finite where A is singular.
  @inlinable public func solve(_ right: Matrix) -> Matrix {
    let solution = Matrix(rows: rows, columns: right.columns, in: entries.arena)
    solution.entries.assign(right.entries)
    S.solve(
      entries.start, order: rows, into: solution.entries.start, columns: right.columns, scratch: entries.arena)
    return solution
  }

  /// The solution x of `A x = b`; not finite where A is singular.
  @inlinable public func solve(_ right: Point<S>) -> Point<S> {
    solve(Matrix(entries: right, rows: right.count, columns: 1)).entries
  }

  /// The inverse of a square matrix; not finite where it is singular.
  @inlinable public var inverse: Matrix {
    solve(Matrix(rows: rows, columns: columns, in: entries.arena) { $0 == $1 ? 1 : 0 })
  }

  /// The lower factor L of a positive definite `A = L L^T`, from A's lower triangle; not finite where A is not positive
  /// definite.
  @inlinable public var choleskyFactor: Matrix {
    let factor = Matrix(rows: rows, columns: columns, in: entries.arena)
    factor.entries.fill(0)
    for j in 0..<columns {
      for i in j..<rows {
        var rest = self[i, j]
        for k in 0..<j { rest = rest - factor[i, k] * factor[j, k] }
        factor[i, j] = i == j ? .sqrt(rest) : rest / factor[j, j]
      }
    }
    return factor
  }

  /// The sum of the diagonal.
  @inlinable public var trace: S {
    var sum: S = 0
    for i in 0..<rows { sum = sum + self[i, i] }
    return sum
  }

  /// `tr(A^T B)`: the sum of the products of the entries.
  @inlinable public func inner(_ other: Matrix) -> S { entries.inner(other.entries) }
}
