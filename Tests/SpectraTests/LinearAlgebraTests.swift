import Foundation
import Spectra
import Testing

@Suite struct LinearAlgebraTests {
  private func matrix(_ n: Int, _ entry: (Int, Int) -> Double) -> [Double] {
    (0..<n * n).map { entry($0 / n, $0 % n) }
  }
  private func hilbert(_ n: Int) -> [Double] { matrix(n) { i, j in 1 / Double(i + j + 1) } }
  private func close(_ x: [Double], _ y: [Double], _ tolerance: Double) -> Bool {
    x.count == y.count && zip(x, y).allSatisfy { abs($0 - $1) <= tolerance }
  }

  /// The second-difference matrix has eigenvalues 2 - 2 cos(k pi / (n + 1)).
  @Test(arguments: [1, 2, 5, 20]) func symmetricEigenvaluesOfSecondDifferences(order n: Int) throws {
    let a = matrix(n) { i, j in i == j ? 2 : abs(i - j) == 1 ? -1 : 0 }
    let exact = (1...n).map { 2 - 2 * cos(Double($0) * Double.pi / Double(n + 1)) }
    #expect(close(try symmetricEigenvalues(of: a, order: n), exact, 1e-14))
    let (values, vectors) = try symmetricEigen(of: a, order: n)
    #expect(close(values, exact, 1e-14))
    for (value, v) in zip(values, vectors) {
      for i in 0..<n {
        let image = (0..<n).reduce(0) { $0 + a[i * n + $1] * v[$1] }
        #expect(abs(image - value * v[i]) < 1e-13)
      }
      #expect(abs(v.reduce(0) { $0 + $1 * $1 } - 1) < 1e-14)
    }
    // Only the symmetric part counts: an antisymmetric part changes nothing.
    let skewed = matrix(n) { i, j in a[i * n + j] + Double(i - j) }
    #expect(close(try symmetricEigenvalues(of: skewed, order: n), exact, 1e-13))
  }

  @Test func singularValuesOfAnOblongMatrix() throws {
    // A A^T = [[14, 10], [10, 14]], so the singular values are sqrt(24) and 2.
    let a: [Double] = [1, 2, 3, 3, 2, 1]
    #expect(close(try singularValues(of: a, rows: 2, columns: 3), [sqrt(24), 2], 1e-14))
    #expect(close(try singularValues(of: [1, 3, 2, 2, 3, 1], rows: 3, columns: 2), [sqrt(24), 2], 1e-14))
  }

  /// The right null space, not the left one: A x = 0 with x = (2, -1, 0), while (0, 1, -1) is in the left one.
  @Test func nullSpaceOfANonSymmetricMatrix() throws {
    let a: [Double] = [1, 2, 0, 0, 0, 1, 0, 0, 1]
    let basis = try nullSpace(of: a, order: 3, relativeTolerance: 1e-12)
    #expect(basis.count == 1)
    let v = basis[0].map { $0 * (basis[0][0] > 0 ? 1 : -1) }
    #expect(close(v, [2 / sqrt(5), -1 / sqrt(5), 0], 1e-14))
    #expect(try nullSpace(of: [1, 2, 3, 4], order: 2, relativeTolerance: 1e-12).isEmpty)
    let all = try nullSpace(of: [0, 0, 0, 0], order: 2, relativeTolerance: 0)
    #expect(all.count == 2 && abs(all[0][0] * all[1][0] + all[0][1] * all[1][1]) < 1e-15)
  }

  @Test func solvesNonSymmetricSystems() throws {
    // x = (1, -2, 3).
    #expect(close(try solve([2, 1, 0, -1, 3, 4, 0, 5, 1], [0, 5, -7]), [1, -2, 3], 1e-14))
    // Badly scaled rows are no singularity.
    #expect(close(try solve([1e-200, 0, 1e200, 1e200], [1e-200, 2e200]), [1, 1], 1e-14))
  }

