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

  /// `sum_n scale_n grad_phi D(x_n)`.
  func parameterGradient<S: Scalar>(
    _ x: Matrix<S>, _ at: CriticValues<S>, scale: Point<S>, _ parameters: Point<S>, into gradient: Point<S>
  ) {
    switch self {
    case .features(let critic): critic.parameterGradient(at, scale: scale, into: gradient)
    case .network(let critic):
      critic.network.parameterGradient(at.unitSlopes, at.tape, x, scale: scale, into: gradient)
      if critic.isNormalised { critic.network.pullBackNormalisation(gradient, parameters) }
    }
  }

  /// `sum_n d/de grad_phi D(x_n + e u_n)`, for points that move along u.
  func parameterGradient<S: Scalar>(moving: MovingPoints<S>, _ parameters: Point<S>, into gradient: Point<S>) {
    switch self {
    case .features(let critic): critic.parameterGradient(moving: moving.at, into: gradient)
    case .network(let critic):
      let onDuals = Point<Dual<S>>(count: gradient.count, in: gradient.arena)
      critic.network.parameterGradient(moving.at.unitSlopes, moving.at.tape, moving.x, into: onDuals)
      for i in 0..<gradient.count { gradient[i] = onDuals[i].tangent }
      if critic.isNormalised { critic.network.pullBackNormalisation(gradient, parameters) }
    }
  }
}

/// Points that move, and the discriminator on them.
struct MovingPoints<S: Scalar> {
  let x: Matrix<Dual<S>>
  let at: CriticValues<Dual<S>>
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
}
