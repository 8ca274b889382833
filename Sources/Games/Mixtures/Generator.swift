import Scalars

/// A generator of points on given nodes, and the way back from derivatives by its points to derivatives by its parameters.
enum Generator: Sendable {
  case components(ComponentGenerator)
  /// An affine map or a network of the latent variable.
  case network(NetworkGenerator)

  var coordinates: [String] {
    switch self {
    case .components(let generator): generator.coordinates
    case .network(let generator): generator.coordinates
    }
  }

  /// Points it makes.
  func pointCount(hasNoise: Bool) -> Int {
    switch self {
    case .components(let generator): generator.count * generator.nodes.count
    case .network(let generator): generator.latent.count * (hasNoise ? generator.noise.count : 1)
    }
  }

  /// Writes the points into a range of a cloud; the tape is needed on the way back.
  func fill<S: Scalar>(
    _ cloud: Cloud<S>, _ range: Range<Int>, _ parameters: Point<S>, scale: S, noise: S?
  ) -> Matrix<S> {
    switch self {
    case .components(let generator):
      generator.fill(cloud, range, parameters, scale: scale, noise: noise)
      return Matrix(entries: parameters[0..<0], rows: 0, columns: 0)
    case .network(let generator): return generator.fill(cloud, range, parameters, noise: noise)
    }
  }

  /// Derivatives by the parameters from those by the points and by their weights.
  func pullBack<S: Scalar>(
    _ slopes: Cloud<S>, _ tape: Matrix<S>, _ parameters: Point<S>, scale: S, noise: S?, into gradient: Point<S>
  ) {
    switch self {
    case .components(let generator):
      generator.pullBack(slopes, parameters, scale: scale, noise: noise, into: gradient)
    case .network(let generator): generator.pullBack(slopes, tape, parameters, hasNoise: noise != nil, into: gradient)
    }
  }
}

/// K isotropic Gaussians with learnable means and, as chosen, standard deviations and weights.
///
/// Parameters: means `m_kj`; standard deviations `s_k`; logits `c_k`, weights `exp(c_k) / sum_l exp(c_l)`.
struct ComponentGenerator: Sendable {
  enum Learned: String, CaseIterable { case means, scales, weights }

  let count, dimension: Int
  let learned: Learned
  let nodes: Nodes

  var coordinates: [String] {
    pairNames("m", indexPairs(rows: count, columns: dimension), largest: max(count, dimension))
      + (learned == .means ? [] : vectorNames("s", count)) + (learned == .weights ? vectorNames("c", count) : [])
  }

  func mean<S: Scalar>(_ k: Int, _ j: Int, _ parameters: Point<S>) -> S { parameters[k * dimension + j] }
  private func scaleIndex(_ k: Int) -> Int { count * dimension + k }
  private func logitIndex(_ k: Int) -> Int { count * (dimension + 1) + k }

  /// The standard deviation of component `k` before noise.
  func ownScale<S: Scalar>(_ k: Int, _ parameters: Point<S>, scale: S) -> S {
    learned == .means ? scale : parameters[scaleIndex(k)]
  }

  /// The standard deviation of component `k`.
  func spread<S: Scalar>(_ k: Int, _ parameters: Point<S>, scale: S, noise: S?) -> S {
    let own = ownScale(k, parameters, scale: scale)
    return noise.map { .sqrt(.square(own) + .square($0)) } ?? own
  }

  /// The weights of the components, one `exp` each; logits are held moderate by no one but the loss.
  func weights<S: Scalar>(_ parameters: Point<S>) -> Point<S> {
    let weights = Point<S>(count: count, in: parameters.arena)
    guard learned == .weights else {
      weights.fill(S.ratio(1, count))
      return weights
    }
    var total: S = 0
    for k in 0..<count {
      // Relative to the first: a common shift of all logits changes nothing.
      weights[k] = .exp(parameters[logitIndex(k)] - parameters[logitIndex(0)])
      total = total + weights[k]
    }
    for k in 0..<count { weights[k] = weights[k] / total }
    return weights
  }

  func fill<S: Scalar>(_ cloud: Cloud<S>, _ range: Range<Int>, _ parameters: Point<S>, scale: S, noise: S?) {
    let weights = weights(parameters)
    var n = range.lowerBound
    for k in 0..<count {
      let spread = spread(k, parameters, scale: scale, noise: noise)
      for q in 0..<nodes.count {
        for j in 0..<dimension {
          cloud.coordinate(j)[n] = mean(k, j, parameters) + spread * S(exact: nodes.coordinates[j][q])
        }
        cloud.weights[n] = weights[k] * S(exact: nodes.weights[q])
        n += 1
      }
    }
  }

  func pullBack<S: Scalar>(
    _ slopes: Cloud<S>, _ parameters: Point<S>, scale: S, noise: S?, into gradient: Point<S>
  ) {
    let sums = ComponentSlopes<S>(self, in: parameters.arena)
    var n = 0
    for k in 0..<count {
      for q in 0..<nodes.count {
        for j in 0..<dimension {
          let slope = slopes.coordinate(j)[n]
          sums.means[k * dimension + j] = sums.means[k * dimension + j] + slope
          sums.spreads[k] = sums.spreads[k] + slope * S(exact: nodes.coordinates[j][q])
        }
        sums.weights[k] = sums.weights[k] + S(exact: nodes.weights[q]) * slopes.weights[n]
        n += 1
      }
    }
    write(sums, parameters, scale: scale, noise: noise, into: gradient)
  }

