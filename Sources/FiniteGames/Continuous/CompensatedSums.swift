/// Sums of many rows that lose less than a unit of the last place to rounding (Neumaier).
struct CompensatedSums {
  private var sums, rest: [Double]
  /// The sums.
  private(set) var values: [Double]

  /// Zeros.
  init(count: Int) {
    sums = [Double](repeating: 0, count: count)
    (rest, values) = (sums, sums)
  }

  /// Adds a row.
  mutating func add(_ row: [Double]) {
    for i in row.indices {
      let (before, sum) = (sums[i], sums[i] + row[i])
      rest[i] += before.magnitude >= row[i].magnitude ? before - sum + row[i] : row[i] - sum + before
      sums[i] = sum
      values[i] = sum + rest[i]
    }
  }
}
