import Quadrature
import Scalars

/// `E loss(q(e))` for a quadratic form q of standard normal variables, and its derivatives by the coefficients of q.
///
/// Least squares and wasserstein in closed form. Otherwise along the first variable on Gauss-Hermite nodes, or for the
/// hinge exactly, between the roots of the quadratic; along the others on Gauss-Hermite nodes.
/// - Cost: `nodes^(dimension - 1)` lines.
struct QuadraticExpectation: Sendable {
  let rule: Rule

  /// The expected loss of a player.
  func value<S: Scalar>(of loss: PointLoss, player: Int, _ q: QuadraticForm<S>) -> S {
    if loss.isPolynomial {
      let (square, shift, slope) = loss.parabola(of: player)
      let distance: S = .square(q.mean + S(exact: Double(shift))) + q.variance
      return S(exact: Double(square)) * distance / 2 + S(exact: Double(slope)) * q.mean
    }
    let (line, others) = (
      nodes(in: q.linear.arena) as LineNodes<S>, Point<S>(count: q.linear.count - 1, in: q.linear.arena)
    )
    var sum: S = 0
    for index in 0..<lineCount(others.count) {
      let weight = S(exact: place(index, at: others))
      sum = sum + weight * value(of: loss, player, restriction(of: q, to: others), line)
    }
    return sum
  }

  /// The derivatives of the expected losses of both players.
  func slopes<S: Scalar>(of loss: PointLoss, _ q: QuadraticForm<S>) -> (QuadraticForm<S>, QuadraticForm<S>) {
    if loss.isPolynomial { return (polynomialSlopes(loss, 0, q), polynomialSlopes(loss, 1, q)) }
    let (dimension, arena) = (q.linear.count, q.linear.arena)
    var forms = (QuadraticForm<S>(dimension: dimension, in: arena), QuadraticForm<S>(dimension: dimension, in: arena))
    let (line, others) = (nodes(in: arena) as LineNodes<S>, Point<S>(count: dimension - 1, in: arena))
    for index in 0..<lineCount(others.count) {
      let weight = S(exact: place(index, at: others))
      let moments = slopes(of: loss, restriction(of: q, to: others), line)
      forms.0.add(weight, moments.discriminator, others)
      forms.1.add(weight, moments.generator, others)
    }
    return forms
  }

  private func polynomialSlopes<S: Scalar>(_ loss: PointLoss, _ player: Int, _ q: QuadraticForm<S>) -> QuadraticForm<S>
  {
    let (square, shift, slope) = loss.parabola(of: player)
    let curvature = S(exact: Double(square))
    let constant = curvature * (q.mean + S(exact: Double(shift))) + S(exact: Double(slope))
    let matrix = Matrix(rows: q.matrix.rows, columns: q.matrix.rows, in: q.linear.arena) { i, j in
      let spread = 2 * curvature * q.matrix[i, j]
      return i == j ? constant + spread : spread
    }
    return QuadraticForm(constant: constant, linear: curvature * q.linear, matrix: matrix)
  }

  /// Lines along the first variable.
  private func lineCount(_ others: Int) -> Int { (0..<others).reduce(1) { count, _ in count * rule.nodes.count } }

  /// Writes the other variables of a line; returns its weight.
  @inline(__always) private func place<S: Scalar>(_ index: Int, at e: Point<S>) -> Double {
    var (rest, weight) = (index, 1.0)
    for j in 0..<e.count {
      e[j] = S(exact: rule.nodes[rest % rule.nodes.count])
      weight *= rule.weights[rest % rule.nodes.count]
      rest /= rule.nodes.count
    }
    return weight
  }

  /// The quadratic along a line.
  @inline(__always) private func restriction<S: Scalar>(of q: QuadraticForm<S>, to e: Point<S>) -> (S, S, S) {
    var (c0, c1) = (q.constant, q.linear[0])
    for j in 0..<e.count {
      var slope = q.linear[j + 1]
      for k in 0..<e.count { slope = slope + q.matrix[j + 1, k + 1] * e[k] }
      c0 = c0 + slope * e[j]
      c1 = c1 + 2 * q.matrix[0, j + 1] * e[j]
    }
    return (c0, c1, q.matrix[0, 0])
  }
}

/// `E s(e)`, `E s(e) e` and `E s(e) e^2` of a slope along a line.
typealias LineMoments<S: Scalar> = (S, S, S)

/// The nodes on a line, in whole packs; those that fill the last pack have weight 0.
private struct LineNodes<S: Scalar> {
  let nodes, weights: Point<S>
}

