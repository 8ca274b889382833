import Tables

/// Rows of a trajectory as CSV text, one core.
func csvThroughput() async {
  var state: UInt64 = 1
  let values = (0..<300_000).map { _ -> Double in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-53
  }
  var bytes = 0
  let time = bestNow {
    var buffer = CSVBuffer()
    for row in 0..<values.count / 3 {
      buffer.append(0)
      buffer.append(row)
      for value in values[3 * row..<3 * row + 3] { buffer.append(value) }
      buffer.endRow()
    }
    bytes = buffer.count
  }
  row("csv", "gandyn one core", Double(bytes) / time / 1e6, "MB/s")
}
