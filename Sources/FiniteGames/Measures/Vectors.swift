/// `sum += factor * values`.
func accumulate(_ values: [Double], times factor: Double = 1, into sum: inout [Double]) {
  for i in values.indices { sum[i] += factor * values[i] }
}

/// Copies the entries, where assigning the array would make the next change of either copy all of it.
func copy(_ source: [Double], into target: inout [Double]) {
  for i in source.indices { target[i] = source[i] }
}
