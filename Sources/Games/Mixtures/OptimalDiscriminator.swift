import Contracts
import Scalars

/// The generator against the optimal discriminator `D = log q - log p`: its loss is `2 JS(p, q) - log 4`.
///
/// p and q are the densities of data and generator, on each other's quadrature nodes; the logarithm of a mixture density is
/// a chain of `log(e^a + e^b) = a + softplus(b - a)`, safe where both underflow.
/// - Source: Goodfellow et al. (2014), arXiv:1406.2661, equation 4 and Theorem 1.
extension MixtureGAN {
  /// `E_p log(p / (p + q)) + E_q log(q / (p + q))`.
  func optimalLoss<S: Scalar>(at z: Point<S>, _ knobs: MixtureKnobs<S>) -> S {
    guard case .components(let components) = generator else { return 0 }
    let realCount = Point<S>.padded(target.count * targetNodes.count)
    let fakeCount = Point<S>.padded(components.count * components.nodes.count)
    let cloud = Cloud<S>(dimension: target.dimension, count: realCount + fakeCount, in: z.arena)
    target.fill(cloud, nodes: targetNodes, knobs.target)
    components.fill(cloud, realCount..<realCount + fakeCount, z, scale: knobs.scale, noise: knobs.noise)
    let (data, generated) = (logDensityOfData(cloud, knobs), logDensityOfGenerator(components, cloud, z, knobs))
    var total: S.Pack = 0
    for n in cloud.weights.packs {
      let logit = generated.pack(at: n) - data.pack(at: n)
      total = total - cloud.weights.pack(at: n) * .softplus(n < realCount ? logit : -logit)
    }
    return S.sum(total)
  }

  /// log p at the points of a cloud.
  func logDensityOfData<S: Scalar>(_ cloud: Cloud<S>, _ knobs: MixtureKnobs<S>) -> Point<S> {
    let result = Point<S>(count: cloud.weights.count, in: cloud.weights.arena)
    for k in 0..<target.count {
      let (mean, factor) = target.mode(k, knobs.target)
      cloud.addGaussian(
        S(exact: target.weights[k]), mean: mean, factor: target.dimension == 2 ? factor : (factor.0, 0, 1),
        isFirst: k == 0, toLogDensity: result)
    }
    return result
  }

  /// log q at the points of a cloud.
  func logDensityOfGenerator<S: Scalar>(
    _ components: ComponentGenerator, _ cloud: Cloud<S>, _ parameters: Point<S>, _ knobs: MixtureKnobs<S>
  ) -> Point<S> {
    let result = Point<S>(count: cloud.weights.count, in: cloud.weights.arena)
    let (weights, dimension) = (components.weights(parameters), target.dimension)
    for k in 0..<components.count {
      let spread = components.spread(k, parameters, scale: knobs.scale, noise: knobs.noise)
      let mean = (
        components.mean(k, 0, parameters), dimension == 2 ? components.mean(k, 1, parameters) : 0
      )
      cloud.addGaussian(
        weights[k], mean: mean, factor: (spread, 0, dimension == 2 ? spread : 1), isFirst: k == 0, toLogDensity: result)
    }
    return result
  }
}
