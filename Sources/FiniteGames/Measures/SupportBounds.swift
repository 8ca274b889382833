public import Contracts
internal import Glibc

/// How many pure strategies a mixture needs to be nearly optimal.
public enum SupportBounds {
  /// The fewest points of a generator that concedes at most `eps` against uniform data on N points: `ceil((1 - eps) N)`,
  /// as the best generator of k points concedes `1 - k / N` (`UniformGANG`).
  ///
  /// An `eps` given to a few digits counts as that decimal number: products within 1e-12 above an integer are that integer.
  /// - Throws: `Refusal` unless `0 <= eps < 1` and `N >= 1`.
  static func components(points n: Int, exploitability eps: Double) throws(Refusal) -> Int {
    guard n >= 1, eps >= 0, eps < 1 else {
      throw Refusal("N = \(n) and eps = \(eps): N must be at least 1 and eps from 0 to 1 without 1")
    }
    let product = (1 - eps) * Double(n)
    return max(1, Int((product - 1e-12 * Double(n)).rounded(.up)))
  }

  /// So many samples of an optimal mixture of a player whose opponent has n actions suffice for a uniform mixture of them
  /// that loses at most `eps` in units of the range of payoffs: `ceil(ln n / (2 eps^2))`.
  ///
  /// - Source: Lipton and Young (1994), STOC 26, 734; Althofer (1994), Linear Algebra and its Applications 199, 339.
  /// - Throws: `Refusal` unless `n >= 1`, `0 < eps <= 1` and the number is below 2^53.
  public static func samples(actions n: Int, loss eps: Double) throws(Refusal) -> Int {
    guard n >= 1, eps > 0, eps <= 1 else {
      throw Refusal("n = \(n) and eps = \(eps): n must be at least 1 and eps above 0 and at most 1")
    }
    let count = (log(Double(n)) / (2 * eps * eps)).rounded(.up)
    guard count < 0x1p53 else { throw Refusal("eps = \(eps) needs more than 2^53 samples; take a larger one") }
    return max(1, Int(count))
  }
}
