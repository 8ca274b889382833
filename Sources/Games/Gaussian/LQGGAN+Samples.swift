import Contracts
import Scalars

/// The logistic Gaussian GAN on batches: as many normal numbers for a data point and a generated one as their factors have
/// columns.
extension LQGGAN {
  var draws: SampleDraws? { SampleDraws(normals: 2 * (isPolynomial && hasNoise ? 2 : 1) * dimension) }

  func sampledLoss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>, batch: Batch<S>) -> S {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let (critic, real, fake) = (critic(z), realPoints(k, in: z.arena), fakePoints(z, k))
    let columns = real.factor.columns
    let (x, y) = (Point<S>(count: dimension, in: z.arena), Point<S>(count: dimension, in: z.arena))
    var total: S = 0
    for sample in 0..<batch.size {
      real.place(sample, from: 0, batch, at: x)
      fake.place(sample, from: columns, batch, at: y)
      let (onReal, onFake) = (critic.value(at: x), critic.value(at: y))
      if let loss = objective.separable {
        total = total + PointLoss.real(loss).value(of: player, onReal) + PointLoss.fake(loss).value(of: player, onFake)
      } else {
        total = total + PointLoss.pair.value(of: player, onReal - onFake)
      }
      guard hasPenalty && player == 0 else { continue }
      total = total + k[k.count - 3] / 2 * critic.squaredSlope(at: x) + k[k.count - 2] / 2 * critic.squaredSlope(at: y)
    }
    return total / S(exact: Double(batch.size))
  }
}

extension NormalPoints {
  /// Writes `centre + factor e` with the numbers of a sample from the given one on.
  fileprivate func place(_ sample: Int, from first: Int, _ batch: Batch<S>, at x: Point<S>) {
    for i in 0..<x.count {
      var sum = centre[i]
      for j in 0..<factor.columns { sum = sum + factor[i, j] * batch[sample, first + j] }
      x[i] = sum
    }
  }
}

extension QuadraticCritic {
  /// `x^T W2 x + w1^T x + w0`.
  fileprivate func value(at x: Point<S>) -> S {
    var value = w0
    for i in 0..<x.count {
      value = value + w1[i] * x[i]
      for j in 0..<x.count { value = value + w2[i, j] * x[i] * x[j] }
    }
    return value
  }

  /// `|2 W2 x + w1|^2`.
  fileprivate func squaredSlope(at x: Point<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count {
      var slope = w1[i]
      for j in 0..<x.count { slope = slope + 2 * w2[i, j] * x[j] }
      sum = sum + .square(slope)
    }
    return sum
  }
}
