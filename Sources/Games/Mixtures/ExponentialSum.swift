import Glibc

/// `f(x) = sum_k w_k e^(m_k x + b_k)` with at most four terms in rising order of m, and its zeros.
///
/// By Descartes' rule of signs f has at most as many zeros as the weights change signs. Between the zeros of the derivative
/// of `f e^(-m_0 x)`, a sum with one term less, f changes its sign at most once: so the zeros are found from the inside.
struct ExponentialSum {
  private var weights = SIMD4<Double>()
  private var slopes = SIMD4<Double>()
  private var offsets = SIMD4<Double>()
  private var count = 0

  /// Adds a term; a slope that is there already takes the weight (its offset must be the same).
  mutating func add(_ weight: Double, slope: Double, offset: Double) {
    var place = count
    while place > 0, slopes[place - 1] > slope { place -= 1 }
    if place > 0, slopes[place - 1] == slope {
      weights[place - 1] += weight
      return
    }
    for k in stride(from: count, to: place, by: -1) {
      (weights[k], slopes[k], offsets[k]) = (weights[k - 1], slopes[k - 1], offsets[k - 1])
    }
    (weights[place], slopes[place], offsets[place]) = (weight, slope, offset)
    count += 1
  }

  /// At most three zeros in rising order, and the sign of f before the first one; 0 where f vanishes everywhere.
  struct Zeros {
    fileprivate(set) var count = 0
    fileprivate(set) var firstSign = 0
    private var values = SIMD4<Double>()

    subscript(k: Int) -> Double { values[k] }

    fileprivate mutating func append(_ value: Double) {
      values[count] = value
      count += 1
    }
  }

  /// The places in a range where f changes its sign.
  ///
  /// A zero where f only touches 0, to rounding, is none.
  func signChanges(from low: Double, to high: Double) -> Zeros {
    var zeros = Zeros()
    let turning = count > 1 ? reduced.signChanges(from: low, to: high) : Zeros()
    var (left, before) = (low, sign(at: low))
    for k in 0...turning.count {
      let right = k < turning.count ? turning[k] : high
      let after = sign(at: right)
      if after == 0 { continue }
      if before == -after { zeros.append(signChange(from: left, to: right, after)) }
      if zeros.firstSign == 0 { zeros.firstSign = before == 0 ? after : before }
      (left, before) = (right, after)
    }
    if zeros.firstSign == 0 { zeros.firstSign = before }
    return zeros
  }

  /// The derivative of `f e^(-m_0 x)`.
  private var reduced: ExponentialSum {
    var sum = ExponentialSum()
    for k in 1..<count {
      let slope = slopes[k] - slopes[0]
      (sum.weights[k - 1], sum.slopes[k - 1], sum.offsets[k - 1]) = (weights[k] * slope, slope, offsets[k])
    }
    sum.count = count - 1
    return sum
  }

  /// Value and slope in units of the largest term, so that nothing overflows, and the rounding error of the value.
  private func evaluate(at x: Double) -> (value: Double, slope: Double, rounding: Double) {
    let exponents = slopes * x + offsets
    var (largest, steepest) = (-Double.infinity, 0.0)
    for k in 0..<count where weights[k] != 0 {
      largest = max(largest, exponents[k])
      steepest = max(steepest, exponents[k].magnitude)
    }
    var (value, slope, size) = (0.0, 0.0, 0.0)
    for k in 0..<count where weights[k] != 0 {
      let term = weights[k] * exp(exponents[k] - largest)
      value += term
      slope += slopes[k] * term
      size += term.magnitude
    }
    return (value, slope, (8 + 4 * steepest) * size * Double.ulpOfOne)
  }

  private func sign(at x: Double) -> Int {
    let (value, _, rounding) = evaluate(at: x)
    return value.magnitude <= rounding ? 0 : value > 0 ? 1 : -1
  }

  /// The one place between two points where f changes its sign: bisection, then Newton's method held in the bracket.
  private func signChange(from low: Double, to high: Double, _ signAtHigh: Int) -> Double {
    var (left, right, x) = (low, high, (low + high) / 2)
    for round in 0..<100 {
      let (value, slope, _) = evaluate(at: x)
      if value == 0 { return x }
      if (value > 0) == (signAtHigh > 0) { right = x } else { left = x }
      var next = x - value / slope
      if round < 12 || !(left < next && next < right) { next = (left + right) / 2 }
      if (next - x).magnitude <= 2 * x.ulp || !(left < next && next < right) { return next }
      x = next
    }
    return x
  }
}
