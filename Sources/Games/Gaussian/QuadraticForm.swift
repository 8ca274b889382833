import Scalars

/// `q(e) = constant + linear^T e + e^T matrix e`, or the derivatives of a number by these coefficients.
struct QuadraticForm<S: Scalar> {
  var constant: S
  let linear: Point<S>
  /// Symmetric.
  let matrix: Matrix<S>

  init(constant: S, linear: Point<S>, matrix: Matrix<S>) {
    (self.constant, self.linear, self.matrix) = (constant, linear, matrix)
  }

  /// Zero.
  init(dimension: Int, in arena: Arena) {
    self.init(
      constant: 0, linear: Point(count: dimension, in: arena),
      matrix: Matrix(rows: dimension, columns: dimension, in: arena))
    linear.fill(0)
    matrix.entries.fill(0)
  }

  /// `E q(e)`, e standard normal.
  var mean: S { constant + matrix.trace }
  /// `Var q(e)`.
  var variance: S { linear.squaredNorm + 2 * matrix.inner(matrix) }

  /// `p(e) - q(e')` as a form in `(e, e')`.
  static func - (p: Self, q: Self) -> Self {
    let (m, n) = (p.linear.count, q.linear.count)
    let difference = Self(dimension: m + n, in: p.linear.arena)
    for i in 0..<m {
      difference.linear[i] = p.linear[i]
      for j in 0..<m { difference.matrix[i, j] = p.matrix[i, j] }
    }
    for i in 0..<n {
      difference.linear[m + i] = -q.linear[i]
      for j in 0..<n { difference.matrix[m + i, m + j] = -q.matrix[i, j] }
    }
    return Self(constant: p.constant - q.constant, linear: difference.linear, matrix: difference.matrix)
  }

  /// Of derivatives by a difference `p(e) - q(e')`: those by p, or by q.
  func part(_ range: Range<Int>, isSubtracted: Bool) -> Self {
    let sign: S = isSubtracted ? -1 : 1
    let part = Self(dimension: range.count, in: linear.arena)
    for i in range {
      part.linear[i - range.lowerBound] = sign * linear[i]
      for j in range { part.matrix[i - range.lowerBound, j - range.lowerBound] = sign * matrix[i, j] }
    }
    return Self(constant: sign * constant, linear: part.linear, matrix: part.matrix)
  }
}

/// Normal points `x = centre + factor e`.
struct NormalPoints<S: Scalar> {
  let centre: Point<S>
  /// One row per coordinate of x, one column per coordinate of e.
  let factor: Matrix<S>
}

/// A quadratic discriminator `D(x) = x^T W x + w^T x + c`.
struct QuadraticCritic<S: Scalar> {
  let w2: Matrix<S>
  let w1: Point<S>
  let w0: S

  /// `grad D` at a point.
  func slope(at x: Point<S>) -> Point<S> { w1 + 2 * product(w2, x) }

  /// `D(centre + factor e)` as a form in e.
  func form(on points: NormalPoints<S>) -> QuadraticForm<S> {
    let (x, transposed) = (points.centre, points.factor.transposed)
    let onX = product(w2, x)
    var constant = w0
    for i in 0..<x.count { constant = constant + x[i] * (onX[i] + w1[i]) }
    return QuadraticForm(
      constant: constant, linear: product(transposed, slope(at: x)),
      matrix: transposed.times(w2.times(points.factor)))
  }

  /// `E |grad D|^2` over the points: `|slope(centre)|^2 + 4 |W factor|^2`.
  func squaredSlope(on points: NormalPoints<S>) -> S {
    let spread = w2.times(points.factor)
    return slope(at: points.centre).squaredNorm + 4 * spread.inner(spread)
  }
}

/// `A x`.
func product<S: Scalar>(_ a: Matrix<S>, _ x: Point<S>) -> Point<S> {
  Matrix(entries: x, rows: x.count, columns: 1).leftMultiplied(by: a)
}

extension Matrix {
  fileprivate func leftMultiplied(by a: Matrix) -> Point<S> { a.times(self).entries }
}

/// `A + A^T` with `A = x y^T`.
func symmetricProduct<S: Scalar>(_ x: Point<S>, _ y: Point<S>) -> Matrix<S> {
  Matrix(rows: x.count, columns: x.count, in: x.arena) { x[$0] * y[$1] + x[$1] * y[$0] }
}
