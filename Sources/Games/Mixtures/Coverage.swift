import Quadrature
import Scalars

/// How much of what is generated lies within 3 standard deviations of modes.
///
/// `B_k` are the points whose Mahalanobis distance from mode k is at most 3.
struct Coverage {
  let data: GaussianSum
  let generated: GeneratedLaw

  /// The mass that a mode has within its own `B_k`: `1 - exp(-9/2)` in the plane, `erf(3/sqrt 2)` on the line.
  private var ownMass: Double {
    data.dimension == 2 ? 1 - .exp(-4.5) : Double.normalCDF(3) - Double.normalCDF(-3)
  }

  /// Modes k with generated mass of at least half of `weight_k ownMass` in `B_k`.
  var covered: Int { data.terms.count { mass(near: [$0]) >= 0.5 * $0.weight * ownMass } }

  /// Generated mass in the union of all `B_k`.
  var quality: Double { mass(near: data.terms) }

  /// Generated mass in the union of the `B_k` of some modes, error below 1e-13: points are counted; on the line exact;
  /// in the plane the integral over each Gaussian's first coordinate of the exact mass on the chords.
  private func mass(near modes: [GaussianSum.Term]) -> Double {
    switch generated {
    case .atoms(let points, let weights):
      weights.indices.reduce(0) { sum, n in
        let x = (points[0][n], data.dimension == 2 ? points[1][n] : 0)
        return sum + (modes.contains { isNear(x, $0) } ? weights[n] : 0)
      }
    case .gaussians(let sum):
      sum.terms.reduce(0) { $0 + $1.weight * (data.dimension == 2 ? plane($1, modes) : line($1, modes)) }
    }
  }

  private func isNear(_ x: (Double, Double), _ mode: GaussianSum.Term) -> Bool {
    let e1 = (x.0 - mode.mean.0) / mode.factor.0
    let e2 = (x.1 - mode.mean.1 - mode.factor.1 * e1) / mode.factor.2
    return e1 * e1 + e2 * e2 <= 9
  }

  private func line(_ term: GaussianSum.Term, _ modes: [GaussianSum.Term]) -> Double {
    Chords(
      modes.map { mode in
        let (centre, reach) = ((mode.mean.0 - term.mean.0) / term.factor.0, 3 * mode.factor.0 / term.factor.0)
        return (centre - reach, centre + reach)
      }
    ).mass
  }

  /// In the coordinates e of the generated Gaussian `B_k` is the ellipse
  /// `(m_11 e_1 + c_1)^2 + (m_21 e_1 + m_22 e_2 + c_2)^2 <= 9`.
  private struct Ellipse {
    let m11, m21, m22, c1, c2: Double

    init(_ mode: GaussianSum.Term, seenFrom term: GaussianSum.Term) {
      let (l, g) = (mode.factor, term.factor)
      (m11, m22) = (g.0 / l.0, g.2 / l.2)
      m21 = (g.1 - l.1 * m11) / l.2
      c1 = (term.mean.0 - mode.mean.0) / l.0
      c2 = (term.mean.1 - mode.mean.1 - l.1 * c1) / l.2
    }

    /// Where the ellipse begins and ends in e_1.
    var extent: (Double, Double) { ((-3 - c1) / m11, (3 - c1) / m11) }

    func chord(_ e1: Double) -> (Double, Double)? {
      let square = 9 - (m11 * e1 + c1) * (m11 * e1 + c1)
      guard square > 0 else { return nil }
      let (centre, half) = (-(m21 * e1 + c2), square.squareRoot())
      return ((centre - half) / m22, (centre + half) / m22)
    }
  }

  /// Between the ends of the ellipses `e_1 = middle + half sin(t)`, which takes the square roots at the ends away; pieces
  /// are halved where chords meet or part.
  private func plane(_ term: GaussianSum.Term, _ modes: [GaussianSum.Term]) -> Double {
    guard let rule = try? Rule.gaussLegendre(12, from: 0, to: 1) else { return .nan }
    let ellipses = modes.map { Ellipse($0, seenFrom: term) }.filter { $0.extent.0 < 8.5 && $0.extent.1 > -8.5 }
    let ends = ellipses.flatMap { [$0.extent.0, $0.extent.1] }.filter { $0.magnitude < 8.5 }
    let edges = ([-8.5, 8.5] + ends).sorted()
    return zip(edges, edges.dropFirst()).reduce(0) { sum, edge in
      let (middle, half) = ((edge.0 + edge.1) / 2, (edge.1 - edge.0) / 2)
      let (first, last) = (edge.0 + half * 1e-9, edge.1 - half * 1e-9)
      let alive = ellipses.filter { $0.extent.0 < last && $0.extent.1 > first }
      guard half > 0, !alive.isEmpty else { return sum }
      let parts = max(2, Int((4 * half).rounded(.up)))
      return sum
        + (0..<parts).reduce(0) { sum, part in
          let t = { (i: Int) in Double.pi * (Double(i) / Double(parts) - 0.5) }
          return sum
            + strip(rule, t(part), t(part + 1)) { t in
              let e1 = middle + half * Double.sin(t)
              return (Chords(alive.compactMap { $0.chord(e1) }), .normalPDF(e1) * half * Double.cos(t))
            }
        }
    }
  }

  private func strip(
    _ rule: Rule, _ from: Double, _ to: Double, depth: Int = 0, _ chords: (Double) -> (Chords, weight: Double)
  ) -> Double {
    let all = rule.nodes.map { chords(from + (to - from) * $0) }
    if depth < 24, all.contains(where: { $0.0.merged.count != all[0].0.merged.count || $0.0.order != all[0].0.order }) {
      let middle = (from + to) / 2
      return strip(rule, from, middle, depth: depth + 1, chords) + strip(rule, middle, to, depth: depth + 1, chords)
    }
    return (to - from) * zip(rule.weights, all).reduce(0) { $0 + $1.0 * $1.1.weight * $1.1.0.mass }
  }
}

/// Intervals of a standard normal variable, merged where they overlap.
private struct Chords {
  var merged: [(Double, Double)] = []
  /// Which interval each end of the merged ones belongs to.
  var order: [Int] = []

  init(_ chords: [(Double, Double)]) {
    for i in chords.indices.sorted(by: { chords[$0].0 < chords[$1].0 }) {
      if let last = merged.last, chords[i].0 <= last.1 {
        if chords[i].1 > last.1 { (merged[merged.count - 1].1, order[order.count - 1]) = (chords[i].1, i) }
      } else {
        merged.append(chords[i])
        order += [i, i]
      }
    }
  }

  var mass: Double {
    merged.reduce(0) { sum, interval in
      // The side on which the tails are small, so that they do not cancel.
      let (a, b) = interval.0 > 0 ? (-interval.1, -interval.0) : interval
      return sum + (.normalCDF(b) - .normalCDF(a))
    }
  }
}