  @Test func singularSystemsAreRefused() throws {
    let error = #expect(throws: LapackError.self) { try solve([1, 2, 2, 4], [1, 1]) }
    #expect(error?.description == "dgesvx failed with code 2: the matrix is singular: pivot 2 is exactly 0")
    #expect(throws: LapackError.self) { try solve([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 1, 1]) }
    #expect(throws: LapackError.self) { try solve([1, .nan, 2, 4], [1, 1]) }
    // The Hilbert matrix of order 16 is regular, but not to working precision.
    let near = #expect(throws: LapackError.self) { try solve(hilbert(16), [Double](repeating: 1, count: 16)) }
    #expect(near?.code == 17)
  }

  @Test func leastSquaresIsTheShortestMinimiser() throws {
    // A line through (0, 1), (1, 2), (2, 4): normal equations give intercept 5/6 and slope 3/2.
    #expect(close(try leastSquares([1, 0, 1, 1, 1, 2], rows: 3, columns: 2, [1, 2, 4]), [5.0 / 6, 1.5], 1e-14))
    // x + 2 y + 2 z = 9: the shortest solution is (1, 2, 2).
    #expect(close(try leastSquares([1, 2, 2], rows: 1, columns: 3, [9]), [1, 2, 2], 1e-14))
    // Rank 1 and inconsistent: x + y = mean of 1 and 3.
    #expect(close(try leastSquares([1, 1, 1, 1], rows: 2, columns: 2, [1, 3]), [1, 1], 1e-14))
  }

  /// Pascal's matrix is L L^T with Pascal's triangle as L, so its determinant is 1.
  @Test func choleskyOfPascal() throws {
    func binomial(_ n: Int, _ k: Int) -> Double {
      k > n ? 0 : (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
    }
    let n = 6
    let pascal = matrix(n) { i, j in binomial(i + j, j) }
    #expect(close(try choleskyFactor(of: pascal, order: n), matrix(n, binomial), 1e-12))
    #expect(abs(try logDeterminant(ofPositiveDefinite: pascal, order: n)) < 1e-11)
    // det of the Hilbert matrix of order 5 is 1 / 266716800000.
    #expect(abs(try logDeterminant(ofPositiveDefinite: hilbert(5), order: 5) + log(266_716_800_000.0)) < 1e-10)
    // Only the lower triangle is read.
    let lower = try choleskyFactor(of: [4, 99, 2, 2], order: 2)
    #expect(lower == [2, 0, 1, 1])
    #expect(try logDeterminant(ofPositiveDefinite: [1e300, 0, 0, 1e300], order: 2) == 2 * log(1e300))
  }

  @Test func choleskyNamesTheFailingMinor() throws {
    let error = #expect(throws: LapackError.self) { try choleskyFactor(of: [1, 0, 0, 0, 1, 2, 0, 2, 1], order: 3) }
    #expect(error?.code == 3)
    #expect(error?.description.hasSuffix("its leading minor of order 3 is not positive") == true)
    #expect(throws: LapackError.self) { try choleskyFactor(of: [.nan], order: 1) }
  }

  /// Integers stay exact, so both sides must agree to the last bit.
  @Test func characteristicPolynomialOfKnownRoots() {
    var random = SplitMix(state: 8)
    for _ in 0..<30 {
      var matrix = ExactMatrix(blocks: [(2, 3, 0), (1, -2, 0), (1, 1, 2), (1, 0, 0)])
      matrix.shear(6, using: &random)
      let coefficients = characteristicPolynomial(of: matrix.entries, order: 6)
      #expect(coefficients == polynomial(withRoots: matrix.eigenvalues.map { ($0.real, $0.imaginary) }))
      // (x - 3)^2 (x + 2) (x^2 - 2 x + 5) x, multiplied out by hand.
      #expect(coefficients == [1, -6, 10, 4, -51, 90, 0])
    }
    #expect(polynomial(withRoots: []) == [1])
    #expect(characteristicPolynomial(of: [1, 2, 3, 4], order: 2) == [1, -5, -2])
  }
}
