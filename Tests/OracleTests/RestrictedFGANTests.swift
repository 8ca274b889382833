import Contracts
import Glibc
import Testing

/// Restricted f-GANs: restricted and full divergences, moment matching.
@Suite struct RestrictedFGANTests {
  /// X = {0, 1, 2, 3}, quadratic discriminators.
  @Test(arguments: [
    (0.3, 0.085759897043, 0.153151956368), (0.5, 0.039415482163, 0.106440135286), (0.7, 0.020652578446, 0.087310841320),
  ]) func printedDivergences(theta: Double, restricted: Double, full: Double) throws {
    let subject = try Subject("restricted-fgan")
    #expect(printed(try divergence(subject, theta), restricted))
    #expect(printed(try subject.diagnostic("f-divergence", at: [0, 0, 0, theta]), full))
  }

  /// The best generator under quadratic discriminators and under all functions (maximum likelihood), and those that match
  /// one moment: the first lies strictly between.
  @Test func optimalGenerators() throws {
    let subject = try Subject("restricted-fgan")
    let linear = try minimiser { try divergence(subject, $0) }
    let likely = try minimiser { try subject.diagnostic("f-divergence", at: [0, 0, 0, $0]) }
    #expect((linear - 0.738095238).magnitude < 1e-7 && (likely - 0.750677701063).magnitude < 1e-7)
    #expect(printed(try divergence(subject, 31.0 / 42), 0.020135513551))
    #expect(printed(try subject.diagnostic("f-divergence", at: [0, 0, 0, 0.750677701063]), 0.086480370177))
    // sum (nu1 - nu0) x^j is 1 and 3: the moments of order 1 and 2 agree at 0.7 and 19/30.
    #expect(close(try subject.diagnostic("moment-gap", at: [0, 0, 0, 0.7]), 3 * (0.7 - 19.0 / 30), 1e-13))
    #expect(close(try subject.diagnostic("moment-gap", at: [0, 0, 0, 19.0 / 30]), 0.7 - 19.0 / 30, 1e-13))
  }

  /// Linear discriminators: KL, and the squared distance of the means over the variance for chi^2.
  @Test func linearDiscriminators() throws {
    let kl = try Subject("restricted-fgan", ["degree": .integer(1)])
    #expect(printed(try divergence(kl, 0.3), 0.065157678066))
    #expect(try divergence(kl, 0.7).magnitude < 1e-15)
    let chi = try Subject("restricted-fgan", ["degree": .integer(1), "divergence": .word("pearson")])
    #expect(printed(try divergence(chi, 0.3), 0.132231404959))
  }

  /// N(1, 0.5) against N(0, 2), variances second.
  @Test func gaussians() throws {
    let quadratic = try Subject("restricted-fgan", ["space": .word("gaussian")], [("m", 1), ("v", 0.5), ("s2", 2)])
    #expect(printed(try divergence(quadratic, 0), 0.568147180560))
    #expect(printed(try subjectFull(quadratic, 0), 0.568147180560))
    let linear = try Subject(
      "restricted-fgan", ["space": .word("gaussian"), "degree": .integer(1)], [("m", 1), ("v", 0.5), ("s2", 2)])
    #expect(close(try divergence(linear, 0), 0.25))
  }

  /// Four powers span all functions on four points; the log ratio of two Gaussians is a quadratic.
  @Test(arguments: ["kl", "pearson", "jensen-shannon"]) func enoughFeatures(name: String) throws {
    for degree in [3, 4] {
      let subject = try Subject("restricted-fgan", ["degree": .integer(degree), "divergence": .word(name)])
      #expect(close(try divergence(subject, 0.3), try subjectFull(subject, 0.3), 1e-13))
    }
    guard name != "pearson" else { return }
    let normal = try Subject(
      "restricted-fgan", ["divergence": .word(name), "space": .word("gaussian")], [("m", 0.4), ("v", 0.7)])
    #expect(close(try divergence(normal, 1), try subjectFull(normal, 1), 1e-11))
  }

  /// Less discriminators, smaller divergence; with f(u) = (u - 1)^2 the Gaussian integral is (2 - v)^(-1/2) v^(-1/2) - 1.
  @Test func chiSquareOfGaussians() throws {
    let subject = try Subject(
      "restricted-fgan", ["divergence": .word("pearson"), "space": .word("gaussian"), "degree": .integer(4)],
      [("v", 0.8)])
    let full = 1 / (1.2 * 0.8).squareRoot() - 1
    #expect(close(try subjectFull(subject, 0), full, 1e-14))
    #expect(try divergence(subject, 0) < full && divergence(subject, 0) > 0.9 * full)
  }

  /// Where E exp(v) is infinite the loss is not finite, and the run says so.
  @Test func outsideTheDomain() throws {
    let subject = try Subject("restricted-fgan", ["space": .word("gaussian")])
    #expect(subject.losses(at: [0, 0, 0.49, 0]).allSatisfy { $0.isFinite })
    #expect(!subject.losses(at: [0, 0, 0.51, 0])[0].isFinite)
  }

  private func divergence(_ subject: Subject, _ theta: Double) throws -> Double {
    try subject.diagnostic("divergence", at: subject.game.start.dropLast() + [theta])
  }
  private func subjectFull(_ subject: Subject, _ theta: Double) throws -> Double {
    try subject.diagnostic("f-divergence", at: subject.game.start.dropLast() + [theta])
  }
  /// To the digits printed.
  private func printed(_ got: Double, _ expected: Double) -> Bool { (got - expected).magnitude <= 0.51e-12 }

  /// Golden-section search on [0, 1].
  private func minimiser(_ f: (Double) throws -> Double) rethrows -> Double {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (0.0, 1.0)
    while high - low > 1e-9 {
      let (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
      if try f(left) < f(right) { high = right } else { low = left }
    }
    return (low + high) / 2
  }
}
