import Quadrature
import Scalars

/// Divergences between two sums of Gaussians p and q, from `t = log q - log p`.
struct Divergences {
  let p, q: GaussianSum

  /// `E_p log(p / q)`; infinite above 1e100 and where p alone has no density.
  var kullbackLeibler: Double {
    if p.isDegenerate && !q.isDegenerate { return .infinity }
    let value = expectation(over: p) { -$0 }
    return value > 1e100 ? .infinity : max(0, value)
  }

  /// `(E_p log(2 p / (p + q)) + E_q log(2 q / (p + q))) / 2`.
  var jensenShannon: Double {
    let most = Double.log(2)
    let (onP, onQ) = (
      expectation(over: p) { most - Double.softplus($0) }, expectation(over: q) { most - Double.softplus(-$0) }
    )
    return max(0, (onP + onQ) / 2)
  }

  /// `(1/2) int |p - q| = (E_p + E_q) tanh |t/2| / 2`.
  var totalVariation: Double {
    let value = { (t: Double) in Double.tanh((t / 2).magnitude) }
    return (expectation(over: p, hasKink: true, value) + expectation(over: q, hasKink: true, value)) / 2
  }

  /// E f(t) over p or q: along rays from each of its Gaussians, out to 8.5 standard deviations.
  ///
  /// On a ray Gauss-Legendre on pieces, which are halved while the integrand's last Legendre coefficients there are not
  /// small and, if f has a kink at 0, while t changes sign. In the plane rays are doubled until the mean changes by less
  /// than 1e-9 of itself or of 1, or there are 512. Errors, measured against independent integrals (Tests/Oracles): 1e-14
  /// on the line; in the plane 2e-12, and 2e-7 with a kink, because rays touch the curve t = 0.
  private func expectation(
    over sum: GaussianSum, hasKink: Bool = false, _ f: (Double) -> Double
  ) -> Double {
    guard let rule = try? RayRule(isPlane: p.dimension == 2) else { return .nan }
    guard p.dimension == 2 else { return total(along: [(1, 0)][...], over: sum, rule, hasKink: hasKink, f) }
    func mean(_ count: Int, offset: Double) -> Double {
      let rays = rays(count, offset: offset)
      // A few rays at a time: the pieces of each generation are kept.
      let size = max(1, 512 / sum.terms.count)
      return stride(from: 0, to: count, by: size).reduce(0.0) {
        $0 + total(along: rays[$1..<min($1 + size, count)], over: sum, rule, hasKink: hasKink, f)
      } / Double(count)
    }
    var (result, count) = (mean(16, offset: 0), 16)
    while count < 512 {
      let between = mean(count, offset: 0.5)
      let change = (between - result) / 2
      (result, count) = (result + change, 2 * count)
      if change.magnitude < 1e-9 * max(1, result.magnitude) { break }
    }
    return result
  }

  private func rays(_ count: Int, offset: Double) -> [(Double, Double)] {
    (0..<count).map { i in
      let angle = 2 * Double.pi * (Double(i) + offset) / Double(count)
      return (.cos(angle), .sin(angle))
    }
  }

  /// A stretch of a ray from a Gaussian, in its standard deviations.
  private struct Piece {
    let term: GaussianSum.Term
    let direction: (Double, Double)
    let from, to: Double

    func part(_ from: Double, _ to: Double) -> Piece { Piece(term: term, direction: direction, from: from, to: to) }
  }

