internal import Contracts

/// All equilibria of a two-player game by enumeration of supports; in degenerate games the extreme ones.
///
/// Every equilibrium of a game that is not degenerate is a pair of vertices of the players' best-response polyhedra
/// (`ResponseVertices`) that respond best to each other, with supports of equal size. In a degenerate game the supports may
/// differ in size, and the equilibria are the products of convex hulls of pairs found here; none of those is missed.
/// A game is degenerate if a strategy has more best responses than actions it plays; then some vertex is such a strategy.
/// - Tolerance: probabilities up to 1e-9 are 0; payoffs within 1e-9 of their range are equal; so are smallest singular values
///   below 1e-9 of the largest.
/// - Cost: two linear systems for every pair of sets of equal size, `2 (m + n choose n)` in all: 0.7 s for 8 x 8 actions,
///   7 s for 10 x 10.
/// - Source: Porter, Nudelman, Shoham (2008), Games and Economic Behavior 63, 642; von Stengel (2007) in Algorithmic Game
///   Theory, chapter 3, for degenerate games.
struct SupportEnumeration: Algorithm {
  static let card = Card(
    id: "support-enumeration", title: "Support enumeration: all equilibria of a small two-player game",
    formulas: "(A y)_i = max on the support of x, (x^T B)_j = max on the support of y",
    source: "Porter, Nudelman, Shoham (2008); von Stengel (2007) for degenerate games")

  /// More pairs of supports than this are refused.
  static let largestCount = 2_000_000

  init(options: Options, knobs: [Double]) {}

  func check(_ contest: Contest) throws(Refusal) {
    let counts = try contest.finite().actionCounts
    guard counts.count == 2 else {
      throw Refusal("support-enumeration takes two players, not \(counts.count); qre and the learners take any number")
    }
    guard ResponseVertices.systems(counts[0], counts[1], limit: Self.largestCount) != nil else {
      throw Refusal(
        "\(counts[0]) x \(counts[1]) actions have more than \(Self.largestCount) pairs of supports; use lp for a zero-sum game, or a learner"
      )
    }
  }

  func solve(_ contest: Contest, _ run: Run) throws -> Solution {
    try run.refuseStart(for: Self.card)
    try check(contest)
    let game = try contest.finite()
    guard let (first, second) = game.matrices else { throw Refusal("support-enumeration takes two players") }
    let rows = ResponseVertices(payoffs: try second.positive().matrix)
    let columns = ResponseVertices(payoffs: try first.transposed.positive().matrix)
    var found = FoundEquilibria()
    var responses: [ResponseVertex] = []
    do {
      try columns.forEachVertex(run) {
        responses.append($0)
        found.notice($0)
      }
      try rows.forEachVertex(run) { row in
        found.notice(row)
        for column in responses where row.isEquilibrium(with: column) {
          let profile = [row.strategy, column.strategy]
          let gap = game.gap(at: profile)
          found.add(profile, gap)
          try run.record(Iteration(number: found.profiles.count, profile: profile, gap: gap))
          run.progress(found.profiles.count)
        }
      }
    } catch is Interruption {
      return found.solution(.interrupted, or: game.uniformProfile, game)
    }
    guard !found.profiles.isEmpty else {
      throw Refusal(.numerical, "rounding hid every equilibrium; scale the payoffs, or use qre")
    }
    return found.solution(.solved, or: game.uniformProfile, game)
  }
}

/// Thrown to leave an enumeration from outside.
private struct Interruption: Error {}

extension ResponseVertices {
  /// Every vertex, by the size of its support, then in lexicographic order.
  fileprivate func forEachVertex(_ run: Run, _ body: (ResponseVertex) throws -> Void) throws {
    for size in 1...min(payoffs.rows, payoffs.columns) {
      try forEachSubset(of: payoffs.rows, size: size) { support in
        if run.isInterrupted() { throw Interruption() }
        for vertex in vertices(support: support) { try body(vertex) }
      }
    }
  }
}
