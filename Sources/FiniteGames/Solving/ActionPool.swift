/// The actions that an oracle algorithm has gathered for each player of a zero-sum game, with what they pay.
///
/// Only rows and columns of actions in the pool are ever asked for.
struct ActionPool {
  private let rows: any PayoffRows
  /// Each player's actions, in the order in which they came.
  private(set) var actions: [[Int]] = [[], []]
  /// What each action of the pool pays player 1: rows of the matrix for player 1's actions, columns for player 2's.
  private var lines: [[[Double]]] = [[], []]

  init(_ rows: any PayoffRows) { self.rows = rows }

  /// The number of all actions of each player.
  var actionCounts: [Int] { rows.actionCounts }

  /// Adds an action of a player, unless it is there; its place.
  @discardableResult
  mutating func add(_ action: Int, of player: Int) -> Int {
    if let place = actions[player].firstIndex(of: action) { return place }
    actions[player].append(action)
    lines[player].append(player == 0 ? rows.row(action) : rows.column(action))
    return actions[player].count - 1
  }

  /// The game restricted to the pool.
  var restricted: PayoffMatrix { PayoffMatrix(lines[0].map { row in actions[1].map { row[$0] } }) }

  /// A profile of the restricted game as one over all actions.
  func expanded(_ profile: Profile) -> Profile {
    [0, 1].map { player in
      var strategy = Strategy(repeating: 0, count: actionCounts[player])
      for (action, probability) in zip(actions[player], profile[player]) { strategy[action] = probability }
      return strategy
    }
  }

  /// What each of all actions of each player pays against a profile of the restricted game.
  ///
  /// - Cost: one pass over the rows and columns of the pool.
  func payoffs(at profile: Profile) -> [[Double]] {
    [0, 1].map { player in
      var sum = [Double](repeating: 0, count: actionCounts[player])
      for (line, probability) in zip(lines[1 - player], profile[1 - player]) where probability != 0 {
        let factor = player == 0 ? probability : -probability
        for i in sum.indices { sum[i] += factor * line[i] }
      }
      return sum
    }
  }
}
