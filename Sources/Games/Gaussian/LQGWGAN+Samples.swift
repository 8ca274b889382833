import Contracts
import Scalars

/// The linear-quadratic-Gaussian WGAN on batches: `y = mu + L e` with `Sigma = L L^T`, `g = A z + b`, N normal numbers each.
extension LQGWGAN {
  var draws: SampleDraws? { SampleDraws(normals: 2 * dimension) }

  func sampledLoss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>, batch: Batch<S>) -> S {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let model = SampledModel(self, z, k)
    var value: S = 0
    for sample in 0..<batch.size {
      model.draw(sample, batch)
      value = value + model.critic(model.real) - model.critic(model.fake)
    }
    value = value / S(exact: Double(batch.size))
    return player == 1 ? value : k[k.count - 2] / 2 * z[0..<offsets.a].squaredNorm - value
  }

  /// Sums over the samples of `y y^T - g g^T`, `y - g`, `-(2 W2 g + w1) z^T` and `-(2 W2 g + w1)`.
  func sampledGradient<S: Scalar>(
    of player: Int, at z: Point<S>, knobs k: Knobs<S>, batch: Batch<S>, into gradient: Point<S>
  ) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let (model, n) = (SampledModel(self, z, k), dimension)
    gradient.fill(0)
    for sample in 0..<batch.size {
      model.draw(sample, batch)
      let slope = model.slope(at: model.fake)
      if part != .mean {
        for i in 0..<n {
          for j in i..<n {
            let gap = model.real[i] * model.real[j] - model.fake[i] * model.fake[j]
            gradient[upper(i, j)] = gradient[upper(i, j)] + (i == j ? gap : 2 * gap)
          }
          for j in 0...i { gradient[lower(i, j)] = gradient[lower(i, j)] - slope[i] * batch[sample, n + j] }
        }
      }
      guard part != .covariance else { continue }
      for i in 0..<n {
        gradient[offsets.w1 + i] = gradient[offsets.w1 + i] + model.real[i] - model.fake[i]
        gradient[offsets.b + i] = gradient[offsets.b + i] - slope[i]
      }
    }
    let share = S(exact: (player == 1 ? 1 : -1) / Double(batch.size))
    for i in 0..<z.count { gradient[i] = share * gradient[i] }
    if player == 0 { for i in 0..<offsets.a { gradient[i] = gradient[i] + k[k.count - 2] * z[i] } }
  }
}

/// One sample of data and generator at a time, and the discriminator on it.
private struct SampledModel<S: Scalar> {
  let game: LQGWGAN
  let z: Point<S>
  /// The Cholesky factor of Sigma, A, and W2.
  let spread, generator, quadratic: Matrix<S>
  let mean, shift: Point<S>
  /// The data point and the generated point.
  let real, fake: Point<S>

  init(_ game: LQGWGAN, _ z: Point<S>, _ k: Knobs<S>) {
    let (n, arena) = (game.dimension, z.arena)
    (self.game, self.z) = (game, z)
    let covariance = Matrix<S>(rows: n, columns: n, in: arena) { k[n + game.upper(min($0, $1), max($0, $1))] }
    spread = covariance.choleskyFactor
    let isFixed = game.part == .mean
    generator = isFixed ? spread : Matrix(rows: n, columns: n, in: arena) { $0 >= $1 ? z[game.lower($0, $1)] : 0 }
    quadratic = Matrix(rows: n, columns: n, in: arena) { isFixed ? 0 : z[game.upper(min($0, $1), max($0, $1))] }
    (mean, shift) = (Point(count: n, in: arena), Point(count: n, in: arena))
    // With the covariance alone in play b = mu is held, and both means cancel.
    for i in 0..<n {
      mean[i] = game.part == .covariance ? 0 : k[i]
      shift[i] = game.part == .covariance ? 0 : z[game.offsets.b + i]
    }
    (real, fake) = (Point(count: n, in: arena), Point(count: n, in: arena))
  }

  func draw(_ sample: Int, _ batch: Batch<S>) {
    let n = real.count
    for i in 0..<n {
      var (y, g) = (mean[i], shift[i])
      for j in 0...i {
        y = y + spread[i, j] * batch[sample, j]
        g = g + generator[i, j] * batch[sample, n + j]
      }
      (real[i], fake[i]) = (y, g)
    }
  }

  /// `x^T W2 x + w1^T x`.
  func critic(_ x: Point<S>) -> S {
    var value: S = 0
    for i in 0..<x.count {
      if game.part != .covariance { value = value + z[game.offsets.w1 + i] * x[i] }
      for j in 0..<x.count { value = value + quadratic[i, j] * x[i] * x[j] }
    }
    return value
  }

  /// `2 W2 x + w1`.
  func slope(at x: Point<S>) -> Point<S> {
    let slope = Point<S>(count: x.count, in: x.arena)
    for i in 0..<x.count {
      var sum: S = game.part == .covariance ? 0 : z[game.offsets.w1 + i]
      for j in 0..<x.count { sum = sum + 2 * quadratic[i, j] * x[j] }
      slope[i] = sum
    }
    return slope
  }
}
