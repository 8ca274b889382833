import Analysis
import Contracts
import Glibc
import Spectra
import Testing

/// The LQG GAN in the 2-Wasserstein distance: transport, principal components, spectrum, projection.
@Suite struct LQGW2Tests {
  static let eigenvalues = [4.0, 2, 1, 0.5]

  /// K = diag(4, 2, 1, 0.5): at the r largest components the squared distance is the sum of the others.
  @Test(arguments: zip(1...4, [3.5, 1.5, 0.5, 0])) func principalComponents(rank: Int, tail: Double) throws {
    let subject = try diagonal(rank: rank)
    let g = (0..<4).flatMap { i in (0..<rank).map { i == $0 ? Self.eigenvalues[i].squareRoot() : 0 } }
    let z = g + [Double](repeating: 0, count: 10)
    #expect(close(try subject.diagnostic("w2", at: z), tail.squareRoot(), 1e-14))
    #expect(try subject.diagnostic("pca_angle", at: z) < 1e-15)
    #expect(try subject.diagnostic("rank", at: z) == Double(rank))
  }

  /// They are an equilibrium under the constraint: a step against xi is projected back.
  @Test(arguments: 1...3) func constrainedEquilibrium(rank: Int) throws {
    let subject = try diagonal(rank: rank)
    for case .losses(let z, let losses) in subject.game.facts(subject.settings.gameKnobs) {
      #expect(close(losses[0], 0.999 * Self.eigenvalues[rank...].reduce(0, +)))
      #expect(subject.map.natural(z).allSatisfy { $0.magnitude < 1e-14 })
    }
  }

  /// The span of the third axis is orthogonal to that of the largest component; a tilt by t is an angle t.
  @Test(arguments: [1e-12, 0.3, .pi / 2]) func angle(tilt: Double) throws {
    let z = [cos(tilt), 0, sin(tilt), 0] + [Double](repeating: 0, count: 10)
    #expect(close(try diagonal(rank: 1).diagnostic("pca_angle", at: z) / tilt, 1, 1e-12))
  }

  /// Two Gaussians that do not commute: the loss at the transport map is the squared distance, and a maximum over A.
  @Test(arguments: ["symmetric", "cholesky"]) func transport(parametrisation: String) throws {
    let floor = 0.001
    let subject = try Subject(
      "lqg-w2", ["parametrisation": .word(parametrisation)],
      [("sigma_11", 1.5), ("sigma_12", -0.4), ("sigma_22", 0.7), ("floor", floor)])
    let g = try choleskyFactor(of: [2, 0.3, 0.3, 1], order: 2)
    let map = [1.22823969, 0.35967856, 1.29804865]
    let l = try choleskyFactor(of: [map[0] - floor, map[1], map[1], map[2] - floor], order: 2)
    let a = parametrisation == "symmetric" ? [map[0], 2.squareRoot() * map[1], map[2]] : [l[0], l[2], l[3]]
    #expect(close(subject.losses(at: g + a)[0], 0.273498497126, 1e-12))
    #expect(close(try subject.diagnostic("w2", at: g + a), 0.273498497126.squareRoot(), 1e-12))
    #expect(subject.map.xi(g + a)[4...].allSatisfy { $0.magnitude < 1e-7 })
  }

  /// K = diag(4, 1) and multiples: printed eigenvalues of the field, one zero mode for the rotations of the latent plane.
  @Test(arguments: ["symmetric", "cholesky"]) func rotationsAreZeroModes(parametrisation: String) throws {
    let subject = try Subject(
      "lqg-w2", ["parametrisation": .word(parametrisation)],
      [("sigma_11", 4), ("sigma_22", 1), ("floor", 0.5), ("eta", 0.1)])
    let report = try subject.stability()
    #expect(report.zeroModes == 1)
    #expect(report.fieldVerdict == .stable && report.verdict == .stable)
  }

  @Test(arguments: [
    (1.0, 1.0, -1, 1.732050807569), (2, 2, -2, 2), (4, 4, -4, 0), (4, 2, -3, 1.732050807569),
    (1, 0.5, -0.75, 1.561249499600),
  ]) func printedPairs(first: Double, second: Double, real: Double, imaginary: Double) throws {
    let subject = try Subject("lqg-w2", [:], [("sigma_11", first), ("sigma_22", second)])
    let found = try subject.stability().fieldEigenvalues
    // A double eigenvalue is known to the root of the rounding error only.
    let tolerance = imaginary == 0 ? 1e-6 : 1e-11
    #expect(found.contains { close($0.real, real, tolerance) && close($0.imaginary, imaginary, tolerance) })
  }

  @Test func printedRealPair() throws {
    let found = try Subject("lqg-w2", [:], [("sigma_11", 5), ("sigma_22", 5)]).stability().fieldEigenvalues
    for value in [-2.763932022500, -7.236067977500] {
      #expect(found.contains { close($0.real, value, 1e-11) && $0.imaginary == 0 })
    }
  }

  /// The complex pairs of K = diag(2, 1) bound the step of simultaneous descent at 1/2, all of them alike.
  @Test func criticalStep() throws {
    let subject = try Subject("lqg-w2", [:], [("sigma_11", 2), ("sigma_22", 1)])
    guard case .value(let step) = try subject.stability().criticalStep else { throw Missing() }
    #expect(close(step, 0.5, 1e-10))
  }

  /// The projection raises eigenvalues and keeps eigenvectors; it is idempotent bit for bit however large the negative part.
  @Test(arguments: [1.0, 1e3, 1e8]) func projection(size: Double) throws {
    let floor = 0.01
    let subject = try Subject("lqg-w2", ["dimension": .integer(5)], [("floor", floor)])
    var seed: [Double] = []
    for i in 1...5 { for j in 1...5 { seed.append(Double(i * j % 7)) } }
    let vectors = try symmetricEigen(of: seed, order: 5).vectors
    func coordinates(_ values: [Double]) -> [Double] {
      var result: [Double] = []
      for i in 0..<5 {
        for j in i..<5 {
          var entry = 0.0
          for k in 0..<5 { entry += values[k] * vectors[k][i] * vectors[k][j] }
          result.append(i == j ? entry : 2.squareRoot() * entry)
        }
      }
      return result
    }
    let g = [Double](repeating: 0.5, count: 25)
    let once = subject.map.projection(g + coordinates([-size, -0.3, 0.005, 0.4, 2]))
    #expect(subject.map.projection(once).map(\.bitPattern) == once.map(\.bitPattern))
    let expected = g + coordinates([floor, floor, floor, 0.4, 2])
    #expect(zip(once, expected).allSatisfy { close($0, $1, 1e-15 * max(10, size)) })
    let inside = g + coordinates([floor, 0.02, 1, 3, 4])
    #expect(subject.map.projection(inside).map(\.bitPattern) == inside.map(\.bitPattern))
  }

  private struct Missing: Error {}

  private func diagonal(rank: Int) throws -> Subject {
    try Subject(
      "lqg-w2", ["dimension": .integer(4), "rank": .integer(rank)],
      Self.eigenvalues.enumerated().map { ("sigma_\($0 + 1)\($0 + 1)", $1) })
  }
}
