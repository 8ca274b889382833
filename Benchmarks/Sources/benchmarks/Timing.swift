import Glibc

/// Seconds of a clock that never jumps.
func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

/// The shortest of several runs after one that warms up.
func best(of repeats: Int = 12, _ run: () async throws -> Void) async rethrows -> Double {
  try await run()
  var shortest = Double.infinity
  for _ in 0..<repeats {
    let start = seconds()
    try await run()
    shortest = min(shortest, seconds() - start)
  }
  return shortest
}

/// The same without concurrency.
func bestNow(of repeats: Int = 5, _ run: () throws -> Void) rethrows -> Double {
  try run()
  var shortest = Double.infinity
  for _ in 0..<repeats {
    let start = seconds()
    try run()
    shortest = min(shortest, seconds() - start)
  }
  return shortest
}

/// One row of results.
func row(_ work: String, _ how: String, _ cost: Double, _ unit: String) {
  print("\(work),\(how),\(cost),\(unit)")
  fflush(nil)
}
