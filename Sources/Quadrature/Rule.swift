internal import CGSL

/// Why no rule can be given, in one sentence.
public enum QuadratureError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A number of nodes outside 1...320.
  case count(Int)
  /// Bounds that are not finite or not ascending.
  case interval(Double, Double)
  /// GSL failed, with its code and its message.
  case library(code: Int, message: String)

  /// One sentence for a person.
  public var description: String {
    switch self {
    case .count(let count): "a quadrature rule takes 1 to \(Rule.largestCount) nodes, not \(count)"
    case .interval(let a, let b): "a quadrature rule needs a finite interval with a < b, not (\(a), \(b))"
    case .library(let code, let message): "gsl_integration_fixed failed with code \(code): \(message)"
    }
  }
}

/// Nodes x_i and weights w_i of a Gauss rule: an integral becomes the sum of w_i f(x_i).
///
/// With n nodes it is exact for polynomials up to degree 2 n - 1.
/// Nodes ascend. Nodes are accurate to 2 eps times the largest, weights to 2e-12 of themselves, down to the smallest
/// (7e-266 for 320 Hermite nodes).
/// - Source: GSL manual, "Fixed point quadratures" (Golub-Welsch) for the nodes; then one Newton step on the
///   orthonormal polynomial p_n and w = 1 / sum_(k < n) p_k(x)^2 (Gautschi, Orthogonal Polynomials, 2004, section
///   1.4.2), because GSL's own rules are not symmetric and lose a digit or two (at 320 nodes: Hermite nodes 6e-15,
///   weights 2e-12 to 6e-12).
public struct Rule: Sendable, Equatable {
  /// Where the integrand is taken, ascending.
  public let nodes: [Double]
  /// What each value counts, positive.
  public let weights: [Double]

  /// The largest number of nodes: beyond about 350, Hermite weights leave the range of doubles.
  public static let largestCount = 320

  /// The rule for E f(X), X standard normal: the weights sum to 1, the nodes are symmetric about 0 exactly.
  ///
  /// - Cost: O(n^2).
  /// - Throws: `QuadratureError.count` unless `count` is in 1...320.
  public static func gaussHermite(_ count: Int) throws(QuadratureError) -> Rule {
    let starts = try startingNodes(gandyn_gsl_hermite(), count, b: 0.5)
    return symmetricRule(starts) { Double($0).squareRoot() }
  }

  /// The rule for the integral of f over (from, to): the weights sum to its length, both are symmetric about its
  /// middle.
  ///
  /// - Cost: O(n^2).
  /// - Throws: `QuadratureError.count` unless `count` is in 1...320; `.interval` unless from < to are finite.
  public static func gaussLegendre(
    _ count: Int, from a: Double, to b: Double
  ) throws(QuadratureError) -> Rule {
    guard a.isFinite, b.isFinite, a < b, (b - a).isFinite else { throw .interval(a, b) }
    let starts = try startingNodes(gandyn_gsl_legendre(), count, b: 1)
    let rule = symmetricRule(starts) { Double($0) / Double(4 * $0 * $0 - 1).squareRoot() }
    let (middle, half) = (a / 2 + b / 2, b / 2 - a / 2)
    return Rule(nodes: rule.nodes.map { middle + half * $0 }, weights: rule.weights.map { 2 * half * $0 })
  }

  /// GSL's default handler ends the process at the first error: it is switched off once, and every result is checked.
  private static let quietLibrary: Void = { _ = gsl_set_error_handler_off() }()

  /// GSL's nodes for its parameters a (-1 for Legendre, 0 for Hermite) and b.
  private static func startingNodes(
    _ kind: UnsafePointer<gsl_integration_fixed_type>?, _ count: Int, b: Double
  ) throws(QuadratureError) -> [Double] {
    guard (1...largestCount).contains(count) else { throw .count(count) }
    quietLibrary
    let isLegendre = kind == gandyn_gsl_legendre()
    guard let space = gsl_integration_fixed_alloc(kind, count, isLegendre ? -1 : 0, b, 0, 0) else {
      throw .library(code: Int(GSL_ENOMEM), message: "no nodes were found")
    }
    defer { gsl_integration_fixed_free(space) }
    guard let nodes = gsl_integration_fixed_nodes(space) else {
      throw .library(code: Int(GSL_EFAILED), message: "no nodes were returned")
    }
    let result = (0..<count).map { nodes[$0] }.sorted()
    guard result.allSatisfy(\.isFinite) else {
      throw .library(code: Int(GSL_EFAILED), message: "a node is not finite")
    }
    return result
  }
}

/// The rule of a symmetric probability weight with orthonormal x p_k = b_(k+1) p_(k+1) + b_k p_(k-1).
private func symmetricRule(_ starts: [Double], _ b: (Int) -> Double) -> Rule {
  let count = starts.count
  let coefficients = [0] + (1...count).map(b)
  var (nodes, weights) = (starts, starts)
  for i in count / 2..<count {
    // The upper half decides; the middle node of an odd rule is 0.
    var x = 2 * i + 1 == count ? 0 : (starts[i] - starts[count - 1 - i]) / 2
    x = refined(x, coefficients)
    let weight = christoffel(x, coefficients)
    (nodes[i], weights[i]) = (x, weight)
    (nodes[count - 1 - i], weights[count - 1 - i]) = (2 * i + 1 == count ? x : -x, weight)
  }
  return Rule(nodes: nodes, weights: weights)
}

/// x - p_n(x) / p_n'(x), with 0 kept.
private func refined(_ x: Double, _ b: [Double]) -> Double {
  if x == 0 { return 0 }
  var (before, beforeSlope, value, slope) = (0.0, 0.0, 1.0, 0.0)
  for k in 1..<b.count {
    let next = (x * value - b[k - 1] * before) / b[k]
    let nextSlope = (value + x * slope - b[k - 1] * beforeSlope) / b[k]
    (before, beforeSlope, value, slope) = (value, slope, next, nextSlope)
  }
  return x - value / slope
}

/// 1 / sum_(k < n) p_k(x)^2.
private func christoffel(_ x: Double, _ b: [Double]) -> Double {
  var (before, value, sum) = (0.0, 1.0, 1.0)
  for k in 1..<(b.count - 1) {
    (before, value) = (value, (x * value - b[k - 1] * before) / b[k])
    sum += value * value
  }
  return 1 / sum
}
