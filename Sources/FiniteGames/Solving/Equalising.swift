internal import Contracts
internal import Spectra

extension PayoffMatrix {
  /// The strategy over `rows` against which each of `columns`, as many, receives the same; the sign of a probability is free.
  ///
  /// The entries must be positive: then the system `sum_i w_i U_ij = 1` is singular only where there is no such strategy
  /// or there are many, and the strategy is `w / sum w`.
  /// - Cost: about n^3 operations (dgesvx), with refinement.
  /// - Returns: nil where there is none or more than one to working precision.
  func equalising(rows: [Int], columns: [Int]) -> [Double]? {
    let block = columns.flatMap { j in rows.map { self[$0, j] } }
    guard rows.count == columns.count,
      let weights = try? Spectra.solve(block, [Double](repeating: 1, count: rows.count))
    else { return nil }
    let sum = weights.reduce(0, +)
    // Written so that NaN fails.
    return sum > 0 && sum.isFinite ? weights.map { $0 / sum } : nil
  }

  /// The entries by columns as rows.
  var transposed: PayoffMatrix {
    PayoffMatrix(rows: columns, columns: rows, entries: (0..<columns).flatMap { column($0) })
  }

  /// The same differences in units of their range, shifted to entries from 1 to 2, and that range.
  ///
  /// - Throws: `Refusal` if an entry is not finite or the range overflows.
  func positive() throws(Refusal) -> (matrix: PayoffMatrix, range: Double) {
    var (low, high) = (entries[0], entries[0])
    for (k, entry) in entries.enumerated() {
      guard entry.isFinite else {
        let (i, j) = (k / columns + 1, k % columns + 1)
        throw Refusal("the payoff of row \(i) and column \(j) is \(entry); all payoffs must be finite")
      }
      (low, high) = (min(low, entry), max(high, entry))
    }
    let range = high - low
    guard range.isFinite else {
      throw Refusal("payoffs from \(low) to \(high) span more than a double holds; scale them")
    }
    let scaled = entries.map { range > 0 ? ($0 - low) / range + 1 : 1 }
    return (PayoffMatrix(rows: rows, columns: columns, entries: scaled), range)
  }
}
