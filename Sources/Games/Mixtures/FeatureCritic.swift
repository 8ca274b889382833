import Scalars

/// A discriminator linear in its parameters: `D(x) = sum_i phi_i f_i(x)`.
///
/// ```
/// kernel      f_i(x) = exp(-|x - c_i|^2 / (2 bandwidth^2)), fixed centres c_i: the span of a Gaussian RKHS at the centres
/// fourier     f_i(x) = sqrt(2/m) cos(omega_i . x / bandwidth + beta_i), fixed omega_i normal, beta_i uniform
/// quadratic   f(x) = x_1^2, 2 x_1 x_2, x_2^2, x_1, x_2, 1;  in one dimension x^2, x, 1
/// ```
/// - Source: Rahimi, Recht (2007), NIPS 20, Algorithm 1 for the Fourier features.
struct FeatureCritic: Sendable {
  enum Kind: Sendable { case kernel, fourier, quadratic }

  let kind: Kind
  let dimension: Int
  /// Centres or frequencies, one array a feature.
  let places: [[Double]]
  /// Phases of the Fourier features.
  let phases: [Double]
  let coordinates: [String]

  private var count: Int { coordinates.count }

  func evaluate<S: Scalar>(_ x: Matrix<S>, _ parameters: Point<S>, bandwidth: S) -> CriticValues<S> {
    let (arena, columns) = (parameters.arena, x.columns)
    let at = CriticValues(
      values: Point<S>(count: columns, in: arena), slopes: Matrix<S>(rows: dimension, columns: columns, in: arena),
      tape: Matrix<S>(rows: count, columns: columns, in: arena),
      unitSlopes: Matrix<S>(entries: parameters[0..<0], rows: 0, columns: 0))
    at.values.fill(0)
    at.slopes.entries.fill(0)
    for i in 0..<count {
      switch kind {
      case .kernel: kernel(i, x, S.splat(parameters[i]), S.splat(1 / .square(bandwidth)), at)
      case .fourier: wave(i, x, S.splat(parameters[i]), S.splat(1 / bandwidth), at)
      case .quadratic: monomial(i, x, S.splat(parameters[i]), at)
      }
    }
    return at
  }

  func parameterGradient<S: Scalar>(_ at: CriticValues<S>, scale: Point<S>, into gradient: Point<S>) {
    for i in 0..<count { gradient[i] = row(i, of: at.tape).dot(scale) }
  }

  func parameterGradient<S: Scalar>(moving at: CriticValues<Dual<S>>, into gradient: Point<S>) {
    for i in 0..<count { gradient[i] = row(i, of: at.tape).sum.tangent }
  }

  private func kernel<S: Scalar>(
    _ i: Int, _ x: Matrix<S>, _ weight: S.Pack, _ precision: S.Pack, _ at: CriticValues<S>
  ) {
    let (x1, tape) = (row(0, of: x), row(i, of: at.tape))
    let x2 = dimension == 2 ? row(1, of: x) : x1
    for n in x1.packs {
      let d1 = x1.pack(at: n) - S.Pack(exact: places[i][0])
      let d2: S.Pack = dimension == 2 ? x2.pack(at: n) - S.Pack(exact: places[i][1]) : 0
      let squares: S.Pack = .square(d1) + .square(d2)
      let value: S.Pack = .exp(-(precision * squares / 2))
      tape.setPack(value, at: n)
      let weighted = weight * value
      add(weighted, to: at.values, at: n)
      let steepness = weighted * precision
      add(-(steepness * d1), to: row(0, of: at.slopes), at: n)
      if dimension == 2 { add(-(steepness * d2), to: row(1, of: at.slopes), at: n) }
    }
  }

  private func wave<S: Scalar>(
    _ i: Int, _ x: Matrix<S>, _ weight: S.Pack, _ inverseBandwidth: S.Pack, _ at: CriticValues<S>
  ) {
    let (x1, tape) = (row(0, of: x), row(i, of: at.tape))
    let x2 = dimension == 2 ? row(1, of: x) : x1
    let omega1 = inverseBandwidth * S.Pack(exact: places[i][0])
    let omega2: S.Pack = dimension == 2 ? inverseBandwidth * S.Pack(exact: places[i][1]) : 0
    let (norm, phase) = (S.Pack(exact: (2 / Double(count)).squareRoot()), S.Pack(exact: phases[i]))
    for n in x1.packs {
      let angle: S.Pack = omega1 * x1.pack(at: n) + omega2 * x2.pack(at: n) + phase
      let value: S.Pack = norm * .cos(angle)
      tape.setPack(value, at: n)
      add(weight * value, to: at.values, at: n)
      let slope: S.Pack = -(weight * norm * .sin(angle))
      add(slope * omega1, to: row(0, of: at.slopes), at: n)
      if dimension == 2 { add(slope * omega2, to: row(1, of: at.slopes), at: n) }
    }
  }

  /// In one dimension `x^2, x, 1`; in two `x_1^2, 2 x_1 x_2, x_2^2, x_1, x_2, 1`.
  private func monomial<S: Scalar>(_ i: Int, _ x: Matrix<S>, _ weight: S.Pack, _ at: CriticValues<S>) {
    let (x1, tape) = (row(0, of: x), row(i, of: at.tape))
    let x2 = dimension == 2 ? row(1, of: x) : x1
    for n in x1.packs {
      let (a, b) = (x1.pack(at: n), x2.pack(at: n))
      let (value, onA, onB): (S.Pack, S.Pack, S.Pack)
      switch (dimension, i) {
      case (_, 0): (value, onA, onB) = (.square(a), 2 * a, 0)
      case (1, 1), (2, 3): (value, onA, onB) = (a, 1, 0)
      case (2, 1): (value, onA, onB) = (2 * a * b, 2 * b, 2 * a)
      case (2, 2): (value, onA, onB) = (.square(b), 0, 2 * b)
      case (2, 4): (value, onA, onB) = (b, 0, 1)
      default: (value, onA, onB) = (1, 0, 0)
      }
      tape.setPack(value, at: n)
      add(weight * value, to: at.values, at: n)
      add(weight * onA, to: row(0, of: at.slopes), at: n)
      if dimension == 2 { add(weight * onB, to: row(1, of: at.slopes), at: n) }
    }
  }

  @inline(__always) private func add<S: Scalar>(_ pack: S.Pack, to point: Point<S>, at n: Int) {
    point.setPack(point.pack(at: n) + pack, at: n)
  }

  /// The squared RKHS norm `phi^T K phi` of a kernel critic, and `K phi` in its place; elsewhere `|phi|^2` and phi.
  func squaredNorm<S: Scalar>(_ parameters: Point<S>, bandwidth: S, halfSlope: Point<S>) -> S {
    guard kind == .kernel else {
      halfSlope.assign(parameters)
      return parameters.squaredNorm
    }
    let precision: S = 1 / .square(bandwidth)
    var total: S = 0
    for i in 0..<count {
      var sum: S = 0
      for j in 0..<count {
        let squares = zip(places[i], places[j]).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        sum = sum + parameters[j] * .exp(-(precision * S(exact: squares / 2)))
      }
      halfSlope[i] = sum
      total = total + parameters[i] * sum
    }
    return total
  }
}
