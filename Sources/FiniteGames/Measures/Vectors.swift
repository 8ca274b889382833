/// `sum += factor * values`.
func accumulate(_ values: [Double], times factor: Double = 1, into sum: inout [Double]) {
  for i in values.indices { sum[i] += factor * values[i] }
}

/// Copies the entries, where assigning the array would make the next change of either copy all of it.
func copy(_ source: [Double], into target: inout [Double]) {
  for i in source.indices { target[i] = source[i] }
}

/// The scalar product.
func inner(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for i in a.indices { sum += a[i] * b[i] }
  return sum
}

/// The largest entry.
func largest(_ values: [Double]) -> Double {
  var best = -Double.infinity
  for value in values where value > best { best = value }
  return best
}

/// The first index whose entry is within 1e-12 of the largest: the rule for ties everywhere.
func bestAction(_ payoffs: [Double]) -> Int {
  let goal = largest(payoffs) - 1e-12
  return payoffs.firstIndex { $0 >= goal } ?? 0
}

/// Makes a strategy play one action.
func makePure(_ action: Int, _ strategy: inout Strategy) {
  for i in strategy.indices { strategy[i] = i == action ? 1 : 0 }
}

/// The strategy that plays one action.
func pure(_ action: Int, of count: Int) -> Strategy {
  var strategy = Strategy(repeating: 0, count: count)
  makePure(action, &strategy)
  return strategy
}
