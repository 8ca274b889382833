/// How far a profile is from a Nash equilibrium.
public struct Gap: Sendable, Equatable {
  /// What each player could gain by its best response to the others.
  public let improvements: [Double]
  /// What each player receives.
  public let values: [Double]

  /// `NashConv = sum_i (max_a u_i(a, s_-i) - u_i(s))`; in zero-sum games `max_i (U y)_i - min_j (x^T U)_j`, the duality gap and
  /// the Nikaido-Isoda function.
  ///
  /// A profile is an eps-Nash equilibrium if no improvement exceeds eps; then NashConv is at most n eps.
  public var nashConv: Double { improvements.reduce(0, +) }

  /// NashConv divided by the number of players, as OpenSpiel defines it for two players of constant sum.
  ///
  /// Many papers on GANs call NashConv itself, or one player's part of it, the exploitability.
  public var exploitability: Double { nashConv / Double(improvements.count) }

  /// From each player's strategy and what each of its actions pays.
  ///
  /// Rounding may leave an improvement below 0 by a unit of the last place; it counts as 0.
  public init(_ profile: Profile, payoffs: [[Double]]) {
    values = zip(profile, payoffs).map { inner($0, $1) }
    improvements = zip(values, payoffs).map { Self.improvement(to: largest($1), from: $0) }
  }

  /// What a player gains that receives `value` and could receive `best`: not below 0, and not a number where one is none.
  static func improvement(to best: Double, from value: Double) -> Double {
    let gain = best - value
    return gain < 0 ? 0 : gain
  }

  /// From what each player could gain and what it receives.
  init(improvements: [Double], values: [Double]) { (self.improvements, self.values) = (improvements, values) }
}

extension FiniteGame {
  /// The gap of a profile.
  ///
  /// - Cost: one pass over every player's payoffs.
  public func gap(at profile: Profile) -> Gap { Gap(profile, payoffs: payoffs(at: profile)) }
}
