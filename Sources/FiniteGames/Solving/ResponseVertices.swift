internal import Spectra

/// A strategy that is determined by its support and the opponent's actions that respond best to it.
struct ResponseVertex: Sendable {
  /// The strategy.
  let strategy: Strategy
  /// The actions it plays.
  let support: [Int]
  /// Whether each of the opponent's actions responds best.
  let isBest: [Bool]
  /// How many do.
  let bestCount: Int

  /// Whether it and an opponent's vertex respond best to each other.
  func isEquilibrium(with other: ResponseVertex) -> Bool {
    other.support.allSatisfy { isBest[$0] } && support.allSatisfy { other.isBest[$0] }
  }
}

/// The vertices of the best-response polyhedron of one player, by supports.
///
/// ```
/// { (x, v) : x >= 0, sum x = 1, sum_i x_i U_ij <= v for every action j of the opponent }
/// ```
/// Every vertex is the only strategy of some support that makes as many of the opponent's actions equally good, so all
/// pairs of sets of equal size find all vertices, in degenerate games too, where one vertex has several such sets.
struct ResponseVertices {
  /// Probabilities up to this, and payoffs within this part of their range of the best, count as 0 and as best.
  static let tolerance = 1e-9

  /// What the opponent receives, from 1 to 2: one row an action of this player, one column an action of the opponent.
  let payoffs: PayoffMatrix

  /// All pairs of sets of equal size of m and n actions, `(m + n choose n) - 1`, unless they are more than a limit.
  static func systems(_ m: Int, _ n: Int, limit: Int) -> Int? {
    var count = 1
    for k in 1...min(m, n) {
      // (m + n choose k), exactly: each partial product is a binomial coefficient.
      count = count * (m + n - k + 1) / k
      if count > limit { return nil }
    }
    return count - 1
  }

  /// The vertices with a given support.
  func vertices(support: [Int]) -> [ResponseVertex] {
    var found: [ResponseVertex] = []
    forEachSubset(of: payoffs.columns, size: support.count) { tied in
      guard let weights = payoffs.equalising(rows: support, columns: tied), weights.allSatisfy({ $0 > Self.tolerance })
      else { return }
      var strategy = Strategy(repeating: 0, count: payoffs.rows)
      for (i, weight) in zip(support, weights) { strategy[i] = weight }
      var received = [Double](repeating: 0, count: payoffs.columns)
      payoffs.againstRows(strategy, into: &received)
      let goal = received[tied[0]]
      guard received.allSatisfy({ $0 <= goal + Self.tolerance }) else { return }
      let isBest = received.map { $0 >= goal - Self.tolerance }
      let vertex = ResponseVertex(
        strategy: strategy, support: support, isBest: isBest, bestCount: isBest.count { $0 })
      if !found.contains(where: { distance($0.strategy, strategy) <= Self.tolerance }), isDetermined(vertex) {
        found.append(vertex)
      }
    }
    return found
  }

  /// Whether no other strategy of the same support has the same best responses: the rank is that of the support.
  private func isDetermined(_ vertex: ResponseVertex) -> Bool {
    let rows = vertex.isBest.indices.filter { vertex.isBest[$0] }
    let block = rows.flatMap { j in vertex.support.map { payoffs[$0, j] } }
    guard let values = try? singularValues(of: block, rows: rows.count, columns: vertex.support.count) else {
      return false
    }
    return values.count == vertex.support.count && values[values.count - 1] > Self.tolerance * values[0]
  }

  private func distance(_ a: Strategy, _ b: Strategy) -> Double {
    var most = 0.0
    for i in a.indices { most = max(most, (a[i] - b[i]).magnitude) }
    return most
  }
}

/// Every set of `size` of the numbers below `count`, in lexicographic order; `size` is at most `count`.
func forEachSubset(of count: Int, size: Int, _ body: ([Int]) throws -> Void) rethrows {
  var chosen = Array(0..<size)
  while true {
    try body(chosen)
    guard let k = chosen.indices.last(where: { chosen[$0] < count - size + $0 }) else { return }
    chosen[k] += 1
    for later in chosen.indices where later > k { chosen[later] = chosen[later - 1] + 1 }
  }
}
