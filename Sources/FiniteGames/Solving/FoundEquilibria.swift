/// What an enumeration has found, and what is to be said about it.
struct FoundEquilibria {
  private(set) var profiles: [Profile] = []
  private var gaps: [Gap] = []
  private var degenerate: ResponseVertex?

  /// Looks for a strategy with more best responses than actions played.
  mutating func notice(_ vertex: ResponseVertex) {
    if degenerate == nil, vertex.bestCount > vertex.support.count { degenerate = vertex }
  }

  /// Adds an equilibrium.
  mutating func add(_ profile: Profile, _ gap: Gap) {
    profiles.append(profile)
    gaps.append(gap)
  }

  /// The first equilibrium, with all; `fallback` where none is found yet.
  func solution(_ outcome: NashOutcome, or fallback: Profile, _ game: FiniteGame) -> Solution {
    let profile = profiles.first ?? fallback
    var solution = Solution(
      profile: profile, gap: gaps.first ?? game.gap(at: profile), iterations: profiles.count, outcome: outcome)
    solution.equilibria = profiles
    solution.figures = [("largest_nash_conv", gaps.map(\.nashConv).max() ?? .nan)]
    if outcome == .solved { solution.notes = notes }
    return solution
  }

  private var notes: [String] {
    guard let vertex = degenerate else {
      // Lemke and Howson: their number is odd.
      return profiles.count.isMultiple(of: 2)
        ? ["the game has an even number of equilibria although it is not degenerate: rounding has hidden or added one"]
        : []
    }
    let start =
      "the game is degenerate: a strategy that plays \(vertex.support.count) actions has \(vertex.bestCount) best responses; "
    return [
      start
        + (hasContinuum
          ? "its equilibria form continua, of which the extreme equilibria are listed: between two that share a player's strategy all are equilibria"
          : "all its equilibria are listed nevertheless, because no two share a player's strategy")
    ]
  }

  /// Whether two equilibria share a player's strategy, so that mixtures of them are equilibria.
  ///
  /// Strategies come from the lists of vertices, so that equal ones are equal to the last bit.
  private var hasContinuum: Bool {
    [0, 1].contains { player in Set(profiles.map { $0[player] }).count < profiles.count }
  }
}
