internal import Contracts
internal import Glibc

/// How an oracle algorithm mixes the actions it has gathered.
enum MetaRule: String, CaseIterable, Sendable {
  /// An equilibrium of the restricted game, by linear programming: double oracle.
  case nash
  /// Every response counts once, however often it was the same: fictitious play.
  case uniform
  /// Every response counts e times as much as the one before it.
  case uniformBiased = "uniform-biased"
  /// The average of projected replicator dynamics in the restricted game.
  case prd
  /// The average of regret matching in the restricted game.
  case regretMatching = "regret-matching"

  /// By what the weights of earlier responses shrink when one is added; nil where the restricted game decides.
  var decay: Double? {
    switch self {
    case .uniform: 1
    case .uniformBiased: exp(-1)
    case .nash, .prd, .regretMatching: nil
    }
  }

  /// The rule of self-play that solves the restricted game.
  fileprivate var algorithm: String? {
    switch self {
    case .prd: "projected-replicator"
    case .regretMatching: "regret-matching"
    case .nash, .uniform, .uniformBiased: nil
    }
  }
}

/// A rule with its numbers: the profile to respond to.
struct MetaStrategy: Sendable {
  let rule: MetaRule
  /// Rounds of self-play.
  var iterations = 1
  /// Knobs of self-play by name; those that an algorithm lacks count for others.
  var knobs: [String: Double] = [:]

  /// A profile of the restricted game.
  ///
  /// - Parameter weights: of the actions by the responses they were, for the rules that only count.
  func profile(_ restricted: PayoffMatrix, _ weights: [[Double]], seed: UInt64) throws -> Profile {
    if rule.decay != nil {
      return weights.map { weights in
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
      }
    }
    guard let id = rule.algorithm else { return try zeroSumEquilibrium(restricted).profile }
    guard let entry = allAlgorithms.first(where: { $0.card.id == id }) else {
      throw Refusal("--option meta=\(rule.rawValue) needs \(id), which is not registered; use nash or uniform")
    }
    let algorithm = try entry.make(
      try Options([:], for: entry.card), entry.knobs.map { knobs[$0.name] ?? $0.defaultValue })
    let run = Run(iterations: iterations, seed: seed, recordEvery: iterations)
    return try algorithm.solve(Contest(FiniteGame(zeroSum: restricted)), run).profile
  }
}
