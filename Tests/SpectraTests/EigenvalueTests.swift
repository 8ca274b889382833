import Foundation
import Spectra
import Testing

@Suite struct EigenvalueTests {
  /// The largest ratio of true error to stated bound, and the largest bound relative to the norm.
  private func examine(_ matrix: ExactMatrix) throws -> (ratio: Double, loosest: Double) {
    var solver = Eigensolver(order: matrix.order)
    let found = try solver.eigenvaluesWithErrors(of: matrix.entries)
    #expect(found.map(\.real) == solver.real)
    var (ratio, loosest) = (0.0, 0.0)
    for x in found {
      let distance = matrix.eigenvalues.map { hypot($0.real - x.real, $0.imaginary - x.imaginary) }.min() ?? .infinity
      ratio = max(ratio, distance / x.error)
      loosest = max(loosest, x.error / matrix.norm)
      #expect(x.error > 0 && x.error.isFinite)
    }
    // The other way round: no exact eigenvalue is far from all that were found.
    for exact in matrix.eigenvalues {
      #expect(found.contains { hypot(exact.real - $0.real, exact.imaginary - $0.imaginary) <= $0.error })
    }
    return (ratio, loosest)
  }

  @Test(arguments: [1, 2, 3, 4, 8, 16])
  func boundHoldsUnderIntegerSimilarity(order: Int) throws {
    var random = SplitMix(state: UInt64(order))
    for trial in 0..<60 {
      var (blocks, left) = ([(size: Int, real: Double, imaginary: Double)](), order)
      while left > 0 {
        let imaginary = left > 1 && Bool.random(using: &random) ? Double(Int.random(in: 1...9, using: &random)) : 0
        let width = imaginary == 0 ? 1 : 2
        let size = trial % 2 == 0 ? 1 : Int.random(in: 1...min(3, left / width), using: &random)
        blocks.append((size, Double(Int.random(in: -9...9, using: &random)), imaginary))
        left -= size * width
      }
      var matrix = ExactMatrix(blocks: blocks)
      if order > 1 { matrix.shear(order, using: &random) }
      if [4, 16].contains(order) { matrix.reflect(using: &random) }
      if matrix.norm > 0 { #expect(try examine(matrix).ratio <= 1) }
    }
  }

  /// Defective blocks, turned by a reflection so that LAPACK has to work: the bound is of the order eps^(1/k).
  @Test(arguments: [(2, 0.0, 1e-8, 3e-7), (2, 3.0, 1e-8, 3e-7), (3, 0.0, 4e-6, 2e-4), (4, 0.0, 4e-5, 4e-3)])
  func defectiveBlocks(size: Int, imaginary: Double, least: Double, most: Double) throws {
    var random = SplitMix(state: 5)
    let width = imaginary == 0 ? 1 : 2
    let simple = (0..<8 - size * width).map { (size: 1, real: Double(3 + 2 * $0), imaginary: 0.0) }
    for _ in 0..<20 {
      var matrix = ExactMatrix(blocks: [(size, 1, imaginary)] + simple)
      for _ in 0..<3 { matrix.reflect(using: &random) }
      let (ratio, loosest) = try examine(matrix)
      #expect(ratio <= 1)
      #expect(loosest >= least / matrix.norm && loosest <= most)
    }
  }

  /// A triangle gives its diagonal exactly and condition numbers beyond every bound: the bound must still be right.
  @Test func exactJordanBlocksOwnUpToTheirErrors() throws {
    var solver = Eigensolver(order: 2)
    for x in try solver.eigenvaluesWithErrors(of: [1, 1, 0, 1]) {
      #expect(x.real == 1 && x.error > 1e-8 && x.error < 1e-7)
    }
    solver = Eigensolver(order: 3)
    for x in try solver.eigenvaluesWithErrors(of: [0, 1, 0, 0, 0, 1, 0, 0, 0]) {
      #expect(x.error > 1e-6 && x.error < 1e-4)
    }
  }

  /// Circulant matrices are normal and have the discrete Fourier transform of a row as eigenvalues.
  @Test(arguments: [2, 3, 8, 31, 64])
  func normalMatricesGetTightBounds(order n: Int) throws {
    var random = SplitMix(state: 11)
    let row = (0..<n).map { _ in Double.random(in: -1...1, using: &random) }
    let entries = (0..<n * n).map { row[($0 % n - $0 / n + n) % n] }
    let transform = (0..<n).map { k in
      (0..<n).reduce(into: (real: 0.0, imaginary: 0.0)) {
        let angle = 2 * Double.pi * Double(k * $1 % n) / Double(n)
        $0.real += row[$1] * cos(angle)
        $0.imaginary += row[$1] * sin(angle)
      }
    }
    let (ratio, loosest) = try examine(ExactMatrix(order: n, entries: entries, eigenvalues: transform))
    #expect(ratio <= 1)
    #expect(loosest < 1e-13)
  }

  @Test func multipleSemisimpleEigenvaluesGetTightBounds() throws {
    var random = SplitMix(state: 3)
    for _ in 0..<20 {
      var matrix = ExactMatrix(blocks: [(1, 2, 0), (1, 2, 0), (1, 2, 0), (1, 5, 0), (1, 0, 1), (1, 0, 1)])
      for _ in 0..<3 { matrix.shear(1, using: &random) }
      #expect(try examine(matrix).loosest < 1e-13)
    }
    let identity = ExactMatrix(blocks: [(Int, Double, Double)](repeating: (1, 1, 0), count: 6))
    #expect(try examine(identity).loosest < 1e-13)
  }

  @Test func scaleOfTheMatrixScalesTheBound() throws {
    let a: [Double] = [1, 7, 0, 2, 3, -4, 5, 1, 1]
    var solver = Eigensolver(order: 3)
    let plain = try solver.eigenvaluesWithErrors(of: a)
    for exponent in [-900, 40, 900] {
      let factor = Double(sign: .plus, exponent: exponent, significand: 1)
      let scaled = try solver.eigenvaluesWithErrors(of: a.map { $0 * factor })
      for (x, y) in zip(plain, scaled) {
        #expect(y == Eigenvalue(real: x.real * factor, imaginary: x.imaginary * factor, error: x.error * factor))
      }
    }
    #expect(try solver.eigenvaluesWithErrors(of: [Double](repeating: 0, count: 9)).allSatisfy { $0.error > 0 })
  }

  /// Matrices whose eigenvalues mpmath gives to 25 digits (Tests/Oracles/make_spectra.py).
  @Test func agreesWithHighPrecision() throws {
    let formulas: [String: (Int, Int, Int) -> Int] = [
      "frank": { n, i, j in j >= i - 1 ? n + 1 - max(i, j) : 0 },
      "mixed": { _, i, j in (7 * i + 3 * j * j + i * j) % 11 - 5 },
      "grcar": { _, i, j in i == j + 1 ? -1 : i <= j && j <= i + 3 ? 1 : 0 },
    ]
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Oracles/spectra.csv")
    let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
    let known = Dictionary(grouping: rows.map { $0.split(separator: ",") }) { "\($0[0]),\($0[1])" }
    #expect(known.count == 12)
    for (key, values) in known {
      let parts = key.split(separator: ",")
      let (formula, n) = (try #require(formulas[String(parts[0])]), try #require(Int(parts[1])))
      let entries = (0..<n * n).map { Double(formula(n, $0 / n + 1, $0 % n + 1)) }
      let exact = values.map { (real: Double($0[2]) ?? .nan, imaginary: Double($0[3]) ?? .nan) }
      #expect(try examine(ExactMatrix(order: n, entries: entries, eigenvalues: exact)).ratio <= 1, "\(key)")
      var solver = Eigensolver(order: n)
      try solver.eigenvalues(of: entries.span)
      let radius = exact.map { hypot($0.real, $0.imaginary) }.max() ?? 0
      #expect(abs(solver.spectralRadius() - radius) < 1e-10 * radius, "\(key)")
      #expect(abs((solver.real.max() ?? .nan) - (exact.map(\.real).max() ?? 0)) < 1e-10 * radius, "\(key)")
    }
  }

  @Test func badEntriesAreRefusedWithASentence() {
    var solver = Eigensolver(order: 2)
    for bad in [Double.nan, .infinity, -.infinity] {
      #expect(throws: LapackError.self) { try solver.eigenvalues(of: [1, bad, 0, 1]) }
      let error = #expect(throws: LapackError.self) { try solver.eigenvaluesWithErrors(of: [1, bad, 0, 1]) }
      #expect(
        error?.description == "dgeevx failed with code -7: an entry of the matrix or right-hand side is not finite")
    }
  }

  @Test func sortingDoesNotDependOnTheOrderGiven() {
    func value(_ real: Double, _ imaginary: Double) -> Eigenvalue { .init(real: real, imaginary: imaginary, error: 1) }
    // The second pair's real parts differ by rounding; 3e-10 is above the tolerance of 1e-10 times 2.
    let sorted = [
      value(-1, 0), value(0.5 + 1e-16, -1), value(0.5, 1), value(0.5 + 3e-10, -2), value(1, 0), value(2, 0),
    ]
    var random = SplitMix(state: 1)
    for _ in 0..<50 { #expect(sortedEigenvalues(sorted.shuffled(using: &random)) == sorted) }
    // A chain of nearly equal real parts is cut where it leaves its first member's tolerance of 1.28e-10.
    let chain = (0..<9).map { value(1 + Double($0) * 4e-11, -Double($0) / 10) }
    let expected = [3, 2, 1, 0, 7, 6, 5, 4, 8].map { chain[$0] }
    for _ in 0..<50 { #expect(sortedEigenvalues(chain.shuffled(using: &random)) == expected) }
  }
}