  /// Sum over rays; all pieces of one generation are evaluated together.
  private func total(
    along rays: ArraySlice<(Double, Double)>, over sum: GaussianSum, _ rule: RayRule, hasKink: Bool,
    _ f: (Double) -> Double
  ) -> Double {
    let isPlane = p.dimension == 2
    var pieces = rays.flatMap { ray in
      sum.terms.flatMap { term in
        ((isPlane ? 0 : -5)..<5).map {
          Piece(term: term, direction: ray, from: 1.7 * Double($0), to: 1.7 * Double($0 + 1))
        }
      }
    }
    var (total, depth, scale) = (0.0, 0, 1.0)
    while !pieces.isEmpty {
      let logits = logits(pieces, rule.nodes)
      let values = pieces.indices.map { i in
        rule.values(
          logits[i * rule.nodes.count..<(i + 1) * rule.nodes.count], from: pieces[i].from, to: pieces[i].to,
          weight: pieces[i].term.weight, isPlane: isPlane, f)
      }
      if depth == 0 { scale = max(1, values.reduce(0) { $0 + $1.integral.magnitude } / Double(rays.count)) }
      var halves: [Piece] = []
      for (piece, value) in zip(pieces, values) {
        let isRough = value.roughness > (isPlane ? 1e-6 : 1e-7) * scale || (hasKink && value.changesSign)
        if depth < (isPlane ? 12 : 30), pieces.count < 1 << 15, isRough {
          let middle = (piece.from + piece.to) / 2
          halves += [piece.part(piece.from, middle), piece.part(middle, piece.to)]
        } else {
          total += value.integral
        }
      }
      (pieces, depth) = (halves, depth + 1)
    }
    return total
  }

  /// t on the nodes of all pieces.
  private func logits(_ pieces: [Piece], _ nodes: [Double]) -> [Double] {
    let (count, isPlane) = (pieces.count * nodes.count, p.dimension == 2)
    let workspace = Workspace(bytes: 64 * (count + 64))
    return withExtendedLifetime(workspace) {
      let cloud = Cloud<Double>(dimension: p.dimension, count: Point<Double>.padded(count), in: workspace.arena)
      for (i, piece) in pieces.enumerated() {
        for (j, node) in nodes.enumerated() {
          let (r, n, term) = (piece.from + (piece.to - piece.from) * node, i * nodes.count + j, piece.term)
          let e = (r * piece.direction.0, r * piece.direction.1)
          cloud.coordinate(0)[n] = term.mean.0 + term.factor.0 * e.0
          if isPlane { cloud.coordinate(1)[n] = term.mean.1 + term.factor.1 * e.0 + term.factor.2 * e.1 }
        }
      }
      let (onP, onQ) = (p.logDensity(cloud), q.logDensity(cloud))
      return (0..<count).map { onQ[$0] - onP[$0] }
    }
  }
}

/// Gauss-Legendre on (0, 1) with both ends, where only the sign is asked.
private struct RayRule {
  let nodes, weights: [Double]
  /// The Legendre polynomials of the two highest degrees that the rule resolves, on its nodes.
  let last: [[Double]]

  init(isPlane: Bool) throws(QuadratureError) {
    let rule = try Rule.gaussLegendre(isPlane ? 10 : 16, from: 0, to: 1)
    (nodes, weights) = ([0] + rule.nodes + [1], [0] + rule.weights + [0])
    let count = rule.nodes.count
    let polynomials = nodes.map { x -> [Double] in
      var values = [1, 2 * x - 1]
      for k in 1..<count - 1 {
        values.append((Double(2 * k + 1) * (2 * x - 1) * values[k] - Double(k) * values[k - 1]) / Double(k + 1))
      }
      return values
    }
    last = [count - 2, count - 1].map { degree in polynomials.map { Double(2 * degree + 1) * $0[degree] } }
  }

  /// The integral of `weight density(r) f(t)`, the size of its last Legendre coefficients, whether t changes sign.
  func values(
    _ t: ArraySlice<Double>, from: Double, to: Double, weight: Double, isPlane: Bool, _ f: (Double) -> Double
  ) -> (integral: Double, roughness: Double, changesSign: Bool) {
    var (integral, high, low) = (0.0, 0.0, 0.0)
    var (least, most) = (Double.infinity, -Double.infinity)
    for (i, logit) in t.enumerated() {
      (least, most) = (min(least, logit), max(most, logit))
      if weights[i] == 0 { continue }
      let r = from + (to - from) * nodes[i]
      let density = isPlane ? r * .exp(-r * r / 2) : .normalPDF(r)
      let part = weight * (to - from) * weights[i] * density * f(logit)
      (integral, low, high) = (integral + part, low + last[0][i] * part, high + last[1][i] * part)
    }
    // Below 1e-12 signs are noise, and a kink is none.
    return (integral, max(low.magnitude, high.magnitude), least < 0 && most > 0 && most - least > 1e-12)
  }
}
