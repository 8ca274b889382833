import Contracts
import Scalars

/// The kernel discriminator under the wasserstein loss: `L_D = sum_i phi_i (E f_i(x) - E f_i(x')) = -L_G` without nodes.
extension MixtureGAN {
  /// `E f_i(x) - E f_i(x')` of every kernel.
  func meanDifference<S: Scalar>(_ z: Point<S>, _ knobs: MixtureKnobs<S>, _ kernel: FeatureCritic) -> Point<S> {
    let difference = Point<S>(count: kernel.coordinates.count, in: z.arena)
    difference.fill(0)
    kernel.addMeans(1, dataBlobs(knobs, in: z.arena), bandwidth: knobs.bandwidth, to: difference)
    let generated = generator.blobs(z[block(of: 0)], scale: knobs.scale, noise: knobs.noise)
    kernel.addMeans(-1, generated.blobs, bandwidth: knobs.bandwidth, to: difference)
    return difference
  }

  /// The derivatives of a player's loss on the data by the parameters of one block.
  func writeEmbedded<S: Scalar>(
    _ block: Int, of player: Int, _ z: Point<S>, _ knobs: MixtureKnobs<S>, _ kernel: FeatureCritic,
    into gradient: Point<S>
  ) {
    if block == 1 {
      let difference = meanDifference(z, knobs, kernel)
      for i in 0..<gradient.count { gradient[i] = player == 1 ? difference[i] : -difference[i] }
      return
    }
    let theta = z[self.block(of: 0)]
    let generated = generator.blobs(theta, scale: knobs.scale, noise: knobs.noise)
    let slopes = kernel.slopes(
      player == 0 ? 1 : -1, generated.blobs, z[self.block(of: 1)], bandwidth: knobs.bandwidth)
    generator.pullBack(slopes, generated.tape, theta, scale: knobs.scale, into: gradient)
  }

  private func dataBlobs<S: Scalar>(_ knobs: MixtureKnobs<S>, in arena: Arena) -> GaussianBlobs<S> {
    let blobs = GaussianBlobs<S>(count: target.count, in: arena)
    for k in 0..<target.count {
      let (mean, factor) = target.mode(k, knobs.target)
      blobs.weights[k] = S(exact: target.weights[k])
      (blobs.m1[k], blobs.m2[k]) = mean
      blobs.c11[k] = .square(factor.0)
      blobs.c12[k] = factor.0 * factor.1
      blobs.c22[k] = .square(factor.1) + .square(factor.2)
    }
    return blobs
  }
}

extension Generator {
  /// The generator's law as Gaussians: its components; one Gaussian for an affine map of a Gaussian latent variable;
  /// otherwise the points of the latent nodes, blurred by noise.
  func blobs<S: Scalar>(_ parameters: Point<S>, scale: S, noise: S?) -> (blobs: GaussianBlobs<S>, tape: Matrix<S>) {
    let none = Matrix(entries: parameters[0..<0], rows: 0, columns: 0)
    let blur: S = noise.map { .square($0) } ?? 0
    switch self {
    case .components(let generator):
      let blobs = GaussianBlobs<S>(count: generator.count, in: parameters.arena)
      blobs.weights.assign(generator.weights(parameters))
      for k in 0..<generator.count {
        blobs.m1[k] = generator.mean(k, 0, parameters)
        if generator.dimension == 2 { blobs.m2[k] = generator.mean(k, 1, parameters) }
        blobs.c11[k] = .square(generator.ownScale(k, parameters, scale: scale)) + blur
        blobs.c22[k] = blobs.c11[k]
      }
      return (blobs, none)
    case .network(let generator) where generator.isGaussian:
      let blobs = GaussianBlobs<S>(count: 1, in: parameters.arena)
      let (a, b) = (generator.network.weights(0, in: parameters), generator.network.biases(0, in: parameters))
      let isPlane = b.count == 2
      blobs.weights[0] = 1
      (blobs.m1[0], blobs.m2[0]) = (b[0], isPlane ? b[1] : 0)
      blobs.c11[0] = row(0, of: a).squaredNorm + blur
      blobs.c12[0] = isPlane ? row(0, of: a).inner(row(1, of: a)) : 0
      blobs.c22[0] = isPlane ? row(1, of: a).squaredNorm + blur : 0
      return (blobs, none)
    case .network(let generator):
      let tape = generator.network.forward(generator.latentPoints(in: parameters.arena), parameters)
      let (output, blobs) = (
        generator.network.output(on: tape), GaussianBlobs<S>(count: generator.latent.count, in: parameters.arena)
      )
      for n in 0..<generator.latent.count {
        blobs.weights[n] = S(exact: generator.latent.weights[n])
        (blobs.m1[n], blobs.m2[n]) = (output[0, n], output.rows == 2 ? output[1, n] : 0)
        (blobs.c11[n], blobs.c22[n]) = (blur, blur)
      }
      return (blobs, tape)
    }
  }

  /// Derivatives by the parameters from those by the blobs.
  func pullBack<S: Scalar>(
    _ slopes: GaussianBlobs<S>, _ tape: Matrix<S>, _ parameters: Point<S>, scale: S, into gradient: Point<S>
  ) {
    switch self {
    case .components(let generator): generator.pullBack(slopes, parameters, into: gradient)
    case .network(let generator) where generator.isGaussian:
      let (a, onA) = (generator.network.weights(0, in: parameters), generator.network.weights(0, in: gradient))
      let onB = generator.network.biases(0, in: gradient)
      (onB[0], onB[onB.count - 1]) = (slopes.m1[0], onB.count == 2 ? slopes.m2[0] : slopes.m1[0])
      for r in 0..<a.columns {
        let second: S = onB.count == 2 ? a[1, r] : 0
        onA[0, r] = 2 * slopes.c11[0] * a[0, r] + slopes.c12[0] * second
        if onB.count == 2 { onA[1, r] = slopes.c12[0] * a[0, r] + 2 * slopes.c22[0] * second }
      }
    case .network(let generator):
      let dimension = generator.network.output(on: tape).rows
      let back = Cloud<S>(dimension: dimension, count: tape.columns, in: parameters.arena)
      back.coordinate(0)[0..<slopes.m1.count].assign(slopes.m1)
      if dimension == 2 { back.coordinate(1)[0..<slopes.m2.count].assign(slopes.m2) }
      generator.pullBack(back, tape, parameters, hasNoise: false, into: gradient)
    }
  }
}
