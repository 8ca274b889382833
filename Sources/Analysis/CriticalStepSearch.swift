internal import Contracts
internal import Glibc
internal import Scalars
internal import Spectra

extension UpdateMap {
  /// The upper end of the first stable interval of the step size, the ratios of the players' steps kept.
  ///
  /// The step is scanned on a logarithmic grid of 16 points a decade from 1e-6 to 1e6 over |J|, minima of the spectral radius
  /// between its points are looked at, then the crossing is bisected to the last digits. An interval much narrower than the
  /// grid can be missed.
  /// - Returns: the step of player 1 (eta), and how many steps were tried.
  func criticalStep(at state: [Double], _ jacobian: [Double], rows: [Int], tangents: Int) throws(LapackError) -> (
    CriticalStep, Int
  ) {
    let scaled = zip(jacobian.indices, jacobian).map { index, entry in
      entry * settings.stepSizes[game.blocks.firstIndex { $0.contains(index / dimension) } ?? 0]
    }
    let unit = norm(scaled) > 0 ? 1 / norm(scaled) : 1
    let mark = workspace.arena.mark
    defer { workspace.arena.release(to: mark) }
    let field = cheapField(at: state, jacobian, scales: [unit, 30 * unit])
    var search = SpectralRadius(
      Linearisation(of: self, at: state, field: field), order: order, rows: rows, tangents: tangents)
    var (below, above): (Double?, Double?) = (nil, nil)
    var last: (Double, Double) = (.infinity, .infinity)
    for k in -96...96 {
      let scale = unit * pow(10, Double(k) / 16)
      let radius = try search.radius(scale)
      if try search.isStable(scale, radius) {
        below = scale
      } else if below != nil {
        above = scale
      } else if last.1 < last.0, last.1 < radius, last.1 < 2 {
        // A minimum between the points of the grid may dip below 1.
        below = try search.stablePoint(around: unit * pow(10, Double(k - 1) / 16), ratio: pow(10, 1.0 / 16))
        if below != nil { above = scale }
      }
      if above != nil { break }
      last = (last.1, radius)
    }
    guard var low = below else { return (.none(reason: "never-stable"), search.tried) }
    guard var high = above else { return (.none(reason: "unbounded"), search.tried) }
    // Where the map is neutral beyond the crossing, rounding must not carry the search into the neutral stretch.
    let boundary = try search.radius(high) > 1 + 1e-10 ? 1 : 1 - 4 * Double.ulpOfOne
    while true {
      let middle = (low + high) / 2
      guard low < middle, middle < high, high - low > 1e-15 * high else { break }
      if try search.radius(middle) < boundary { low = middle } else { high = middle }
    }
    let crossing = (low + high) / 2
    let slope = (try search.radius(1.01 * crossing) - search.radius(0.99 * crossing)).magnitude / (0.02 * crossing)
    let error = slope > 0 ? try search.radiusError(crossing) / slope : 0
    let step = crossing * settings.stepSizes[0]
    // Only near-defectiveness makes the error bound sharp enough to drop digits for it.
    let known = error > 1e-9 * crossing ? roundedToKnownDigits(step, error: error * settings.stepSizes[0]) : step
    return (.value(known), search.tried)
  }
}

extension UpdateMap {
  /// The linear field where the procedure cannot tell it from the game: where it gives the same derivative at some scales
  /// of the step, which it does unless the procedure uses more of the game than first derivatives of xi.
  private func cheapField(at state: [Double], _ jacobian: [Double], scales: [Double]) -> FieldAccess<Dual<Double>> {
    let linear = linearField(at: Array(state[..<dimension]), jacobian: jacobian)
    let (exact, cheap) = (
      Linearisation(of: self, at: state, field: dualAccess), Linearisation(of: self, at: state, field: linear)
    )
    var (left, right) = (Array(repeating: 0.0, count: order * order), Array(repeating: 0.0, count: order * order))
    for scale in scales {
      exact.write(scale: scale, into: &left)
      cheap.write(scale: scale, into: &right)
      guard norm(zip(left, right).map { $0 - $1 }) <= 1e-13 * norm(left) else { return dualAccess }
    }
    return linear
  }
}

/// The spectral radius of the update map as a function of the step, on reused work space.
private struct SpectralRadius {
  private let linearisation: Linearisation
  private let order: Int
  private let rows: [Int]
  private let tangents: Int
  /// Eigenvalue problems solved so far.
  private(set) var tried = 0
  private var solver: Eigensolver
  private var matrix: [Double]

  init(_ linearisation: Linearisation, order: Int, rows: [Int], tangents: Int) {
    self.linearisation = linearisation
    (self.order, self.rows, self.tangents) = (order, rows, tangents)
    solver = Eigensolver(order: max(1, rows.count))
    matrix = Array(repeating: 0, count: order * order)
  }

  mutating func radius(_ scale: Double) throws(LapackError) -> Double {
    if rows.isEmpty { return 0 }
    evaluate(scale)
    try solver.eigenvalues(of: restricted(matrix, to: rows, rows: order))
    if tangents == 0 { return solver.spectralRadius() }
    let pairs = zip(solver.real, solver.imaginary).sorted { hypot($0.0 - 1, $0.1) < hypot($1.0 - 1, $1.1) }
    return pairs.dropFirst(tangents).map { hypot($0.0, $0.1) }.max() ?? 0
  }

  /// Whether a radius is below 1; weak damping counts where the eigenvalues are known well enough to tell it from neutral.
  mutating func isStable(_ scale: Double, _ radius: Double) throws(LapackError) -> Bool {
    if radius < 1 - 1e-10 { return true }
    return radius < 1 - 1e-13 ? try 1 - radius > 4 * radiusError(scale) : false
  }

  /// A stable step near the minimum of the radius between `scale / ratio` and `scale * ratio`, by golden sections.
  mutating func stablePoint(around scale: Double, ratio: Double) throws(LapackError) -> Double? {
    var (low, high) = (scale / ratio, scale * ratio)
    let golden = (5.0.squareRoot() - 1) / 2
    for _ in 0..<16 {
      let (left, right) = (high - golden * (high - low), low + golden * (high - low))
      let (atLeft, atRight) = (try radius(left), try radius(right))
      if try isStable(left, atLeft) { return left }
      if try isStable(right, atRight) { return right }
      if atLeft < atRight { high = right } else { low = left }
    }
    return nil
  }

  /// The error of the eigenvalue of largest modulus.
  mutating func radiusError(_ scale: Double) throws(LapackError) -> Double {
    evaluate(scale)
    let values = try solver.eigenvaluesWithErrors(of: restricted(matrix, to: rows, rows: order))
    return values.max { $0.modulus < $1.modulus }?.error ?? 0
  }

  private mutating func evaluate(_ scale: Double) {
    tried += 1
    matrix.withUnsafeMutableBufferPointer {
      if let start = $0.baseAddress { linearisation.write(scale: scale, into: start) }
    }
  }
}
