import Scalars

/// One evaluation of a mixture game at a point: all points of data and generator side by side, judged once.
struct Round<S: Scalar> {
  /// Real points first, then the generator's.
  let cloud: Cloud<S>
  let real, fake: Range<Int>
  /// The discriminator on all points.
  let at: CriticValues<S>
  /// What the generator needs on the way back.
  let tape: Matrix<S>
  let generator, discriminator: Point<S>
  let knobs: MixtureKnobs<S>
  /// How the generator's points were drawn, where they are samples and not nodes.
  let samples: GeneratorSamples<S>?

  var arena: Arena { generator.arena }
}

/// The knobs of a mixture game by name; nil where they are 0 for certain.
struct MixtureKnobs<S: Scalar> {
  let target: TargetKnobs<S>
  let scale, bandwidth: S
  let decay: S?
  let penalty: Penalty<S>?

  var noise: S? { target.noise }
}

/// Input-gradient penalties: `r1/2 E_real |g|^2 + r2/2 E_fake |g|^2 + gp/2 (E_real + E_fake)/2 (|g| - gp_target)^2`,
/// `g = grad_x D`.
struct Penalty<S: Scalar> {
  let r1, r2, gp, target: S

  /// The weights of `|g|^2 / 2` and of `(|g| - target)^2 / 2` on a set of points.
  private func weights(isReal: Bool) -> (square: S.Pack, distance: S.Pack) {
    (S.splat(isReal ? r1 : r2), S.splat(gp / 2))
  }

  /// The penalty of each point, without its weight.
  func values(_ slopes: Matrix<S>, _ range: Range<Int>, isReal: Bool) -> Point<S> {
    let result = Point<S>(count: range.count, in: slopes.entries.arena)
    let (square, distance) = weights(isReal: isReal)
    let target = S.splat(target)
    forEachPoint(slopes, range) { n, squares in
      let gap = norm(squares) - target
      let value: S.Pack = square * squares / 2 + distance * .square(gap) / 2
      result.setPack(value, at: n)
    }
    return result
  }

  /// The derivative of each point's penalty by its `g`, times its weight, written into `moves`.
  func write(_ slopes: Matrix<S>, _ pointWeights: Point<S>, _ range: Range<Int>, isReal: Bool, into moves: Matrix<S>) {
    let (square, distance) = weights(isReal: isReal)
    let target = S.splat(target)
    forEachPoint(slopes, range) { n, squares in
      let factor: S.Pack = square + distance * (1 - target / norm(squares))
      let weighted = factor * pointWeights.pack(at: range.lowerBound + n)
      for j in 0..<slopes.rows {
        row(j, of: moves).setPack(
          weighted * row(j, of: slopes).pack(at: range.lowerBound + n), at: range.lowerBound + n)
      }
    }
  }

  /// |g|, with a floor of 2^-100 so that its slope at g = 0 is the subgradient 0.
  @inline(__always) private func norm(_ squares: S.Pack) -> S.Pack { .sqrt(squares + S.Pack(exact: 0x1p-200)) }

  @inline(__always) private func forEachPoint(_ slopes: Matrix<S>, _ range: Range<Int>, _ body: (Int, S.Pack) -> Void) {
    for n in stride(from: 0, to: range.count, by: S.packCount) {
      var squares: S.Pack = 0
      for j in 0..<slopes.rows { squares = squares + .square(row(j, of: slopes).pack(at: range.lowerBound + n)) }
      body(n, squares)
    }
  }
}

/// The losses on the data, and their slopes by D.
extension GANObjective {
  /// A player's loss on the data: 0 the generator, 1 the discriminator.
  func loss<S: Scalar>(of player: Int, in round: Round<S>) -> S {
    let weights = round.cloud.weights
    let onFake = weights[round.fake].dot(valuesOnFake(of: player, in: round))
    guard let loss = separable else { return onFake }
    if player == 0 && !loss.isSaturating { return onFake }
    let real = round.real
    var total: S.Pack = 0
    for n in weights[real].packs {
      total = total + weights[real].pack(at: n) * loss.discriminatorOnReal(round.at.values[real].pack(at: n))
    }
    return player == 0 ? onFake - S.sum(total) : onFake + S.sum(total)
  }

  /// A player's loss at each fake point, without its weight: the derivative of the loss by that weight.
  func valuesOnFake<S: Scalar>(of player: Int, in round: Round<S>) -> Point<S> {
    let (result, fake) = (Point<S>(count: round.fake.count, in: round.arena), round.at.values[round.fake])
    if let loss = separable {
      for n in fake.packs {
        let t = fake.pack(at: n)
        result.setPack(player == 0 ? loss.generatorOnFake(t) : loss.discriminatorOnFake(t), at: n)
      }
      return result
    }
    result.fill(0)
    for r in round.real {
      let (t, weight) = (S.splat(round.at.values[r]), S.splat(round.cloud.weights[r]))
      for n in fake.packs {
        let difference = t - fake.pack(at: n)
        let value = player == 0 ? Self.generatorOnPair(difference) : Self.discriminatorOnPair(difference)
        result.setPack(result.pack(at: n) + weight * value, at: n)
      }
    }
    return result
  }

  /// The derivative of a player's loss on the data by D at each point, weights included.
  func slopes<S: Scalar>(of player: Int, in round: Round<S>) -> Point<S> {
    let (weights, t) = (round.cloud.weights, round.at.values)
    let slopes = Point<S>(count: t.count, in: round.arena)
    guard let loss = separable else {
      pairSlopes(of: player, in: round, into: slopes)
      return slopes
    }
    for n in stride(from: round.real.lowerBound, to: round.real.upperBound, by: S.packCount) {
      let slope = weights.pack(at: n) * loss.slopeOnReal(t.pack(at: n))
      slopes.setPack(player == 1 ? slope : loss.isSaturating ? -slope : 0, at: n)
    }
    for n in stride(from: round.fake.lowerBound, to: round.fake.upperBound, by: S.packCount) {
      let both = loss.slopesOnFake(t.pack(at: n))
      slopes.setPack(weights.pack(at: n) * (player == 0 ? both.generator : both.discriminator), at: n)
    }
    return slopes
  }

  private func pairSlopes<S: Scalar>(of player: Int, in round: Round<S>, into slopes: Point<S>) {
    let (fake, weights, onFake) = (round.at.values[round.fake], round.cloud.weights[round.fake], slopes[round.fake])
    slopes.fill(0)
    for r in round.real {
      let (t, weight) = (S.splat(round.at.values[r]), S.splat(round.cloud.weights[r]))
      var total: S.Pack = 0
      for n in fake.packs {
        let both = Self.slopesOnPair(t - fake.pack(at: n))
        let slope = weight * weights.pack(at: n) * (player == 0 ? both.generator : both.discriminator)
        total = total + slope
        onFake.setPack(onFake.pack(at: n) - slope, at: n)
      }
      slopes[r] = S.sum(total)
    }
  }
}