extension QuadraticExpectation {
  private func nodes<S: Scalar>(in arena: Arena) -> LineNodes<S> {
    let count = Point<S>.padded(rule.nodes.count)
    let line = LineNodes(nodes: Point<S>(count: count, in: arena), weights: Point<S>(count: count, in: arena))
    for i in 0..<count {
      let isNode = i < rule.nodes.count
      line.nodes[i] = isNode ? S(exact: rule.nodes[i]) : 0
      line.weights[i] = isNode ? S(exact: rule.weights[i]) : 0
    }
    return line
  }

  private func value<S: Scalar>(of loss: PointLoss, _ player: Int, _ c: (S, S, S), _ line: LineNodes<S>) -> S {
    if loss.isHinge { return hingeValue(loss, player, c) }
    let (c0, c1, c2) = (S.splat(c.0), S.splat(c.1), S.splat(c.2))
    var sum: S.Pack = 0
    for i in line.nodes.packs {
      let e = line.nodes.pack(at: i)
      sum = sum + line.weights.pack(at: i) * loss.value(of: player, c0 + e * (c1 + e * c2))
    }
    return S.sum(sum)
  }

  private func slopes<S: Scalar>(
    of loss: PointLoss, _ c: (S, S, S), _ line: LineNodes<S>
  ) -> (discriminator: LineMoments<S>, generator: LineMoments<S>) {
    if loss.isHinge { return hingeSlopes(loss, c) }
    let (c0, c1, c2) = (S.splat(c.0), S.splat(c.1), S.splat(c.2))
    var (d0, d1, d2): (S.Pack, S.Pack, S.Pack) = (0, 0, 0)
    var (g0, g1, g2): (S.Pack, S.Pack, S.Pack) = (0, 0, 0)
    for i in line.nodes.packs {
      let (e, weight) = (line.nodes.pack(at: i), line.weights.pack(at: i))
      let slopes = loss.slopes(c0 + e * (c1 + e * c2))
      let (d, g) = (weight * slopes.discriminator, weight * slopes.generator)
      (d0, d1, d2) = (d0 + d, d1 + d * e, d2 + d * e * e)
      (g0, g1, g2) = (g0 + g, g1 + g * e, g2 + g * e * e)
    }
    return ((S.sum(d0), S.sum(d1), S.sum(d2)), (S.sum(g0), S.sum(g1), S.sum(g2)))
  }

  /// `relu(1 + t)` on real and `relu(1 - t)` on fake points; the generator's loss is t on fake points.
  private func hingeValue<S: Scalar>(_ loss: PointLoss, _ player: Int, _ c: (S, S, S)) -> S {
    guard player == 0 else { return hingeSign(loss) < 0 ? c.0 + c.2 : 0 }
    let sign = S(exact: hingeSign(loss))
    let p = (1 + sign * c.0, sign * c.1, sign * c.2)
    let moments = momentsWherePositive(p.0, p.1, p.2)
    return p.0 * moments.0 + p.1 * moments.1 + p.2 * moments.2
  }

  private func hingeSlopes<S: Scalar>(
    _ loss: PointLoss, _ c: (S, S, S)
  ) -> (discriminator: LineMoments<S>, generator: LineMoments<S>) {
    let sign = S(exact: hingeSign(loss))
    let m = momentsWherePositive(1 + sign * c.0, sign * c.1, sign * c.2)
    let onGenerator: S = hingeSign(loss) < 0 ? 1 : 0
    return ((sign * m.0, sign * m.1, sign * m.2), (onGenerator, 0, onGenerator))
  }

  private func hingeSign(_ loss: PointLoss) -> Double {
    if case .fake = loss { return -1 }
    return 1
  }
}

extension QuadraticForm {
  /// Adds the derivatives on one line.
  fileprivate mutating func add(_ weight: S, _ m: LineMoments<S>, _ e: Point<S>) {
    let (m0, m1) = (weight * m.0, weight * m.1)
    constant = constant + m0
    linear[0] = linear[0] + m1
    matrix[0, 0] = matrix[0, 0] + weight * m.2
    for j in 0..<e.count {
      linear[j + 1] = linear[j + 1] + m0 * e[j]
      matrix[0, j + 1] = matrix[0, j + 1] + m1 * e[j]
      matrix[j + 1, 0] = matrix[0, j + 1]
      for k in 0..<e.count { matrix[j + 1, k + 1] = matrix[j + 1, k + 1] + m0 * e[j] * e[k] }
    }
  }
}
