import Scalars

extension Matrix where S: OrderedScalar {
  /// The nearest symmetric matrix whose eigenvalues are at least `floor`, for a symmetric matrix.
  ///
  /// With `B = A - floor I` it is `floor I + (B + |B|)/2`, and `|B| = B sign(B)`: no eigenvectors, so the derivative is
  /// exact wherever there is one, also at equal eigenvalues.
  /// - Cost: 180 products. The derivative loses the digits by which the smallest |eigenvalue| of B is below |B|.
  func raisingEigenvalues(to floor: S) -> Matrix {
    let shifted = self.shifted(by: -floor)
    let onto = S.ratio(1, 2) * shifted.signOfSymmetric.shifted(by: 1)
    // Twice, because the first product leaves rounding errors as large as the negative part was.
    let raised = onto.times(onto.times(shifted).times(onto)).times(onto)
    let symmetric = S.ratio(1, 2) * (raised + raised.transposed)
    return symmetric.shifted(by: floor)
  }

  /// 1 where all eigenvalues of a symmetric matrix are at least `floor` up to rounding, otherwise 0: whether
  /// `A - floor I + slack I` has a Cholesky factor, with `slack = 2^-45 |A|`.
  func hasEigenvalues(atLeast floor: S) -> S {
    let factor = shifted(by: entries.norm * S(exact: 0x1p-45) - floor).choleskyFactor
    // The root of a negative number is not a number, and so is all that follows from it.
    var isInside: S = 1
    for i in 0..<rows { isInside = .select(positive: factor[i, i], isInside, 0) }
    return isInside
  }

  /// `A + c I`.
  private func shifted(by c: S) -> Matrix {
    Matrix(rows: rows, columns: rows, in: entries.arena) { $0 == $1 ? self[$0, $1] + c : self[$0, $1] }
  }

  /// `sign(A)` of a symmetric matrix: its eigenvalues replaced by their signs, 0 by 0.
  ///
  /// Newton-Schulz iteration `X <- X (3 - X^2)/2` from `X = A / |A|`: 77 steps bring an eigenvalue of 2^-45 |A| near its
  /// sign, 7 to it, and derivatives settle one step later each. Faster scaled variants are not monotone: rounding errors of
  /// the derivatives grow on the way.
  /// - Source: Higham, Functions of Matrices (2008), Section 5.3.
  private var signOfSymmetric: Matrix {
    let arena = entries.arena
    let norm = entries.norm
    let x = (1 / .select(positive: norm, norm, 1)) * self
    for _ in 0..<87 {
      let mark = arena.mark
      let square = x.times(x, transposed: true)
      x.entries.assign((S.ratio(-1, 2) * square.shifted(by: -3)).times(x).entries)
      arena.release(to: mark)
    }
    return x
  }
}
