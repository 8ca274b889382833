/// The strategies of both players so far, with their payoffs: what a method that grows a game remembers.
protocol NashMemory {
  /// What player 1 receives, a row for each of its strategies.
  var matrix: PayoffMatrix { get }
  /// The number of strategies of each player.
  var counts: [Int] { get }
  /// Looks for responses to mixtures over the strategies and remembers them.
  mutating func respond(to mixture: Profile, iteration: Int) -> FoundResponses
  /// Adds the responses last found; false where both are there already.
  mutating func grow() -> Bool
  /// The mixtures over the actions of the contest; nil where the strategies are points.
  func profile(_ mixture: Profile) -> Profile?
  /// The strategies as points; empty where they are actions.
  var points: [[[Double]]] { get }
}

/// What responses to mixtures gain.
struct FoundResponses {
  /// What each player's response gains; rounding may leave it below 0.
  var improvements: [Double]
  /// The gap reported.
  var gap: Gap
  /// Whether the gap covers every action, or every point of the grid.
  var isExhaustive: Bool

  /// NashConv against the responses found.
  var nashConv: Double { improvements.reduce(0, +) }
}

/// Actions with their rows and columns of payoffs, each computed once.
///
/// - Cost: a new action of player 1 is a row, one of player 2 a column; a response is one pass over those in the
///   support.
struct ActionMemory: NashMemory {
  private let payoffs: any PayoffRows
  private var actions: [[Int]] = [[], []]
  /// For each action of player 1 what it pays against all of player 2; for each of player 2 what all of player 1
  /// receive.
  private var lines: [[[Double]]] = [[], []]
  private var found = [0, 0]

  init(_ payoffs: any PayoffRows, actions: [[Int]]) {
    self.payoffs = payoffs
    for player in 0..<2 { for action in actions[player] { add(action, player) } }
  }

  var counts: [Int] { actions.map(\.count) }
  var points: [[[Double]]] { [] }

  var matrix: PayoffMatrix { PayoffMatrix(lines[0].map { row in actions[1].map { row[$0] } }) }

  mutating func respond(to mixture: Profile, iteration: Int) -> FoundResponses {
    let values = value(mixture)
    let all = [weighted(lines[1], mixture[1], 1), weighted(lines[0], mixture[0], -1)]
    found = all.map(bestAction)
    let improvements = zip(all, values).map { largest($0) - $1 }
    return FoundResponses(
      improvements: improvements, gap: Gap(improvements: improvements.map { max(0, $0) }, values: values),
      isExhaustive: true)
  }

  private func value(_ mixture: Profile) -> [Double] {
    var value = 0.0
    for (row, p) in zip(lines[0], mixture[0]) where p > 0 {
      for (action, q) in zip(actions[1], mixture[1]) { value += p * q * row[action] }
    }
    return [value, -value]
  }

  private func weighted(_ lines: [[Double]], _ weights: Strategy, _ sign: Double) -> [Double] {
    var sum = [Double](repeating: 0, count: lines[0].count)
    for (line, weight) in zip(lines, weights) where weight > 0 {
      for i in sum.indices { sum[i] += sign * weight * line[i] }
    }
    return sum
  }

  mutating func grow() -> Bool {
    // Both, even if the first is new.
    let isNew = (0..<2).map { add(found[$0], $0) }
    return isNew.contains(true)
  }

  @discardableResult private mutating func add(_ action: Int, _ player: Int) -> Bool {
    if actions[player].contains(action) { return false }
    actions[player].append(action)
    lines[player].append(player == 0 ? payoffs.row(action) : payoffs.column(action))
    return true
  }

  func profile(_ mixture: Profile) -> Profile? {
    payoffs.actionCounts.enumerated().map { player, count in
      var strategy = Strategy(repeating: 0, count: count)
      for (action, weight) in zip(actions[player], mixture[player]) { strategy[action] = weight }
      return strategy
    }
  }
}
