internal import Contracts
internal import Glibc
internal import Spectra

/// The equations of logit equilibria in the logarithms `p_ij` of the probabilities and `lambda`, the last unknown.
/// ```
/// sum_j exp p_ij = 1,   p_ij - p_i1 = lambda (u_ij - u_i1) for j > 1
/// ```
/// `u_ij` is what action j pays player i against the others' probabilities.
/// - Source: Turocy (2005), Games and Economic Behavior 51, 243, in logarithms as in Turocy (2010), Economic
///   Theory 42, 255.
struct LogitSystem {
  let game: FiniteGame
  /// Where each player's logarithms start.
  private let starts: [Int]
  /// The number of logarithms.
  let order: Int
  private let largestPayoff: Double

  init(_ game: FiniteGame) {
    self.game = game
    var (starts, order) = ([Int](), 0)
    for count in game.actionCounts {
      starts.append(order)
      order += count
    }
    (self.starts, self.order) = (starts, order)
    largestPayoff = game.actionCounts.indices.map { game.range(of: $0) }.reduce(0) {
      max($0, $1.lowerBound.magnitude, $1.upperBound.magnitude)
    }
  }

  /// The uniform profile with `lambda = 0`.
  var start: [Double] {
    game.actionCounts.flatMap { [Double](repeating: -log(Double($0)), count: $0) } + [0]
  }

  /// The probabilities; each player's sum is 1 up to the error of its equation.
  func profile(_ z: [Double]) -> Profile {
    zip(starts, game.actionCounts).map { start, count in z[start..<start + count].map { exp($0) } }
  }

  /// What is left of the equations.
  func residuals(_ z: [Double]) -> [Double] {
    let (profile, lambda) = (profile(z), z[order])
    let u = game.payoffs(at: profile)
    var left = [Double](repeating: 0, count: order)
    for (i, start) in starts.enumerated() {
      left[start] = profile[i].reduce(-1, +)
      for j in 1..<max(1, u[i].count) {
        left[start + j] = z[start + j] - z[start] - lambda * (u[i][j] - u[i][0])
      }
    }
    return left
  }

  /// What rounding leaves of the equations at their solution.
  func rounding(_ z: [Double]) -> Double {
    let largest = z.dropLast().reduce(0) { max($0, $1.magnitude) }
    return 4 * Double.ulpOfOne * (1 + largest + z[order].magnitude * largestPayoff)
  }

  /// Their derivatives, `order` rows of `order + 1`, with one row left for the caller.
  ///
  /// - Cost: for every action of every player one pass over the payoffs of every other.
  func derivatives(_ z: [Double]) -> [Double] {
    let (profile, lambda, width) = (profile(z), z[order], order + 1)
    let u = game.payoffs(at: profile)
    var a = [Double](repeating: 0, count: width * width)
    for (i, start) in starts.enumerated() {
      for j in u[i].indices { a[start * width + start + j] = profile[i][j] }
      for j in u[i].indices.dropFirst() {
        let row = (start + j) * width
        a[row + start + j] = 1
        a[row + start] = -1
        a[row + order] = u[i][0] - u[i][j]
      }
    }
    for (k, start) in starts.enumerated() {
      for l in profile[k].indices where profile[k][l] > 0 {
        var at = profile
        at[k] = pure(l, of: profile[k].count)
        for i in starts.indices where i != k {
          var g = [Double](repeating: 0, count: u[i].count)
          game.writePayoffs(of: i, at: at, into: &g)
          for j in g.indices.dropFirst() {
            a[(starts[i] + j) * width + start + l] = -lambda * profile[k][l] * (g[j] - g[0])
          }
        }
      }
    }
    return a
  }

  /// The unit vector along which the equations stay solved, in the direction of `previous`.
  ///
  /// - Throws: `LapackError` where branches cross.
  func tangent(_ z: [Double], along previous: [Double]) throws(LapackError) -> [Double] {
    var t = try solve(derivatives(z), previous, [Double](repeating: 0, count: order) + [1])
    let length = inner(t, t).squareRoot()
    for i in t.indices { t[i] /= length }
    return t
  }

  /// The solution of the derivatives' system with one more row.
  func solve(_ derivatives: [Double], _ row: [Double], _ right: [Double]) throws(LapackError) -> [Double] {
    try Spectra.solve(completed(derivatives, row), right)
  }

  /// Whether the determinant of the derivatives and the tangent is positive: it changes its sign only where an odd number of
  /// branches crosses the path, not at turning points.
  ///
  /// - Cost: the eigenvalues of a matrix of order `order + 1`.
  func isPositive(_ z: [Double], _ tangent: [Double]) throws(LapackError) -> Bool {
    var solver = Eigensolver(order: order + 1)
    try solver.eigenvalues(of: completed(derivatives(z), tangent))
    // Complex eigenvalues come in pairs with positive products.
    let negative = solver.real.indices.count { solver.imaginary[$0] == 0 && solver.real[$0] < 0 }
    return negative.isMultiple(of: 2)
  }

  private func completed(_ derivatives: [Double], _ row: [Double]) -> [Double] {
    var a = derivatives
    for j in row.indices { a[order * (order + 1) + j] = row[j] }
    return a
  }
}
