public import Contracts
internal import Glibc
internal import Spectra

/// Where the field vanishes: a known equilibrium near the start, or Newton's method.
extension UpdateMap {
  /// How small the natural residual must be for a point to count as an equilibrium: a displacement of 1e-9 times the size
  /// of the point, seen through J, and never looser where J is large.
  static func tolerance(at z: [Double], jacobian: [Double]) -> Double { 1e-9 * (1 + norm(z)) * min(1, norm(jacobian)) }

  /// The known equilibrium nearest the start, otherwise Newton's method from the start.
  func equilibrium(near start: [Double]) throws(Refusal) -> [Double] {
    let known = game.facts(settings.gameKnobs).compactMap { fact -> [Double]? in
      if case .equilibrium(let point) = fact { return point }
      return nil
    }
    let distance = { (point: [Double]) in norm(zip(point, start).map { $0 - $1 }) }
    if let nearest = known.min(by: { distance($0) < distance($1) }) { return nearest }
    return try newton(from: start)
  }

  /// Damped Newton iteration with minimum-norm steps, so that a manifold of equilibria is met at a nearby point.
  public func newton(from start: [Double], steps: Int = 100) throws(Refusal) -> [Double] {
    var z = start
    var residual = norm(natural(z))
    for _ in 0..<steps {
      if residual == 0 { return z }
      let direction: [Double]
      do {
        direction = try leastSquares(naturalJacobian(z), rows: dimension, columns: dimension, natural(z))
      } catch { throw Refusal(.numerical, "Newton's method failed: \(error)") }
      var damping = 1.0
      while true {
        let trial = zip(z, direction).map { $0 - damping * $1 }
        let size = norm(natural(trial))
        if size < residual {
          (z, residual) = (trial, size)
          break
        }
        damping /= 2
        if damping < 1e-10 {
          if residual <= Self.tolerance(at: z, jacobian: jacobian(z)) { return z }
          throw noEquilibrium(residual)
        }
      }
    }
    guard residual <= Self.tolerance(at: z, jacobian: jacobian(z)) else { throw noEquilibrium(residual) }
    return z
  }

  private func noEquilibrium(_ residual: Double) -> Refusal {
    Refusal(
      .numerical,
      "Newton's method found no equilibrium from the start (residual \(residual)); give --start nearer to one, or --at point"
    )
  }

  /// How many directions of the null space of J are tangent to a manifold of equilibria: along those a Newton correction
  /// of a displaced point stays displaced and at rest; an isolated degenerate equilibrium pulls it back or has none near.
  func tangentDimension(at z: [Double], nullSpace: [[Double]]) -> Int {
    let size = 1e-3 * (1 + norm(z))
    return nullSpace.count { direction in
      let displaced = zip(z, direction).map { $0 + size * $1 }
      guard let landed = try? newton(from: displaced, steps: 20) else { return false }
      return norm(natural(landed)) <= 1e-13 * (1 + norm(z)) && norm(zip(landed, z).map { $0 - $1 }) > size / 2
    }
  }
}

/// The first argument along which a map has no derivative at a point, if there is one.
///
/// The exact derivative must predict a small displacement to first order: what is left over shrinks with the displacement
/// where the map is smooth, stays at a kink, and grows at a jump.
func kink(of map: ([Double]) -> [Double], at point: [Double], derivative: [Double]) -> Int? {
  let centre = map(point)
  // In proportion to the whole point: rounding in the map is in proportion to its largest terms.
  let unit = point.reduce(1) { max($0, $1.magnitude) } * 0x1p-17
  let rounding = 8 * (centre.map(\.magnitude).max() ?? 0).ulp
  return point.indices.first { j in
    let column = centre.indices.map { derivative[$0 * point.count + j] }
    func surplus(_ displacement: Double) -> Double {
      var moved = point
      moved[j] += displacement
      let realised = moved[j] - point[j]
      let difference = zip(map(moved), centre).map { $0 - $1 }
      return zip(difference, column).reduce(0) { max($0, ($1.0 / realised - $1.1).magnitude) }
    }
    let threshold = 1e-6 * (1 + norm(column)) + rounding / unit
    return [1.0, -1.0].contains { side in
      let near = surplus(side * unit)
      return near > threshold && near > surplus(side * 16 * unit) / 4
    }
  }
}

/// Euclidean norm, in units of the largest entry so that no square overflows or underflows.
func norm(_ x: [Double]) -> Double {
  let largest = x.reduce(0) { max($0, $1.magnitude) }
  guard largest > 0, largest.isFinite else { return x.contains { $0.isNaN } ? .nan : largest }
  return largest * x.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
}
