import Quadrature
import Scalars

/// Divergences between two sums of Gaussians p and q, from `t = log q - log p`.
struct Divergences {
  let p, q: GaussianSum

  /// `E_p log(p / q)`; infinite above 1e100.
  ///
  /// Gauss-Hermite on each Gaussian of p, nodes doubled until the value changes by less than 1e-10 of itself or of 1, or
  /// up to 80 a dimension in the plane and 320 on the line. The error is about the last change where q is smooth on the
  /// scale of p's Gaussians; log q has near-kinks between the Gaussians of q, which count where p has mass there.
  var kullbackLeibler: Double {
    if p.isDegenerate && !q.isDegenerate { return .infinity }
    var (count, last) = (10, Double.infinity)
    while true {
      let value = gaussHermite(count)
      if value > 1e100 { return .infinity }
      if (value - last).magnitude <= 1e-10 * max(1, value) || 2 * count > (p.dimension == 2 ? 80 : 320) { return value }
      (count, last) = (2 * count, value)
    }
  }

  private func gaussHermite(_ count: Int) -> Double {
    guard let rule = try? Rule.gaussHermite(count) else { return .nan }
    let nodes = Nodes(tensor: rule.nodes, rule.weights, dimension: p.dimension)
    let (xs, ys) = (nodes.coordinates[0], nodes.coordinates.last ?? [])
    let logits = logits(count: p.terms.count * nodes.count) { n in
      (p.terms[n / nodes.count], (xs[n % nodes.count], p.dimension == 2 ? ys[n % nodes.count] : 0))
    }
    return -logits.indices.reduce(0.0) {
      $0 + p.terms[$1 / nodes.count].weight * nodes.weights[$1 % nodes.count] * logits[$1]
    }
  }

  /// `(E_p log(2 p / (p + q)) + E_q log(2 q / (p + q))) / 2`, with the error of `mean`.
  var jensenShannon: Double {
    mean(kinkAtZero: false) { (log(2) - Double.softplus($0), log(2) - Double.softplus(-$0)) }
  }

  /// `(1/2) int |p - q| = (E_p + E_q) tanh |t/2| / 2`, with the error of `mean`.
  var totalVariation: Double {
    mean(kinkAtZero: true) {
      let value = Double.tanh(($0 / 2).magnitude)
      return (value, value)
    }
  }

  /// `(E_p f(t) + E_q g(t)) / 2` for bounded f and g, in polar coordinates around each Gaussian.
  ///
  /// Along a ray Gauss-Legendre on pieces, halved where t varies by more than 4 within reach of 0 and, if there is a kink,
  /// where it changes sign. Rays are doubled until the mean changes by less than 1e-9, up to 256 rays. On the line the
  /// error is below 1e-12; in the plane about 1e-9 where f and g are smooth and 1e-6 with a kink (measured against
  /// independent integrals), because rays may touch the line t = 0.
  private func mean(kinkAtZero: Bool, _ values: (Double) -> (onP: Double, onQ: Double)) -> Double {
    guard p.dimension == 2 else {
      return max(0, mean(along: [(1, 0)], kinkAtZero: kinkAtZero, values))
    }
    var count = 16
    var result = mean(along: rays(count, offset: 0), kinkAtZero: kinkAtZero, values)
    while count < 256 {
      let between = mean(along: rays(count, offset: 0.5), kinkAtZero: kinkAtZero, values)
      let change = (between - result) / 2
      (result, count) = (result + change, 2 * count)
      if change.magnitude < 1e-9 { break }
    }
    return max(0, result)
  }

  private func rays(_ count: Int, offset: Double) -> [(Double, Double)] {
    (0..<count).map { i in
      let angle = 2 * Double.pi * (Double(i) + offset) / Double(count)
      return (.cos(angle), .sin(angle))
    }
  }

  /// A stretch of a ray from a Gaussian, in its standard deviations.
  private struct Piece {
    let term: Int
    let direction: (Double, Double)
    let from, to: Double
    func part(_ from: Double, _ to: Double) -> Piece { Piece(term: term, direction: direction, from: from, to: to) }
  }

  /// Mean over rays; all pieces of one generation are judged together.
  private func mean(
    along rays: [(Double, Double)], kinkAtZero: Bool, _ values: (Double) -> (onP: Double, onQ: Double)
  ) -> Double {
    guard let rule = try? Rule.gaussLegendre(10, from: 0, to: 1) else { return .nan }
    let (terms, isPlane, count) = (p.terms + q.terms, p.dimension == 2, rule.nodes.count)
    let edges = isPlane ? [0, 1.75, 3.5, 5.25, 7.25] : (-5...5).map { 1.7 * Double($0) }
    var pieces = rays.flatMap { ray in
      terms.indices.flatMap { i in
        zip(edges, edges.dropFirst()).map { Piece(term: i, direction: ray, from: $0.0, to: $0.1) }
      }
    }
    var (total, depth) = (0.0, 0)
    while !pieces.isEmpty {
      let radius = { (n: Int) in
        pieces[n / count].from + (pieces[n / count].to - pieces[n / count].from) * rule.nodes[n % count]
      }
      let logits = logits(count: pieces.count * count) { n in
        let (piece, r) = (pieces[n / count], radius(n))
        return (terms[piece.term], (r * piece.direction.0, r * piece.direction.1))
      }
      var halves: [Piece] = []
      for (i, piece) in pieces.enumerated() {
        if depth < (isPlane ? 12 : 30), isRough(logits[i * count..<(i + 1) * count], kinkAtZero) {
          let middle = (piece.from + piece.to) / 2
          halves += [piece.part(piece.from, middle), piece.part(middle, piece.to)]
          continue
        }
        let weight = terms[piece.term].weight * (piece.to - piece.from)
        for n in i * count..<(i + 1) * count {
          let (r, both) = (radius(n), values(logits[n]))
          let density = isPlane ? r * .exp(-r * r / 2) : .normalPDF(r)
          total += weight * rule.weights[n % count] * density * (piece.term < p.terms.count ? both.onP : both.onQ)
        }
      }
      (pieces, depth) = (halves, depth + 1)
    }
    return total / Double(2 * rays.count)
  }

  private func isRough(_ logits: ArraySlice<Double>, _ kinkAtZero: Bool) -> Bool {
    let (low, high) = logits.reduce((Double.infinity, -Double.infinity)) { (min($0.0, $1), max($0.1, $1)) }
    return (high - low > 4 && high > -36 && low < 36) || (kinkAtZero && low < 0 && high > 0)
  }

  /// t at points given in the coordinates of a Gaussian.
  private func logits(
    count: Int, _ place: (Int) -> (term: GaussianSum.Term, e: (Double, Double))
  ) -> [Double] {
    let workspace = Workspace(bytes: 64 * (count + 64))
    return withExtendedLifetime(workspace) {
      let cloud = Cloud<Double>(
        dimension: p.dimension, count: Point<Double>.padded(count), in: workspace.arena)
      for n in 0..<count {
        let (term, e) = place(n)
        cloud.coordinate(0)[n] = term.mean.0 + term.factor.0 * e.0
        if p.dimension == 2 { cloud.coordinate(1)[n] = term.mean.1 + term.factor.1 * e.0 + term.factor.2 * e.1 }
      }
      let (onP, onQ) = (p.logDensity(cloud), q.logDensity(cloud))
      return (0..<count).map { onQ[$0] - onP[$0] }
    }
  }

  private func log(_ x: Double) -> Double { .log(x) }
}
