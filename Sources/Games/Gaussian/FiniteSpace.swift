import Contracts

/// Finitely many points with the data's and the generator's two probabilities.
struct FiniteSpace: Sendable {
  let x, mu, nu0, nu1: [Double]

  /// Number of points.
  var count: Int { x.count }

  private init(x: [Double], mu: [Double], nu0: [Double], nu1: [Double]) {
    (self.x, self.mu, self.nu0, self.nu1) = (x, mu, nu0, nu1)
  }

  /// Four points.
  static let standard = FiniteSpace(
    x: [0, 1, 2, 3], mu: [0.1, 0.4, 0.2, 0.3], nu0: [0.4, 0.3, 0.2, 0.1], nu1: [0.1, 0.2, 0.3, 0.4])

  /// Rows x, mu, nu0, nu1 of a file.
  init(_ file: (rows: [[Double]], source: String)) throws(Refusal) {
    let (rows, source) = file
    guard rows[0].count == 4 else {
      throw Refusal(.data, "\(source): \(rows[0].count) columns; the distribution has four: x, mu, nu0, nu1")
    }
    func column(_ j: Int) -> [Double] { rows.map { $0[j] } }
    self.init(x: column(0), mu: column(1), nu0: column(2), nu1: column(3))
    for (name, j) in [("mu", 1), ("nu0", 2), ("nu1", 3)] {
      if let row = rows.firstIndex(where: { !($0[j] >= 0) }) {
        throw Refusal(.data, "\(source):\(row + 1):\(j + 1): \(name) = \(rows[row][j]); a probability is >= 0")
      }
      let sum = column(j).reduce(0, +)
      guard (sum - 1).magnitude <= 1e-12 else {
        throw Refusal(.data, "\(source): the probabilities \(name) sum to \(sum), not to 1")
      }
    }
    for i in rows.indices {
      for j in 0..<i where x[i] == x[j] {
        throw Refusal(.data, "\(source):\(i + 1):1: the point \(x[i]) stands in row \(j + 1) already")
      }
    }
  }

  /// nu at theta.
  func nu(_ theta: Double) -> [Double] { zip(nu0, nu1).map { (1 - theta) * $0 + theta * $1 } }

  /// `sum weights x^j`.
  func moment(_ j: Int, _ weights: [Double]) -> Double {
    zip(x, weights).reduce(0) { $0 + $1.1 * power($1.0, j) }
  }
}

/// `x^j` for a natural exponent.
func power(_ x: Double, _ j: Int) -> Double { (0..<j).reduce(1) { product, _ in product * x } }
