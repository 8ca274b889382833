import Foundation
import Quadrature
import Testing

@Suite struct RuleTests {
  private func integral(_ rule: Rule, _ f: (Double) -> Double) -> Double {
    // From the ends inward: the smallest terms first.
    zip(rule.nodes, rule.weights).map { $1 * f($0) }.sorted { abs($0) < abs($1) }.reduce(0, +)
  }

  /// E X^d = (d - 1)!! for even d; the first degree a rule must miss is 2 n, there by n! (DLMF 3.5.18).
  @Test(arguments: [1, 2, 3, 5, 8, 16, 40]) func hermiteIsExactToItsDegree(count: Int) throws {
    let rule = try Rule.gaussHermite(count)
    var moment = 1.0
    for degree in stride(from: 0, through: min(2 * count - 2, 100), by: 2) {
      #expect(abs(integral(rule) { pow($0, Double(degree)) } / moment - 1) < 2e-14 * Double(degree + 1))
      #expect(abs(integral(rule) { pow($0, Double(degree + 1)) }) <= 1e-14 * moment * Double(degree + 1))
      moment *= Double(degree + 1)
    }
    if count <= 16 {
      let missed = moment - integral(rule) { pow($0, Double(2 * count)) }
      #expect(abs(missed / (1...count).reduce(1.0) { $0 * Double($1) } - 1) < 1e-13 * pow(2, Double(count)))
    }
  }

  /// E exp(t X) = exp(t^2 / 2): for t = 10 the integrand's mass lies ten standard deviations out.
  @Test(arguments: [(20, 0.5), (40, 2.0), (64, 3.0), (160, 6.0), (320, 10.0)])
  func momentGeneratingFunction(count: Int, t: Double) throws {
    let value = integral(try Rule.gaussHermite(count)) { exp(t * $0) }
    #expect(abs(value / exp(t * t / 2) - 1) < 1e-12)
  }

  @Test(arguments: [1, 2, 3, 5, 8, 40, 320]) func legendreIsExactToItsDegree(count: Int) throws {
    let rule = try Rule.gaussLegendre(count, from: 0, to: 2)
    for degree in stride(from: 0, through: 2 * count - 1, by: max(1, count / 4)) {
      let exact = 2 / Double(degree + 1)  // of (x / 2)^degree over (0, 2)
      #expect(abs(integral(rule) { pow($0 / 2, Double(degree)) } / exact - 1) < 1e-12)
    }
    if count <= 8 {
      // (n!)^4 / ((2 n + 1) ((2 n)!)^2) over (0, 1) is what a rule misses of x^(2 n) (DLMF 3.5.19, f^(2 n) = (2 n)!).
      let factorial = { (n: Int) in (1...n).reduce(1.0) { $0 * Double($1) } }
      let miss = pow(factorial(count), 4) / (Double(2 * count + 1) * pow(factorial(2 * count), 2))
      let unit = try Rule.gaussLegendre(count, from: 0, to: 1)
      let missed = 1 / Double(2 * count + 1) - integral(unit) { pow($0, Double(2 * count)) }
      #expect(abs(missed - miss) < 1e-3 * miss + 1e-16)
    }
  }

  @Test func legendreOnOtherIntervals() throws {
    let rule = try Rule.gaussLegendre(30, from: -1, to: 3)
    #expect(abs(integral(rule, exp) / (exp(3) - exp(-1)) - 1) < 1e-14)
    #expect(rule.nodes.allSatisfy { -1 < $0 && $0 < 3 })
  }

  /// Nodes and weights of 25 digits by mpmath (Tests/Oracles/make_quadrature.py).
  @Test func agreesWithHighPrecision() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Oracles/quadrature.csv")
    let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
    let known = Dictionary(grouping: rows.map { $0.split(separator: ",") }) { "\($0[0]),\($0[1])" }
    #expect(known.count == 14)
    for (key, upper) in known {
      let count = try #require(Int(key.split(separator: ",")[1]))
      let isHermite = key.hasPrefix("hermite")
      let rule = isHermite ? try Rule.gaussHermite(count) : try Rule.gaussLegendre(count, from: -1, to: 1)
      let largest = rule.nodes.last ?? 0
      for (i, row) in zip(count / 2..<count, upper) {
        let (node, weight) = (try #require(Double(row[2])), try #require(Double(row[3])))
        #expect(abs(rule.nodes[i] - node) <= 2 * Double.ulpOfOne * largest, "\(key) node \(i)")
        #expect(abs(rule.weights[i] / weight - 1) <= 2e-12, "\(key) weight \(i)")
      }
    }
  }

  @Test(arguments: [1, 2, 7, 32, 319, 320]) func rulesAreSymmetricPositiveAndAscending(count: Int) throws {
    for rule in [try Rule.gaussHermite(count), try Rule.gaussLegendre(count, from: -1, to: 1)] {
      #expect(rule.nodes == rule.nodes.reversed().map { -$0 })
      #expect(rule.weights == rule.weights.reversed())
      #expect(rule.weights.allSatisfy { $0 > 0 && $0.isFinite })
      #expect(zip(rule.nodes, rule.nodes.dropFirst()).allSatisfy { $0 < $1 })
    }
    #expect(abs(try Rule.gaussHermite(count).weights.reduce(0, +) - 1) < 1e-14)
    #expect(abs(try Rule.gaussLegendre(count, from: 0, to: 5).weights.reduce(0, +) - 5) < 5e-14)
  }

  @Test(arguments: [0, -3, 321, Int.max, Int.min]) func badCountsAreRefused(count: Int) {
    let sentence = "a quadrature rule takes 1 to 320 nodes, not \(count)"
    let hermite = #expect(throws: QuadratureError.self) { try Rule.gaussHermite(count) }
    #expect(hermite?.description == sentence)
    let legendre = #expect(throws: QuadratureError.self) { try Rule.gaussLegendre(count, from: 0, to: 1) }
    #expect(legendre?.description == sentence)
  }

  @Test(arguments: [(0.0, 0.0), (1, 0), (.nan, 1), (0, .infinity), (-1e308, 1e308)])
  func badIntervalsAreRefused(a: Double, b: Double) {
    let error = #expect(throws: QuadratureError.self) { try Rule.gaussLegendre(5, from: a, to: b) }
    #expect(error?.description == "a quadrature rule needs a finite interval with a < b, not (\(a), \(b))")
  }
}
