internal import Contracts

/// A Nash equilibrium of a two-player zero-sum game, its value `x^T U y`, and the duality gap that rounding leaves.
/// ```
/// max v  where  U^T x >= v 1, sum x = 1, x >= 0
/// ```
/// Payoffs are shifted and scaled to [1, 2]. The linear systems of the last basis are solved anew with refinement, so that
/// the strategies are exact to rounding; tiny negative probabilities count as 0.
/// - Cost: for n x n normal payoffs 10 ms where n = 100, 0.2 s for 300, 14 s for 1000; the gap is about 2e-15 of their range.
/// - Throws: `Refusal` if a payoff is not finite, the range of payoffs overflows, or the simplex method fails.
func zeroSumEquilibrium(
  _ matrix: PayoffMatrix
) throws(Refusal) -> (profile: Profile, value: Double, gap: Gap) {
  let (shifted, range) = try matrix.positive()
  let game = FiniteGame(zeroSum: matrix)
  var (profile, gap) = try GameBasis(shifted).equilibrium(shifted, game, range)
  // A few payoffs far from the value may leave the others below the tolerance of the simplex method.
  while gap.nashConv > 1e-12 * range {
    let near = matrix.clipped(around: gap.values[0], by: 1e6 * gap.nashConv)
    guard let shifted = try? near.positive().matrix, let basis = try? GameBasis(shifted) else { break }
    let closer = basis.equilibrium(shifted, game, range)
    guard closer.gap.nashConv < gap.nashConv / 2 else { break }
    (profile, gap) = closer
  }
  return (profile, gap.values[0], gap)
}

extension GameBasis {
  /// The strategies of the basis, solved anew unless that makes them worse.
  fileprivate func equilibrium(
    _ shifted: PayoffMatrix, _ game: FiniteGame, _ range: Double
  ) -> (profile: Profile, gap: Gap) {
    let profile = normalised([x, y])
    let gap = game.gap(at: profile)
    guard let refined = refined(shifted) else { return (profile, gap) }
    let refinedGap = game.gap(at: refined)
    return refinedGap.nashConv <= max(gap.nashConv, 1e-12 * range) ? (refined, refinedGap) : (profile, gap)
  }

  /// The strategies of the basis to rounding; nil where its matrix is singular to working precision.
  fileprivate func refined(_ matrix: PayoffMatrix) -> Profile? {
    guard let onRows = matrix.equalising(rows: rows, columns: columns),
      let onColumns = matrix.transposed.equalising(rows: columns, columns: rows)
    else { return nil }
    var weights = [x.map { _ in 0.0 }, y.map { _ in 0.0 }]
    for k in rows.indices { (weights[0][rows[k]], weights[1][columns[k]]) = (onRows[k], onColumns[k]) }
    return normalised(weights)
  }
}

/// Nonnegative parts divided by their sums.
private func normalised(_ weights: [[Double]]) -> Profile {
  weights.map { weights in
    let positive = weights.map { max(0, $0) }
    let sum = positive.reduce(0, +)
    return positive.map { $0 / sum }
  }
}

extension PayoffMatrix {
  /// The matrix with entries that differ from `value` by more than `distance` moved to that distance.
  fileprivate func clipped(around value: Double, by distance: Double) -> PayoffMatrix {
    PayoffMatrix(
      rows: rows, columns: columns, entries: entries.map { min(max($0, value - distance), value + distance) })
  }
}
