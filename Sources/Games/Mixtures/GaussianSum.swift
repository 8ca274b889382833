import Contracts
import Scalars

/// A weighted sum of Gaussians in one or two dimensions, in doubles.
struct GaussianSum: Sendable {
  /// `weight N(mean, L L^T)` with the lower factor `L = (l_11, l_21, l_22)`; in one dimension `mean_2 = 0`, `L = (l, 0, 1)`.
  struct Term: Sendable {
    let weight: Double
    let mean: (Double, Double)
    let factor: (Double, Double, Double)
  }

  let dimension: Int
  let terms: [Term]
  /// Whether a covariance is singular: then the sum has no density.
  let isDegenerate: Bool

  /// Terms without weight are left out, standard deviations kept above 1e-70 and means below 1e60, far from where squares
  /// leave the range of doubles.
  init(dimension: Int, terms: [Term]) {
    self.dimension = dimension
    isDegenerate = terms.contains { $0.factor.0.magnitude < Self.tiny || $0.factor.2.magnitude < Self.tiny }
    self.terms = terms.filter { $0.weight > 0 }.map { term in
      let (first, second, third) = term.factor
      return Term(
        weight: term.weight, mean: (Self.limited(term.mean.0), Self.limited(term.mean.1)),
        factor: (max(first.magnitude, Self.tiny), first < 0 ? -second : second, max(third.magnitude, Self.tiny)))
    }
  }

  private static var tiny: Double { 1e-70 }
  private static func limited(_ x: Double) -> Double { min(max(x, -1e60), 1e60) }

  /// The logarithm of the density at the points of a cloud, the larger term first: near a mode nothing cancels.
  func logDensity(_ cloud: Cloud<Double>) -> Point<Double> {
    let (arena, count) = (cloud.weights.arena, cloud.weights.count)
    let (result, next) = (Point<Double>(count: count, in: arena), Point<Double>(count: count, in: arena))
    for (k, term) in terms.enumerated() {
      cloud.addGaussian(
        term.weight, mean: term.mean, factor: term.factor, isFirst: true, toLogDensity: k == 0 ? result : next)
      if k == 0 { continue }
      for n in result.packs {
        let (a, b) = (result.pack(at: n), next.pack(at: n))
        result.setPack(.max(a, b) + .softplus(.min(a, b) - .max(a, b)), at: n)
      }
    }
    return result
  }

  /// Mass below `x`, in one dimension.
  func distribution(_ x: Double) -> Double {
    terms.reduce(0) { $0 + $1.weight * .normalCDF((x - $1.mean.0) / $1.factor.0) }
  }

  /// The density at `x`, in one dimension.
  func density(_ x: Double) -> Double {
    terms.reduce(0) { $0 + $1.weight * .normalPDF((x - $1.mean.0) / $1.factor.0) / $1.factor.0 }
  }
}

/// What a generator makes: a sum of Gaussians, or weighted points.
enum GeneratedLaw {
  case gaussians(GaussianSum)
  /// One array a coordinate.
  case atoms([[Double]], weights: [Double])
}

extension MixtureGAN {
  /// Whether the generator has a density for almost all parameters.
  var hasDensity: Bool {
    switch generator {
    case .components: true
    case .network(let network): isGaussian && network.latent.coordinates.count >= target.dimension
    }
  }

  /// Whether the generator's law is a sum of Gaussians, be it on a line.
  var isGaussian: Bool {
    design.generatorKind != .mlp && (design.generatorKind == .components || !design.latentIsUniform)
  }

  /// The data, without instance noise.
  func dataLaw(_ k: [Double]) -> GaussianSum {
    let shape = TargetKnobs(size: places.size.map { k[$0] } ?? 1, std: places.std.map { k[$0] } ?? 1, noise: nil)
    return GaussianSum(
      dimension: target.dimension,
      terms: (0..<target.count).map { i in
        let (mean, factor) = target.mode(i, shape)
        return .init(
          weight: target.weights[i], mean: mean, factor: target.dimension == 2 ? factor : (factor.0, 0, 1))
      })
  }

  /// What the generator makes, without instance noise.
  func generatedLaw(_ z: [Double], _ k: [Double]) -> GeneratedLaw {
    let workspace = Workspace(bytes: 1 << 16)
    return withExtendedLifetime(workspace) {
      let parameters = Point<Double>(z, in: workspace.arena)[block(of: 0)]
      switch generator {
      case .components(let components):
        return .gaussians(componentLaw(components, parameters, scale: places.scale.map { k[$0] } ?? 1))
      case .network(let network):
        return isGaussian
          ? .gaussians(affineLaw(network.latent.coordinates.count, z)) : nodes(of: network, parameters)
      }
    }
  }

  private func componentLaw(_ components: ComponentGenerator, _ parameters: Point<Double>, scale: Double) -> GaussianSum
  {
    let (weights, isPlane) = (components.weights(parameters), components.dimension == 2)
    return GaussianSum(
      dimension: components.dimension,
      terms: (0..<components.count).map { i in
        let std = components.ownScale(i, parameters, scale: scale)
        return .init(
          weight: weights[i],
          mean: (components.mean(i, 0, parameters), isPlane ? components.mean(i, 1, parameters) : 0),
          factor: (std, 0, isPlane ? std : 1))
      })
  }

  /// `A z + b` of a normal `z`: the lower factor of `A A^T` by one rotation.
  private func affineLaw(_ latent: Int, _ z: [Double]) -> GaussianSum {
    let a = { (i: Int, j: Int) in j < latent ? z[i * latent + j] : 0 }
    let first = hypotenuse(a(0, 0), a(0, 1))
    guard target.dimension == 2 else {
      return GaussianSum(dimension: 1, terms: [.init(weight: 1, mean: (z[latent], 0), factor: (first, 0, 1))])
    }
    let factor =
      first > 0
      ? (first, (a(0, 0) * a(1, 0) + a(0, 1) * a(1, 1)) / first, (a(0, 0) * a(1, 1) - a(0, 1) * a(1, 0)) / first)
      : (0, 0, hypotenuse(a(1, 0), a(1, 1)))
    return GaussianSum(
      dimension: 2, terms: [.init(weight: 1, mean: (z[2 * latent], z[2 * latent + 1]), factor: factor)])
  }

  private func nodes(of network: NetworkGenerator, _ parameters: Point<Double>) -> GeneratedLaw {
    let count = network.latent.count
    let cloud = Cloud<Double>(
      dimension: target.dimension, count: Point<Double>.padded(count), in: parameters.arena)
    _ = network.fill(cloud, 0..<cloud.weights.count, parameters, noise: nil)
    return .atoms(
      (0..<target.dimension).map { j in (0..<count).map { cloud.coordinate(j)[$0] } }, weights: network.latent.weights)
  }
}

private func hypotenuse(_ a: Double, _ b: Double) -> Double {
  let unit = max(a.magnitude, b.magnitude)
  return unit == 0 ? 0 : unit * ((a / unit) * (a / unit) + (b / unit) * (b / unit)).squareRoot()
}
