import Contracts
import Glibc
import Scalars
import Spectra

/// Where one mixture of two unit Gaussians is denser than another: at most two intervals, as l_1, r_1, l_2, r_2.
///
/// The difference F of the densities has the sign of `sum_k (e^(t_k x - t_k^2/2) - e^(m_k x - m_k^2/2))`, a sum of four
/// exponentials with at most three zeros. They may lie outside the range of the means, and far out: beyond `farEnd` nothing
/// is left of any density, and an end there counts as infinite.
struct OptimalIntervals {
  /// The ends; those at infinity hold 0.
  private(set) var ends = SIMD4<Double>()
  /// -1 and 1 at minus and plus infinity, 0 at a zero of F.
  ///
  /// An interval that is not needed is empty, at plus infinity; both
  /// are where the mixtures are the same.
  private(set) var infinite = SIMD4<Double>(repeating: 1)

  init(target: (Double, Double), mu: (Double, Double)) {
    var difference = ExponentialSum()
    for mean in [target.0, target.1] { difference.add(1, slope: mean, offset: -mean * mean / 2) }
    for mean in [mu.0, mu.1] { difference.add(-1, slope: mean, offset: -mean * mean / 2) }
    let limit: Double = farEnd(target.0, target.1, mu.0, mu.1)
    let zeros = difference.signChanges(from: -limit, to: limit)
    if zeros.firstSign > 0 { infinite[0] = -1 }
    let first = zeros.firstSign > 0 ? 1 : 0
    for k in 0..<zeros.count { (ends[first + k], infinite[first + k]) = (zeros[k], 0) }
  }
}

/// 40 standard deviations beyond the mean of largest magnitude: the density there is below the smallest double.
func farEnd<S: OrderedScalar>(_ a: S, _ b: S, _ c: S, _ d: S) -> S {
  40 + .max(.max(.abs(a), .abs(b)), .max(.abs(c), .abs(d)))
}

/// The mass of the difference of the densities in the intervals where it is positive.
func totalVariation(_ intervals: OptimalIntervals, target: [Double], mu: [Double]) -> Double {
  (0..<4).reduce(0) { sum, k in
    let x = intervals.infinite[k] == 0 ? intervals.ends[k] : intervals.infinite[k] * .infinity
    let mass = (0..<2).reduce(0) { $0 + (.normalCDF(x - target[$1]) - .normalCDF(x - mu[$1])) / 2 }
    return k % 2 == 0 ? sum - mass : sum + mass
  }
}

extension TwoGaussians {
  /// The ends of the intervals where F > 0: found on doubles, then two Newton steps on the scalar for the derivatives.
  ///
  /// Where F touches 0 there is no interval, and no derivative exists.
  func bestResponse<S: OrderedScalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let (means, found) = (Point<S>(count: 4, in: z.arena), Point<S>(count: 8, in: z.arena))
    (means[0], means[1], means[2], means[3]) = (k[0], k[1], z[0], z[1])
    S.constants(from: means, into: found) { means, found in
      let best = OptimalIntervals(target: (means[0], means[1]), mu: (means[2], means[3]))
      for i in 0..<4 { (found[i], found[4 + i]) = (best.ends[i], best.infinite[i]) }
    }
    let far: S = farEnd(means[0], means[1], means[2], means[3])
    for i in 0..<4 {
      let (infinite, zero) = (found[4 + i], refined(refined(found[i], means), means))
      z[2 + i] = .select(positive: infinite, far, .select(positive: -infinite, -far, zero))
    }
  }

  /// A Newton step for a zero of `sum_k (e^(t_k x - t_k^2/2) - e^(m_k x - m_k^2/2))`, in units of its largest term.
  private func refined<S: OrderedScalar>(_ x: S, _ means: Point<S>) -> S {
    var largest = means[0] * (x - means[0] / 2)
    for k in 1..<4 { largest = .max(largest, means[k] * (x - means[k] / 2)) }
    var (value, slope): (S, S) = (0, 0)
    for k in 0..<4 {
      let term: S = .exp(means[k] * (x - means[k] / 2) - largest)
      value = k < 2 ? value + term : value - term
      slope = k < 2 ? slope + means[k] * term : slope - means[k] * term
    }
    // Flat where the zero is triple: no step there.
    return .select(positive: .abs(slope) - S(exact: 0x1p-40), x - value / slope, x)
  }

  func facts(knobs k: [Double]) -> [Fact] {
    [collapsed(k[0], k[1])].compactMap { $0 }.flatMap { $0 } + (isConstrained ? [] : solved(k[0], k[1]))
  }

  /// Both means at the centre m of the data, against the best discriminator `(-infinity, m - x_0], [m + x_0, infinity)`,
  /// `cosh(c x_0) = exp(c^2/2)` with c half the distance of the targets.
  ///
  /// With `q = x_0 phi(x_0)` and `s = F'(m + x_0)`: J is -q on mu_1 - mu_2 and s on r_1 - l_2, `[[-q, q], [-q, s]]` on their
  /// means, and 0 on the far ends.
  private func collapsed(_ first: Double, _ second: Double) -> [Fact]? {
    let (centre, c) = ((first + second) / 2, (first - second).magnitude / 2)
    guard c > 1e-3, c < 30 else { return nil }
    let excess = expm1(c * c / 2)
    let x = log1p(excess + (excess * (excess + 2)).squareRoot()) / c
    let q = x * .normalPDF(x)
    let s: Double = c * .normalPDF(x) * exp(-c * c / 2) * sinh(c * x)
    let far: Double = farEnd(first, second, centre, centre)
    let point = [centre, centre, -far, centre - x, centre + x, far]
    let generator = [0, q / 2, q / 2, 0]
    let rows = [
      [-q, 0] + generator, [0, -q] + generator, [0, 0, 0, 0, 0, 0], [-q / 2, -q / 2, 0, s, 0, 0],
      [-q / 2, -q / 2, 0, 0, s, 0], [0, 0, 0, 0, 0, 0],
    ]
    let mean = Fact.pair(centre: (q - s) / 2, discriminant: (q + s) * (q + s) / 4 - q * q)
    return [
      .equilibrium(point), .jacobian(at: point, rows: rows),
      .fieldEigenvalues(at: point, [(q, 0), (-s, 0), (0, 0), (0, 0)] + mean),
    ]
  }

  /// The generator at the data, against empty intervals, here one standard deviation beyond the targets: J is a rotation
  /// between the means and the ends.
  private func solved(_ first: Double, _ second: Double) -> [Fact] {
    let (low, high) = (min(first, second) - 1, max(first, second) + 1)
    let (means, ends) = ([first, second], [low, low, high, high])
    let point = means + ends
    // d xi_mu / d end: half of +-(end - mean) phi(end - mean).
    let cross = means.map { mean in
      ends.enumerated().map { index, end in (index % 2 == 0 ? 0.5 : -0.5) * (end - mean) * .normalPDF(end - mean) }
    }
    let rows = cross.map { [0, 0] + $0 } + (0..<4).map { end in cross.map { -$0[end] } + [0, 0, 0, 0] }
    var facts: [Fact] = [.equilibrium(point), .jacobian(at: point, rows: rows), .losses(at: point, [1, -1])]
    if let singular = try? singularValues(of: cross.flatMap { $0 }, rows: 2, columns: 4) {
      facts.append(
        .fieldEigenvalues(
          at: point, [(0, 0), (0, 0)] + singular.flatMap { Fact.pair(centre: 0, discriminant: -$0 * $0) }))
    }
    return facts
  }
}
