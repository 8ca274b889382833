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

/// The actions of a pool.
struct ActionMemory: NashMemory {
  private var pool: ActionPool
  private var found = [0, 0]

  init(_ payoffs: any PayoffRows, actions: [[Int]]) {
    pool = ActionPool(payoffs)
    for player in 0..<2 { for action in actions[player] { pool.add(action, of: player) } }
  }

  var counts: [Int] { pool.actions.map(\.count) }
  var points: [[[Double]]] { [] }
  var matrix: PayoffMatrix { pool.restricted }

  mutating func respond(to mixture: Profile, iteration: Int) -> FoundResponses {
    let all = pool.payoffs(at: mixture)
    let gap = Gap(pool.expanded(mixture), payoffs: all)
    found = all.map(bestAction)
    return FoundResponses(
      improvements: zip(all, gap.values).map { largest($0) - $1 }, gap: gap, isExhaustive: true)
  }

  mutating func grow() -> Bool {
    let before = counts
    for player in 0..<2 { pool.add(found[player], of: player) }
    return counts != before
  }

  func profile(_ mixture: Profile) -> Profile? { pool.expanded(mixture) }
}
