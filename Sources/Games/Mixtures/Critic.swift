import Scalars

/// A discriminator evaluated at many points: its values, its slopes in x, and what the way back needs.
struct CriticValues<S: Scalar> {
  /// D at each point.
  let values: Point<S>
  /// grad_x D, one column a point.
  let slopes: Matrix<S>
  /// Features, or units of the network.
  let tape: Matrix<S>
  /// Slopes by the units of the network; empty for features.
  let unitSlopes: Matrix<S>
}

/// A discriminator D(x) with its derivatives by x and by its parameters.
enum Critic: Sendable {
  /// `sum_i phi_i features_i(x)`.
  case features(FeatureCritic)
  case network(NetworkCritic)

  var coordinates: [String] {
    switch self {
    case .features(let critic): critic.coordinates
    case .network(let critic): critic.coordinates
    }
  }

  /// D and grad_x D at the columns of `x`.
  func evaluate<S: Scalar>(_ x: Matrix<S>, _ parameters: Point<S>, bandwidth: S) -> CriticValues<S> {
    switch self {
    case .features(let critic): critic.evaluate(x, parameters, bandwidth: bandwidth)
    case .network(let critic): critic.evaluate(x, critic.effective(parameters))
    }
  }

  /// `sum_n scale_n grad_phi D(x_n)`; on top of it, where a penalty moves the points along `u` (a dual of the evaluation),
  /// `sum_n d/de grad_phi D(x_n + e u_n)`.
  func parameterGradient<S: Scalar>(
    _ x: Matrix<S>, _ at: CriticValues<S>, scale: Point<S>,
    moving penalty: (x: Matrix<Dual<S>>, at: CriticValues<Dual<S>>)?,
    _ parameters: Point<S>, into gradient: Point<S>
  ) {
    switch self {
    case .features(let critic): critic.parameterGradient(at, scale: scale, moving: penalty?.at, into: gradient)
    case .network(let critic):
      critic.parameterGradient(x, at, scale: scale, moving: penalty, parameters, into: gradient)
    }
  }
}

/// A network with one output, its weights divided by their largest singular values where asked.
struct NetworkCritic: Sendable {
  let network: Network
  let coordinates: [String]
  let isNormalised: Bool

  /// The parameters of the network that is evaluated.
  func effective<S: Scalar>(_ parameters: Point<S>) -> Point<S> {
    isNormalised ? network.normalised(parameters) : parameters
  }

  /// D and grad_x D with effective parameters.
  func evaluate<S: Scalar>(_ x: Matrix<S>, _ parameters: Point<S>) -> CriticValues<S> {
    let tape = network.forward(x, parameters)
    let unitSlopes = network.backward(tape, parameters)
    return CriticValues(
      values: network.output(on: tape).entries, slopes: network.inputSlopes(unitSlopes, parameters), tape: tape,
      unitSlopes: unitSlopes)
  }

  func parameterGradient<S: Scalar>(
    _ x: Matrix<S>, _ at: CriticValues<S>, scale: Point<S>,
    moving penalty: (x: Matrix<Dual<S>>, at: CriticValues<Dual<S>>)?,
    _ parameters: Point<S>, into gradient: Point<S>
  ) {
    network.parameterGradient(at.unitSlopes, at.tape, x, scale: scale, into: gradient)
    if let penalty {
      let moved = Point<Dual<S>>(count: gradient.count, in: gradient.arena)
      network.parameterGradient(penalty.at.unitSlopes, penalty.at.tape, penalty.x, into: moved)
      for i in 0..<gradient.count { gradient[i] = gradient[i] + moved[i].tangent }
    }
    if isNormalised { network.pullBackNormalisation(gradient, parameters) }
  }
}
