internal import CLapack

/// Payoffs of one player of a two-player game by rows: one row an action of player 1, one column an action of player 2.
public struct PayoffMatrix: Sendable, Equatable {
  /// Actions of player 1.
  public let rows: Int
  /// Actions of player 2.
  public let columns: Int
  /// Row by row.
  public let entries: [Double]

  /// A matrix from its entries by rows.
  public init(rows: Int, columns: Int, entries: [Double]) {
    precondition(entries.count == rows * columns && rows > 0 && columns > 0)
    (self.rows, self.columns, self.entries) = (rows, columns, entries)
  }

  /// A matrix from its rows, all of one length.
  public init(_ rows: [[Double]]) { self.init(rows: rows.count, columns: rows[0].count, entries: rows.flatMap(\.self)) }

  /// The payoff where player 1 plays `i` and player 2 plays `j`.
  public subscript(i: Int, j: Int) -> Double { entries[i * columns + j] }

  /// `factor * U y`: what each row pays against a mixture of columns.
  ///
  /// - Cost: one pass over the matrix (dgemv).
  public func againstColumns(_ y: [Double], times factor: Double = 1, into g: inout [Double]) {
    multiply(CblasNoTrans, y, factor, &g)
  }

  /// `factor * x^T U`: what each column pays against a mixture of rows.
  ///
  /// - Cost: one pass over the matrix (dgemv).
  public func againstRows(_ x: [Double], times factor: Double = 1, into g: inout [Double]) {
    multiply(CblasTrans, x, factor, &g)
  }

  private func multiply(_ transpose: CBLAS_TRANSPOSE, _ x: [Double], _ factor: Double, _ g: inout [Double]) {
    cblas_dgemv(
      CblasRowMajor, transpose, Int32(rows), Int32(columns), factor, entries, Int32(columns), x, 1, 0, &g, 1)
  }
}
