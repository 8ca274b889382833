internal import CLapack
internal import Spectra

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
    multiply(CblasNoTrans, 0..<rows, y, factor, keeping: 0, &g)
  }

  /// `factor * x^T U`: what each column pays against a mixture of rows.
  ///
  /// - Cost: one pass over the matrix (dgemv).
  public func againstRows(_ x: [Double], times factor: Double = 1, into g: inout [Double]) {
    multiply(CblasTrans, 0..<rows, x, factor, keeping: 0, &g)
  }

  /// `U y` and `-x^T U`: what the actions of both players pay where player 2 receives the negative.
  ///
  /// Rows go in blocks that are in the cache for the second product still: no gain for 1000 x 1000, 1.4 times as fast
  /// for 3000 x 3000.
  /// - Cost: one pass over the matrix.
  func againstBoth(_ profile: Profile, into g: inout [[Double]]) {
    let block = max(1, Self.cachedEntries / columns)
    for first in stride(from: 0, to: rows, by: block) {
      let some = first..<min(first + block, rows)
      g[0].withUnsafeMutableBufferPointer { g in
        multiply(CblasNoTrans, some, profile[1], 1, keeping: 0, g.baseAddress.map { $0 + first })
      }
      profile[0].withUnsafeBufferPointer { x in
        multiply(CblasTrans, some, x.baseAddress.map { $0 + first }, -1, keeping: first == 0 ? 0 : 1, &g[1])
      }
    }
  }

  /// 512 KiB, the second-level cache of a common core.
  private static let cachedEntries = 65_536

  /// `g <- factor * V x + share * g` for some rows V of the matrix, or with their transpose.
  private func multiply(
    _ transpose: CBLAS_TRANSPOSE, _ some: Range<Int>, _ x: UnsafePointer<Double>?, _ factor: Double,
    keeping share: Double, _ g: UnsafeMutablePointer<Double>?
  ) {
    // More threads would be 1.7 times as fast, but the order of their sums would decide the last digits.
    useOneThread()
    entries.withUnsafeBufferPointer { entries in
      cblas_dgemv(
        CblasRowMajor, transpose, Int32(some.count), Int32(columns), factor,
        entries.baseAddress.map { $0 + some.lowerBound * columns }, Int32(columns), x, 1, share, g, 1)
    }
  }
}