  /// Derivatives by the parameters from those by means, spreads and weights.
  func write<S: Scalar>(
    _ slopes: ComponentSlopes<S>, _ parameters: Point<S>, scale: S, noise: S?, into gradient: Point<S>
  ) {
    gradient[0..<count * dimension].assign(slopes.means)
    if learned != .means {
      for k in 0..<count {
        let own = ownScale(k, parameters, scale: scale)
        let ratio = noise == nil ? 1 : own / spread(k, parameters, scale: scale, noise: noise)
        gradient[scaleIndex(k)] = ratio * slopes.spreads[k]
      }
    }
    guard learned == .weights else { return }
    let weights = weights(parameters)
    let average = weights.inner(slopes.weights)
    for k in 0..<count { gradient[logitIndex(k)] = weights[k] * (slopes.weights[k] - average) }
  }

  /// The same from derivatives by the components' weights, means and covariances.
  func pullBack<S: Scalar>(_ slopes: GaussianBlobs<S>, _ parameters: Point<S>, into gradient: Point<S>) {
    let weights = weights(parameters)
    var average: S = 0
    for k in 0..<count { average = average + weights[k] * slopes.weights[k] }
    for k in 0..<count {
      gradient[k * dimension] = slopes.m1[k]
      if dimension == 2 { gradient[k * dimension + 1] = slopes.m2[k] }
      if learned != .means {
        gradient[scaleIndex(k)] = 2 * parameters[scaleIndex(k)] * (slopes.c11[k] + slopes.c22[k])
      }
      if learned == .weights { gradient[logitIndex(k)] = weights[k] * (slopes.weights[k] - average) }
    }
  }
}

/// Derivatives of a number by the means, spreads and weights of components, zero at first.
struct ComponentSlopes<S: Scalar> {
  let means, spreads, weights: Point<S>

  init(_ generator: ComponentGenerator, in arena: Arena) {
    means = Point(count: generator.count * generator.dimension, in: arena)
    spreads = Point(count: generator.count, in: arena)
    weights = Point(count: generator.count, in: arena)
    means.fill(0)
    spreads.fill(0)
    weights.fill(0)
  }
}

/// An affine map or a network of a latent variable in one or two dimensions, on fixed latent nodes.
struct NetworkGenerator: Sendable {
  let network: Network
  let coordinates: [String]
  let latent: Nodes
  /// Nodes of the instance noise, tensored with the latent ones where there is noise.
  let noise: Nodes
  /// Whether the generated law is Gaussian: an affine map of a Gaussian.
  let isGaussian: Bool

  func fill<S: Scalar>(_ cloud: Cloud<S>, _ range: Range<Int>, _ parameters: Point<S>, noise std: S?) -> Matrix<S> {
    let tape = network.forward(latentPoints(in: parameters.arena), parameters)
    let output = network.output(on: tape)
    let copies = std == nil ? 1 : noise.count
    for j in 0..<output.rows {
      let (from, to) = (row(j, of: output), cloud.coordinate(j, range))
      for n in 0..<latent.count {
        if let std {
          for q in 0..<copies { to[n * copies + q] = from[n] + std * S(exact: noise.coordinates[j][q]) }
        } else {
          to[n] = from[n]
        }
      }
    }
    for n in 0..<latent.count {
      for q in 0..<copies {
        let weight = latent.weights[n] * (std == nil ? 1 : noise.weights[q])
        cloud.weights[range.lowerBound + n * copies + q] = S(exact: weight)
      }
    }
    return tape
  }

  func pullBack<S: Scalar>(
    _ slopes: Cloud<S>, _ tape: Matrix<S>, _ parameters: Point<S>, hasNoise: Bool, into gradient: Point<S>
  ) {
    let copies = hasNoise ? noise.count : 1
    let seed = Matrix<S>(rows: slopes.points.rows, columns: tape.columns, in: parameters.arena)
    seed.entries.fill(0)
    for j in 0..<seed.rows {
      let (from, to) = (slopes.coordinate(j), row(j, of: seed))
      for n in 0..<latent.count {
        var sum = from[n * copies]
        for q in 1..<max(1, copies) { sum = sum + from[n * copies + q] }
        to[n] = sum
      }
    }
    let back = network.backward(tape, parameters, seed: seed)
    network.parameterGradient(back, tape, latentPoints(in: parameters.arena), into: gradient)
  }

  func latentPoints<S: Scalar>(in arena: Arena) -> Matrix<S> {
    let points = Matrix<S>(
      rows: latent.coordinates.count, columns: Point<S>.padded(latent.count), in: arena)
    points.entries.fill(0)
    for (j, values) in latent.coordinates.enumerated() {
      let target = row(j, of: points)
      for n in 0..<latent.count { target[n] = S(exact: values[n]) }
    }
    return points
  }
}
