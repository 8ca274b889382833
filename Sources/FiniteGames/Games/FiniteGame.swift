/// Probabilities of one player's actions.
public typealias Strategy = [Double]
/// One strategy per player.
public typealias Profile = [Strategy]

/// A finite game in normal form: every player maximises its own payoff.
///
/// In the theory pages of zero-sum games the payoffs are `x^T U y`, maximised by player 1, the row player, and
/// minimised by player 2.
public struct FiniteGame: Sendable {
  /// Where the payoffs are.
  enum Payoffs: Sendable {
    /// Player 2 receives the negative.
    case zeroSum(PayoffMatrix)
    case bimatrix(PayoffMatrix, PayoffMatrix)
    /// One table per player, the last player's action running fastest.
    case tables([[Double]])
  }

  /// The number of actions of each player.
  public let actionCounts: [Int]
  let payoffs: Payoffs

  /// A two-player zero-sum game from what player 1 receives.
  public init(zeroSum matrix: PayoffMatrix) {
    self.init([matrix.rows, matrix.columns], .zeroSum(matrix))
  }

  /// A two-player game from what each player receives; zero-sum if the payoffs cancel exactly.
  public init(_ first: PayoffMatrix, _ second: PayoffMatrix) {
    precondition(first.rows == second.rows && first.columns == second.columns)
    let cancels = zip(first.entries, second.entries).allSatisfy { $0 == -$1 }
    self.init([first.rows, first.columns], cancels ? .zeroSum(first) : .bimatrix(first, second))
  }

  /// A game of any number of players from one table per player, the last player's action running fastest.
  public init(actionCounts: [Int], tables: [[Double]]) {
    precondition(tables.count == actionCounts.count && tables.allSatisfy { $0.count == actionCounts.reduce(1, *) })
    if actionCounts.count == 2 {
      let matrices = tables.map { PayoffMatrix(rows: actionCounts[0], columns: actionCounts[1], entries: $0) }
      self.init(matrices[0], matrices[1])
    } else {
      self.init(actionCounts, .tables(tables))
    }
  }

  private init(_ actionCounts: [Int], _ payoffs: Payoffs) {
    (self.actionCounts, self.payoffs) = (actionCounts, payoffs)
  }

  /// Whether two players' payoffs cancel.
  public var isZeroSum: Bool { zeroSumMatrix != nil }

  /// What player 1 receives in a zero-sum game; nil in others.
  public var zeroSumMatrix: PayoffMatrix? { if case .zeroSum(let matrix) = payoffs { matrix } else { nil } }

  /// What each player receives in a two-player game; nil with more players.
  public var matrices: (first: PayoffMatrix, second: PayoffMatrix)? {
    switch payoffs {
    case .zeroSum(let u): (u, PayoffMatrix(rows: u.rows, columns: u.columns, entries: u.entries.map { -$0 }))
    case .bimatrix(let first, let second): (first, second)
    case .tables: nil
    }
  }

  /// The profile of uniform strategies.
  public var uniformProfile: Profile { actionCounts.map { Strategy(repeating: 1 / Double($0), count: $0) } }

  /// The smallest and the largest payoff of a player.
  public func range(of player: Int) -> ClosedRange<Double> {
    let entries: [Double] =
      switch payoffs {
      case .zeroSum(let u): player == 0 ? u.entries : u.entries.map { -$0 }
      case .bimatrix(let first, let second): (player == 0 ? first : second).entries
      case .tables(let tables): tables[player]
      }
    var (low, high) = (entries[0], entries[0])
    for entry in entries { (low, high) = (min(low, entry), max(high, entry)) }
    return low...high
  }
}

/// Expected payoffs.
extension FiniteGame {
  /// What each action of one player pays against the others' strategies, into `g`.
  ///
  /// - Cost: one pass over the player's payoffs.
  public func writePayoffs(of player: Int, at profile: Profile, into g: inout [Double]) {
    switch (payoffs, player) {
    case (.zeroSum(let u), 0), (.bimatrix(let u, _), 0): u.againstColumns(profile[1], into: &g)
    case (.zeroSum(let u), _): u.againstRows(profile[0], times: -1, into: &g)
    case (.bimatrix(_, let u), _): u.againstRows(profile[0], into: &g)
    case (.tables(let tables), _): contract(tables[player], profile, keeping: player, into: &g)
    }
  }

  /// What each action of every player pays against the others' strategies, into `g`.
  ///
  /// - Cost: one pass over the payoffs.
  public func writePayoffs(at profile: Profile, into g: inout [[Double]]) {
    if case .zeroSum(let u) = payoffs { return u.againstBoth(profile, into: &g) }
    for player in g.indices { writePayoffs(of: player, at: profile, into: &g[player]) }
  }

  /// What each action of every player pays against the others' strategies.
  public func payoffs(at profile: Profile) -> [[Double]] {
    var g = actionCounts.map { [Double](repeating: 0, count: $0) }
    writePayoffs(at: profile, into: &g)
    return g
  }

  /// Sums a table over the actions of all players but one, each action weighted by its probability.
  private func contract(_ table: [Double], _ profile: Profile, keeping player: Int, into g: inout [Double]) {
    // From the last player on, whose actions are neighbours, then from the first.
    var sums = table
    for other in actionCounts.indices.reversed() where other > player {
      let n = actionCounts[other]
      sums = (0..<sums.count / n).map { i in
        (0..<n).reduce(0) { $0 + sums[i * n + $1] * profile[other][$1] }
      }
    }
    for other in 0..<player {
      let (n, stride) = (actionCounts[other], sums.count / actionCounts[other])
      sums = (0..<stride).map { i in
        (0..<n).reduce(0) { $0 + sums[$1 * stride + i] * profile[other][$1] }
      }
    }
    for i in g.indices { g[i] = sums[i] }
  }
}
