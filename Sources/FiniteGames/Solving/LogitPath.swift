internal import Spectra

/// The branch of logit equilibria that starts at the uniform profile, followed by its arclength through turning points.
///
/// Steps along the tangent are corrected by Newton's method across it; a step is halved where the correction is long, contracts
/// slowly or turns the tangent, or where a determinant shows that it led to another branch (`LogitSystem.isPositive`); else the
/// next one may be twice as long.
/// - Source: Allgower and Georg, Introduction to Numerical Continuation Methods (2003), chapters 3, 6 and 8.
struct LogitPath {
  /// The longest first correction, as a part of the probabilities.
  private static let longestCorrection = 0.1
  /// The slowest contraction of corrections.
  private static let slowestContraction = 0.3
  /// The least cosine between tangents of neighbouring points.
  private static let leastCosine = 0.9
  /// Branches that come no closer than about this are told apart.
  private static let shortestWatchedStep = 1e-3
  /// Steps along the path below this are not tried.
  private static let shortestStep = 1e-9

  let system: LogitSystem
  private(set) var z: [Double]
  private var tangent: [Double]
  private var step = 0.1
  private var isPositive: Bool?
  /// Between which `lambda` other branches cross the path; looked for in systems of order up to `largestWatched`.
  private(set) var crossings: [ClosedRange<Double>] = []
  /// Eigenvalues of larger systems cost more than the path itself.
  static let largestWatched = 200

  /// The start, looking to larger `lambda`.
  init(_ system: LogitSystem) throws(LapackError) {
    (self.system, z) = (system, system.start)
    let upwards = [Double](repeating: 0, count: system.order) + [1]
    tangent = try system.tangent(z, along: upwards)
    isPositive = orientation(z, tangent)
  }

  var lambda: Double { z[system.order] }

  /// One accepted step, the last one to `target` exactly.
  ///
  /// - Returns: false where no step can be accepted.
  mutating func advance(to target: Double) -> Bool {
    while step >= Self.shortestStep {
      if let next = candidate(target), let turned = try? system.tangent(next, along: tangent),
        inner(turned, tangent) >= Self.leastCosine
      {
        let isPositiveThere = orientation(next, turned)
        // A changed sign shows a jump to a neighbouring branch, unless it stays with the shortest steps.
        let isChanged = isPositive != nil && isPositiveThere != nil && isPositive != isPositiveThere
        if !isChanged || step <= Self.shortestWatchedStep {
          if isChanged { crossings.append(min(lambda, next[system.order])...max(lambda, next[system.order])) }
          (z, tangent, isPositive) = (next, turned, isPositiveThere)
          step *= 2
          return true
        }
      }
      step /= 2
    }
    return false
  }

  private func orientation(_ z: [Double], _ tangent: [Double]) -> Bool? {
    system.order > Self.largestWatched ? nil : try? system.isPositive(z, tangent)
  }

  /// The point of the path one step along the tangent, or before it with `lambda = target`.
  private func candidate(_ target: Double) -> [Double]? {
    guard let next = corrected() else { return nil }
    return next[system.order] < target ? next : landed(on: target, before: next)
  }

  /// The point of the path one step along the tangent.
  private func corrected() -> [Double]? {
    var point = z
    for i in z.indices { point[i] += step * tangent[i] }
    return newton(from: point, across: tangent)
  }

  /// The point of the path with `lambda = target`, between here and `next`.
  private func landed(on target: Double, before next: [Double]) -> [Double]? {
    let part = (target - lambda) / (next[system.order] - lambda)
    var point = z
    for i in z.indices { point[i] += part * (next[i] - z[i]) }
    point[system.order] = target
    let fixed = [Double](repeating: 0, count: system.order) + [1]
    guard var last = newton(from: point, across: fixed) else { return nil }
    last[system.order] = target
    return last
  }

  /// The solution of the equations in the hyperplane through `point` across `normal`, to rounding.
  ///
  /// - Returns: nil where the corrections are too long or contract too slowly.
  private func newton(from point: [Double], across normal: [Double]) -> [Double]? {
    var (point, before) = (point, Double.infinity)
    for _ in 0..<20 {
      let left = system.residuals(point)
      let size = left.reduce(0) { max($0, $1.magnitude) }
      let rounding = system.rounding(point)
      if size <= rounding { return point }
      guard let correction = try? system.solve(system.derivatives(point), normal, left.map { -$0 } + [0]) else {
        return nil
      }
      let length = inner(correction, correction).squareRoot()
      guard length <= (before.isFinite ? Self.slowestContraction * before : Self.longestCorrection) else {
        // Near a crossing rounding moves points along the other branch before it reaches the equations.
        return before.isFinite && size <= 16 * rounding ? point : nil
      }
      for i in point.indices { point[i] += correction[i] }
      before = length
    }
    return nil
  }
}
