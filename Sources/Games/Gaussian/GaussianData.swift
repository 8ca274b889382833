import Contracts
import Spectra

/// Gaussian data N(mu, Sigma): read from the options `dimension`, `covariance` and `mean`, kept as knobs.
struct GaussianData: Sendable {
  /// N.
  let dimension: Int
  /// Sigma, row by row; the identity where no file is given.
  let sigma: [[Double]]
  /// mu; zero where no file is given.
  let mu: [Double]

  /// N from the option, or from the files.
  init(_ options: Options, of game: String) throws(Refusal) {
    let (covariance, mean) = (options.matrix("covariance"), options.matrix("mean"))
    let n =
      options.isGiven("dimension")
      ? options.integer("dimension")
      : covariance?.rows.count ?? mean.map { $0.rows.flatMap { $0 }.count } ?? options.integer("dimension")
    guard n <= 64 else { throw Refusal("\(game): dimension \(n) is too large; at most 64") }
    if let covariance { try Self.check(covariance.rows, source: covariance.source, order: n) }
    if let mean, mean.rows.count != 1 && mean.rows[0].count != 1 || mean.rows.flatMap({ $0 }).count != n {
      throw Refusal(.data, "\(mean.source): the mean must be one row or one column of \(n) numbers")
    }
    dimension = n
    sigma = covariance?.rows ?? (0..<n).map { i in (0..<n).map { i == $0 ? 1 : 0 } }
    mu = mean.map { $0.rows.flatMap { $0 } } ?? Array(repeating: 0, count: n)
  }

  private static func check(_ rows: [[Double]], source: String, order n: Int) throws(Refusal) {
    guard rows.count == n, rows[0].count == n else {
      throw Refusal(.data, "\(source): a \(rows.count) x \(rows[0].count) matrix; the covariance must be \(n) x \(n)")
    }
    for i in 0..<n {
      for j in 0..<i where rows[i][j] != rows[j][i] {
        throw Refusal(
          .data,
          "\(source):\(i + 1):\(j + 1): the covariance is not symmetric: \(rows[i][j]) here, \(rows[j][i]) in row \(j + 1), column \(i + 1)"
        )
      }
    }
    guard (try? choleskyFactor(of: rows.flatMap { $0 }, order: n)) != nil else {
      throw Refusal(.data, "\(source): the covariance is not positive definite")
    }
  }

  /// `mu_1, ...`.
  var meanKnobs: [Knob] {
    zip(vectorNames("mu", dimension), mu).map { Knob($0, $1, .real, "mean of the data, data units") }
  }

  /// `sigma_11, sigma_12, ...`: the upper triangle, row by row.
  var covarianceKnobs: [Knob] {
    let pairs = upperPairs(dimension)
    return zip(pairNames("sigma", pairs, largest: dimension), pairs).map {
      Knob($0, sigma[$1.0][$1.1], .real, "covariance of the data, data units^2")
    }
  }

  /// Sigma, row by row, from its upper triangle.
  func covariance(_ triangle: ArraySlice<Double>) -> [Double] {
    (0..<dimension * dimension).map {
      let (i, j) = ($0 / dimension, $0 % dimension)
      return triangle[triangle.startIndex + upperPlace(min(i, j), max(i, j), order: dimension)]
    }
  }

  /// Refuses a covariance that is not positive definite.
  func validate(_ triangle: ArraySlice<Double>) throws(Refusal) {
    guard (try? choleskyFactor(of: covariance(triangle), order: dimension)) != nil else {
      let values = zip(covarianceKnobs, triangle).prefix(6).map { "\($0.name)=\($1)" }
      throw Refusal("--set \(values.joined(separator: ",")): the covariance is not positive definite")
    }
  }
}

/// The place of entry (i, j), `i <= j`, in an upper triangle by rows.
@inline(__always) func upperPlace(_ i: Int, _ j: Int, order n: Int) -> Int { i * n - i * (i - 1) / 2 + j - i }

/// The place of entry (i, j), `i >= j`, in a lower triangle by rows.
@inline(__always) func lowerPlace(_ i: Int, _ j: Int) -> Int { i * (i + 1) / 2 + j }
