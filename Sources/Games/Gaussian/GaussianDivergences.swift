import Contracts
import Spectra

/// `KL(N(m0, S0) || N(m1, S1)) = (tr(S1^-1 S0) + (m1-m0)^T S1^-1 (m1-m0) - n + log det S1 - log det S0) / 2` in nats;
/// infinite where one of the covariances is singular.
func gaussianKL(_ s0: [Double], _ m0: [Double], _ s1: [Double], _ m1: [Double]) -> Double {
  let n = m0.count
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

/// The 2-Wasserstein distance of N(m0, S0), S0 positive definite, and N(m1, F F^T) with F square; infinite where they do
/// not exist.
func gaussianW2(_ s0: [Double], _ m0: [Double], factor: [Double], _ m1: [Double]) -> Double {
  let n = m0.count
  guard let root = try? choleskyFactor(of: s0, order: n), let gap = try? procrustesDistance(root, factor, order: n)
  else { return .infinity }
  return zip(m0, m1).reduce(gap * gap) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
}

/// `F F^T` for an n x n matrix by rows.
func gram(_ factor: [Double], order n: Int) -> [Double] {
  (0..<n * n).map { e in (0..<n).reduce(0) { $0 + factor[e / n * n + $1] * factor[e % n * n + $1] } }
}

/// A generated Gaussian beside the data, as the diagnostics of a game see them at a point and knobs.
struct GaussianPair {
  /// Data: mean and covariance by rows.
  let mean, covariance: [Double]
  /// Generator: mean and a square factor of the covariance by rows.
  let generatedMean, factor: [Double]
}

/// The columns `kl`, `reverse-kl` and `w2`.
func gaussianDiagnostics(_ pair: @escaping @Sendable (_ z: [Double], _ knobs: [Double]) -> GaussianPair) -> [Diagnostic]
{
  [
    Diagnostic("kl", unit: "nats", "KL(data || generator)") {
      let p = pair($0, $1)
      return gaussianKL(p.covariance, p.mean, gram(p.factor, order: p.mean.count), p.generatedMean)
    },
    Diagnostic("reverse-kl", unit: "nats", "KL(generator || data)") {
      let p = pair($0, $1)
      return gaussianKL(gram(p.factor, order: p.mean.count), p.generatedMean, p.covariance, p.mean)
    },
    Diagnostic("w2", unit: "data units", "2-Wasserstein distance between data and generator") {
      let p = pair($0, $1)
      return gaussianW2(p.covariance, p.mean, factor: p.factor, p.generatedMean)
    },
  ]
}
