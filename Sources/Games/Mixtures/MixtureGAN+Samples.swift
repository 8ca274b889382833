import Contracts
import Scalars

/// The mixture game on batches: as many samples of the data as of the generator.
///
/// A sample takes, of normal numbers, the place in a mode of the data, the place in a component or the instance noise of the
/// generator, and a normal latent variable; of uniform numbers, the mode, and the component or a uniform latent variable.
extension MixtureGAN {
  var draws: SampleDraws? {
    if critic == nil { return nil }
    let (d, latent) = (target.dimension, design.latentDimension)
    switch generator {
    case .components: return SampleDraws(normals: 2 * d, uniforms: 2)
    case .network:
      return design.latentIsUniform
        ? SampleDraws(normals: 2 * d, uniforms: 1 + latent) : SampleDraws(normals: 2 * d + latent, uniforms: 1)
    }
  }

  func sampledLoss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>, batch: Batch<S>) -> S {
    guard let critic else { return loss(of: player, at: z, knobs: k) }
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    return loss(of: player, at: z, k, judged(z, k, by: critic, on: batch), critic)
  }

  func sampledGradient<S: Scalar>(
    of player: Int, at z: Point<S>, knobs k: Knobs<S>, batch: Batch<S>, into gradient: Point<S>
  ) {
    guard let critic else { return fullGradient(of: player, at: z, knobs: k, into: gradient) }
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let judged = judged(z, k, by: critic, on: batch)
    for block in 0..<2 { write(block, of: player, judged, z, critic, into: gradient[self.block(of: block)]) }
  }

  /// Samples with what the discriminator says of them, and the knobs.
  private func judged<S: Scalar>(
    _ z: Point<S>, _ k: Knobs<S>, by critic: Critic, on batch: Batch<S>
  ) -> (round: Round<S>?, knobs: MixtureKnobs<S>) {
    let (knobs, d) = (mixtureKnobs(k), target.dimension)
    let count = Point<S>.padded(batch.size)
    let cloud = Cloud<S>(dimension: d, count: 2 * count, in: z.arena)
    let (theta, phi) = (z[block(of: 0)], z[block(of: 1)])
    let uniforms = draws.map(\.normals) ?? 0
    target.fill(cloud, batch, uniform: uniforms, knobs.target)
    let samples = GeneratorSamples(batch, dimension: d, uniforms: uniforms, latentIsUniform: design.latentIsUniform)
    let tape = samples.fill(cloud, count..<2 * count, generator, theta, knobs)
    let at = critic.evaluate(cloud.points, phi, bandwidth: knobs.bandwidth)
    let round = Round(
      cloud: cloud, real: 0..<count, fake: count..<2 * count, at: at, tape: tape, generator: theta,
      discriminator: phi, knobs: knobs, samples: samples)
    return (round, knobs)
  }
}

extension GaussianMixture {
  /// Samples of the data, written into the first points of a cloud: the mode by a uniform number, the place by normal ones.
  fileprivate func fill<S: Scalar>(_ cloud: Cloud<S>, _ batch: Batch<S>, uniform: Int, _ shape: TargetKnobs<S>) {
    var below = 0.0
    for k in 0..<count {
      let (mean, factor) = mode(k, shape)
      let (low, high) = (S(exact: below), S(exact: k == count - 1 ? 1 : below + weights[k]))
      below += weights[k]
      for n in 0..<batch.size {
        let chosen: S = .step(batch[n, uniform] - low) - .step(batch[n, uniform] - high)
        let x = cloud.coordinate(0)
        x[n] = x[n] + chosen * (mean.0 + factor.0 * batch[n, 0])
        guard dimension == 2 else { continue }
        let y = cloud.coordinate(1)
        y[n] = y[n] + chosen * (mean.1 + factor.1 * batch[n, 0] + factor.2 * batch[n, 1])
      }
    }
    for n in 0..<batch.size { cloud.weights[n] = S.ratio(1, batch.size) }
  }
}

/// Samples of a generator, and the way back from derivatives by them to derivatives by its parameters.
struct GeneratorSamples<S: Scalar> {
  private let batch: Batch<S>
  private let dimension, uniforms: Int
  private let latentIsUniform: Bool

