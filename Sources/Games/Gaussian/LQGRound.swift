import Contracts
import Scalars

/// One evaluation of the LQG GAN: discriminator, points, and the derivatives of both players' losses by the discriminator's
/// form on either side.
struct LQGRound<S: Scalar> {
  let z: Point<S>
  let knobs: Knobs<S>
  let critic: QuadraticCritic<S>
  let real, fake: NormalPoints<S>
  let onReal, onFake: (QuadraticForm<S>, QuadraticForm<S>)
  /// r1 and r2, nil where both are 0 for certain.
  let penalty: (S, S)?

  init(
    z: Point<S>, knobs: Knobs<S>, critic: QuadraticCritic<S>, real: NormalPoints<S>, fake: NormalPoints<S>,
    _ onReal: (QuadraticForm<S>, QuadraticForm<S>), _ onFake: (QuadraticForm<S>, QuadraticForm<S>), _ penalty: (S, S)?
  ) {
    (self.z, self.knobs, self.critic, self.real, self.fake) = (z, knobs, critic, real, fake)
    (self.onReal, self.onFake, self.penalty) = (onReal, onFake, penalty)
  }

  /// The derivatives of a player's loss by the discriminator's coordinates.
  func writeByCritic(_ player: Int, into gradient: Point<S>, _ game: LQGGAN) {
    gradient[0..<game.offsets.a].fill(0)
    addByCritic(player == 0 ? onReal.0 : onReal.1, real, into: gradient, game)
    addByCritic(player == 0 ? onFake.0 : onFake.1, fake, into: gradient, game)
    guard player == 0, let (r1, r2) = penalty else { return }
    addPenalty(r1, real, into: gradient, game)
    addPenalty(r2, fake, into: gradient, game)
  }

  /// With T the derivatives by the form: sums of T over monomials of `x = m + F e`.
  private func addByCritic(_ t: QuadraticForm<S>, _ points: NormalPoints<S>, into gradient: Point<S>, _ game: LQGGAN) {
    let (m, n) = (points.centre, game.dimension)
    let spread = product(points.factor, t.linear)
    let pairs = points.factor.times(t.matrix.times(points.factor, transposed: true))
    for i in 0..<n {
      gradient[game.offsets.w1 + i] = gradient[game.offsets.w1 + i] + t.constant * m[i] + spread[i]
      for j in i..<n {
        let moment = t.constant * m[i] * m[j] + m[i] * spread[j] + spread[i] * m[j] + pairs[i, j]
        add(i == j ? moment : 2 * moment, at: upperPlace(i, j, order: n), gradient)
      }
    }
    if game.offsets.w0 < game.offsets.a { add(t.constant, at: game.offsets.w0, gradient) }
  }

  /// `r/2 (|v|^2 + 4 |W F|^2)` with `v = 2 W m + w1`.
  private func addPenalty(_ r: S, _ points: NormalPoints<S>, into gradient: Point<S>, _ game: LQGGAN) {
    let (n, v) = (game.dimension, critic.slope(at: points.centre))
    let onCentre = symmetricProduct(v, points.centre)
    let onSpread = critic.w2.times(points.factor).times(points.factor, transposed: true)
    for i in 0..<n {
      add(r * v[i], at: game.offsets.w1 + i, gradient)
      for j in i..<n {
        let slope = r * (onCentre[i, j] + 2 * (onSpread[i, j] + onSpread[j, i]))
        add(i == j ? slope : 2 * slope, at: upperPlace(i, j, order: n), gradient)
      }
    }
  }

  /// The derivatives of a player's loss by the generator's coordinates.
  ///
  /// With T = (c, t, M) those by the form: by the centre `2 W (c m + F t) + c w1`, by the factor `v t^T + 2 W F M`.
  func writeByGenerator(_ player: Int, into gradient: Point<S>, _ game: LQGGAN) {
    let (t, n) = (player == 0 ? onFake.0 : onFake.1, game.dimension)
    let (m, factor, v) = (fake.centre, fake.factor, critic.slope(at: fake.centre))
    let sum = t.constant * m + product(factor, t.linear)
    let onSum = 2 * product(critic.w2, sum)
    let onSpread = critic.w2.times(factor)
    let byFactor = onSpread.times(t.matrix)
    for i in 0..<n {
      gradient[game.offsets.b + i] = onSum[i] + t.constant * critic.w1[i]
      for j in 0..<factor.columns { byFactor[i, j] = 2 * byFactor[i, j] + v[i] * t.linear[j] }
    }
    if player == 0, let (_, r2) = penalty {
      let (onCentre, again) = (2 * r2 * product(critic.w2, v), critic.w2.times(onSpread))
      for i in 0..<n {
        add(onCentre[i], at: game.offsets.b + i, gradient)
        for j in 0..<factor.columns { byFactor[i, j] = byFactor[i, j] + 4 * r2 * again[i, j] }
      }
    }
    writeByEntries(byFactor, into: gradient, game)
  }

  /// From the derivatives by the factor to those by A: its own entries, or through the Cholesky factor entry by entry.
  private func writeByEntries(_ byFactor: Matrix<S>, into gradient: Point<S>, _ game: LQGGAN) {
    let (n, offset) = (game.dimension, game.offsets.a)
    guard game.hasNoise && !game.isPolynomial else {
      for i in 0..<n { for j in 0...i { gradient[offset + lowerPlace(i, j)] = byFactor[i, j] } }
      return
    }
    let a = Matrix(entries: game.generatorFactor(z).entries.lifted, rows: n, columns: n)
    let noise = knobs.lifted[knobs.count - 1]
    for i in 0..<n {
      for j in 0...i {
        a[i, j] = Dual(value: a[i, j].value, tangent: 1)
        let moved = game.fakeFactor(a, noise)
        a[i, j] = Dual(value: a[i, j].value, tangent: 0)
        var slope: S = 0
        for e in 0..<n * n { slope = slope + byFactor.entries[e] * moved.entries[e].tangent }
        gradient[offset + lowerPlace(i, j)] = slope
      }
    }
  }

  private func add(_ value: S, at place: Int, _ gradient: Point<S>) { gradient[place] = gradient[place] + value }
}
