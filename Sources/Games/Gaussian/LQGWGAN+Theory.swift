import Contracts
import Glibc
import Spectra

/// What is known in closed form about the LQG-WGAN: its data, equilibria, Jacobian, and exact divergences.
extension LQGWGAN {
  /// N: from the option, or from the files.
  static func dimension(
    _ options: Options, _ covariance: (rows: [[Double]], source: String)?, _ mean: (rows: [[Double]], source: String)?
  ) throws(Refusal) -> Int {
    let n =
      options.isGiven("dimension")
      ? options.integer("dimension")
      : covariance?.rows.count ?? mean.map { $0.rows.flatMap { $0 }.count } ?? options.integer("dimension")
    guard n <= 64 else { throw Refusal("lqg-wgan: dimension \(n) is too large; at most 64") }
    if let covariance {
      let (rows, source) = covariance
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
    if let mean, mean.rows.count != 1 && mean.rows[0].count != 1 || mean.rows.flatMap({ $0 }).count != n {
      throw Refusal(.data, "\(mean.source): the mean must be one row or one column of \(n) numbers")
    }
    return n
  }

  func validate(knobs: [Double]) throws(Refusal) {
    guard (try? choleskyFactor(of: covariance(knobs), order: dimension)) != nil else {
      let values = zip(self.knobs, knobs).filter { $0.0.name.hasPrefix("sigma") }.prefix(6).map {
        "\($0.0.name)=\($0.1)"
      }
      throw Refusal("--set \(values.joined(separator: ",")): the covariance is not positive definite")
    }
  }

  /// Equilibria: W2 = 0, w1 = 0, A A^T = Sigma, b = mu.
  ///
  /// The columns of A may change sign; all 2^N are listed while N <= 4.
  func facts(knobs: [Double]) -> [Fact] {
    let floor = knobs[knobs.count - 1]
    guard let factor = try? choleskyFactor(of: covariance(knobs), order: dimension) else { return [] }
    let signs = part == .mean || floor > 0 || dimension > 4 ? 1 : 1 << dimension
    return (0..<signs).flatMap { pattern -> [Fact] in
      let a = (0..<dimension * dimension).map { pattern >> ($0 % dimension) & 1 == 0 ? factor[$0] : -factor[$0] }
      guard (0..<dimension).allSatisfy({ floor == 0 || a[$0 * dimension + $0] >= floor }) else { return [] }
      return facts(at: a, knobs)
    }
  }

  /// With `B = dF_D/dG`, the Jacobian is `[[critic_l2 I, B], [-B^T, 0]]`: eigenvalues of -J from the singular values of B.
  private func facts(at a: [Double], _ knobs: [Double]) -> [Fact] {
    let (rows, damping) = (coupling(a, knobs), knobs[knobs.count - 2])
    let (half, total) = (rows.count, 2 * rows.count)
    var point = Array(repeating: 0.0, count: half)
    if part != .mean { for i in 0..<dimension { for j in 0...i { point.append(a[i * dimension + j]) } } }
    if part != .covariance { point += knobs[..<dimension] }
    guard dimension <= 4, let singular = try? singularValues(of: rows.flatMap { $0 }, rows: half, columns: half) else {
      return [.equilibrium(point)]
    }
    let jacobian = (0..<total).map { i in
      (0..<total).map { j in
        i < half ? (j < half ? (i == j ? damping : 0) : rows[i][j - half]) : (j < half ? -rows[j][i - half] : 0)
      }
    }
    let eigenvalues = singular.flatMap {
      Fact.pair(centre: -damping / 2, discriminant: damping * damping / 4 - $0 * $0)
    }
    return [.equilibrium(point), .jacobian(at: point, rows: jacobian), .fieldEigenvalues(at: point, eigenvalues)]
  }

  /// `B_{ij,kl} = (2 - d_ij)(d_ik a_jl + d_jk a_il)`, the same with mu for b, and the identity for w1 against b.
  private func coupling(_ a: [Double], _ knobs: [Double]) -> [[Double]] {
    let n = dimension
    let (hasQuadratic, hasLinear) = (part != .mean, part != .covariance)
    let columns = (hasQuadratic ? n * (n + 1) / 2 : 0) + (hasLinear ? n : 0)
    var rows: [[Double]] = []
    if hasQuadratic {
      for i in 0..<n {
        for j in i..<n {
          var row = Array(repeating: 0.0, count: columns)
          let factor = i == j ? 1.0 : 2.0
          for (k, other) in [(i, j), (j, i)] {
            for l in 0...k { row[lower(k, l) - offsets.a] += factor * a[other * n + l] }
            if hasLinear { row[offsets.b - offsets.a + k] += factor * knobs[other] }
          }
          rows.append(row)
        }
      }
    }
    if hasLinear { rows += (0..<n).map { i in (0..<columns).map { $0 == offsets.b - offsets.a + i ? 1 : 0 } } }
    return rows
  }

  var diagnostics: [Diagnostic] {
    [
      Diagnostic("kl", unit: "nats", "KL(data || generator)") { z, k in
        gaussianKL(covariance(k), mean(k), generated(z, k), generatedMean(z, k), dimension)
      },
      Diagnostic("reverse-kl", unit: "nats", "KL(generator || data)") { z, k in
        gaussianKL(generated(z, k), generatedMean(z, k), covariance(k), mean(k), dimension)
      },
      Diagnostic("w2", unit: "data units", "2-Wasserstein distance between data and generator") { z, k in
        guard let factor = try? choleskyFactor(of: covariance(k), order: dimension),
          let gap = try? procrustesDistance(factor, generatorFactor(z, k), order: dimension)
        else { return .infinity }
        let shift = zip(mean(k), generatedMean(z, k)).map { $0 - $1 }
        return shift.reduce(gap * gap) { $0 + $1 * $1 }.squareRoot()
      },
    ]
  }

  private func mean(_ knobs: [Double]) -> [Double] { Array(knobs[..<dimension]) }
  private func generatedMean(_ z: [Double], _ knobs: [Double]) -> [Double] {
    part == .covariance ? mean(knobs) : Array(z[offsets.b..<offsets.b + dimension])
  }
  /// Sigma, row by row.
  private func covariance(_ knobs: [Double]) -> [Double] {
    (0..<dimension * dimension).map {
      let (i, j) = ($0 / dimension, $0 % dimension)
      return knobs[dimension + upper(min(i, j), max(i, j))]
    }
  }
  /// A, row by row.
  private func generatorFactor(_ z: [Double], _ knobs: [Double]) -> [Double] {
    if part == .mean { return (try? choleskyFactor(of: covariance(knobs), order: dimension)) ?? [] }
    return (0..<dimension * dimension).map {
      let (i, j) = ($0 / dimension, $0 % dimension)
      return i >= j ? z[lower(i, j)] : 0
    }
  }
  /// A A^T, row by row.
  private func generated(_ z: [Double], _ knobs: [Double]) -> [Double] {
    let (a, n) = (generatorFactor(z, knobs), dimension)
    return (0..<n * n).map { e in (0..<n).reduce(0) { $0 + a[e / n * n + $1] * a[e % n * n + $1] } }
  }
}

/// `KL(N(m0, S0) || N(m1, S1)) = (tr(S1^-1 S0) + (m1-m0)^T S1^-1 (m1-m0) - n + log det S1 - log det S0) / 2` in nats;
/// infinite where one of the covariances is singular.
private func gaussianKL(_ s0: [Double], _ m0: [Double], _ s1: [Double], _ m1: [Double], _ n: Int) -> Double {
  guard let log0 = try? logDeterminant(ofPositiveDefinite: s0, order: n),
    let log1 = try? logDeterminant(ofPositiveDefinite: s1, order: n)
  else { return .infinity }
  let shift = zip(m1, m0).map { $0 - $1 }
  var sum = log1 - log0 - Double(n)
  for column in 0..<n {
    guard let solved = try? solve(s1, (0..<n).map { s0[$0 * n + column] }) else { return .infinity }
    sum += solved[column]
  }
  guard let solved = try? solve(s1, shift) else { return .infinity }
  return (sum + zip(shift, solved).reduce(0) { $0 + $1.0 * $1.1 }) / 2
}