  init(_ batch: Batch<S>, dimension: Int, uniforms: Int, latentIsUniform: Bool) {
    (self.batch, self.dimension, self.uniforms) = (batch, dimension, uniforms)
    self.latentIsUniform = latentIsUniform
  }

  /// Writes the samples into a range of a cloud; the tape is needed on the way back.
  func fill(
    _ cloud: Cloud<S>, _ range: Range<Int>, _ generator: Generator, _ parameters: Point<S>, _ knobs: MixtureKnobs<S>
  ) -> Matrix<S> {
    let weights = cloud.weights[range]
    switch generator {
    case .components(let generator):
      let shares = generator.weights(parameters)
      for k in 0..<generator.count {
        let spread = generator.spread(k, parameters, scale: knobs.scale, noise: knobs.noise)
        for n in 0..<batch.size {
          let chosen = chosen(k, of: generator.count, n)
          for j in 0..<dimension {
            let x = cloud.coordinate(j, range)
            x[n] = x[n] + chosen * (generator.mean(k, j, parameters) + spread * place(n, j))
          }
          weights[n] = weights[n] + chosen * shares[k] * S.ratio(generator.count, batch.size)
        }
      }
      return Matrix(entries: parameters[0..<0], rows: 0, columns: 0)
    case .network(let generator):
      let tape = generator.network.forward(latentPoints(generator, in: parameters.arena), parameters)
      let output = generator.network.output(on: tape)
      for j in 0..<dimension {
        let (from, to) = (row(j, of: output), cloud.coordinate(j, range))
        for n in 0..<batch.size { to[n] = knobs.noise.map { from[n] + $0 * place(n, j) } ?? from[n] }
      }
      for n in 0..<batch.size { weights[n] = S.ratio(1, batch.size) }
      return tape
    }
  }

  func pullBack(_ slopes: Cloud<S>, _ round: Round<S>, _ generator: Generator, into gradient: Point<S>) {
    switch generator {
    case .components(let generator): pullBack(slopes, round, generator, into: gradient)
    case .network(let generator):
      let seed = Matrix<S>(rows: dimension, columns: round.tape.columns, in: round.arena)
      for j in 0..<dimension { row(j, of: seed).assign(slopes.coordinate(j)) }
      let back = generator.network.backward(round.tape, round.generator, seed: seed)
      generator.network.parameterGradient(
        back, round.tape, latentPoints(generator, in: round.arena), into: gradient)
    }
  }

  private func pullBack(
    _ slopes: Cloud<S>, _ round: Round<S>, _ generator: ComponentGenerator, into gradient: Point<S>
  ) {
    let sums = ComponentSlopes<S>(generator, in: round.arena)
    for k in 0..<generator.count {
      for n in 0..<batch.size {
        let chosen = chosen(k, of: generator.count, n)
        for j in 0..<dimension {
          let slope = chosen * slopes.coordinate(j)[n]
          sums.means[k * dimension + j] = sums.means[k * dimension + j] + slope
          sums.spreads[k] = sums.spreads[k] + slope * place(n, j)
        }
        sums.weights[k] = sums.weights[k] + chosen * S.ratio(generator.count, batch.size) * slopes.weights[n]
      }
    }
    generator.write(sums, round.generator, scale: round.knobs.scale, noise: round.knobs.noise, into: gradient)
  }

  /// 1 where sample `n` is of component `k`.
  private func chosen(_ k: Int, of count: Int, _ n: Int) -> S {
    let u = batch[n, uniforms + 1]
    return .step(u - S.ratio(k, count)) - .step(u - S.ratio(k + 1, count))
  }

  /// Normal number `j` of the generator's place in a component, or of its instance noise.
  private func place(_ n: Int, _ j: Int) -> S { batch[n, dimension + j] }

  private func latentPoints(_ generator: NetworkGenerator, in arena: Arena) -> Matrix<S> {
    let rows = generator.network.sizes[0]
    let points = Matrix<S>(rows: rows, columns: Point<S>.padded(batch.size), in: arena)
    points.entries.fill(0)
    for i in 0..<rows {
      let target = row(i, of: points)
      for n in 0..<batch.size {
        target[n] = latentIsUniform ? 2 * batch[n, uniforms + 1 + i] - 1 : batch[n, 2 * dimension + i]
      }
    }
    return points
  }
}
