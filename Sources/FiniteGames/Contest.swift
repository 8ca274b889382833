public import Contracts

/// What is to be solved: a finite game, or a differentiable game on a box with a grid of points a player may choose from.
public struct Contest: Sendable {
  private let given: FiniteGame?
  /// The differentiable game with its box and grid; nil where the payoffs came from a file.
  public let differentiable: GridGame?

  /// A finite game.
  public init(_ game: FiniteGame) { (given, differentiable) = (game, nil) }
  /// A differentiable two-player game, played on the points of a grid.
  public init(_ game: GridGame) { (given, differentiable) = (nil, game) }

  /// The number of actions of each player.
  public var actionCounts: [Int] { given?.actionCounts ?? differentiable?.actionCounts ?? [] }

  /// The finite game with all its payoffs.
  ///
  /// - Throws: `Refusal` where a grid has too many pairs of points to hold their payoffs.
  public func finite() throws(Refusal) -> FiniteGame {
    if let given { return given }
    guard let differentiable else { throw Refusal("there is no game") }
    return try differentiable.finite()
  }

  /// The payoffs of player 1 of a two-player zero-sum game, row by row or column by column, without holding all.
  public func payoffRows() throws(Refusal) -> any PayoffRows {
    try requireZeroSum()
    for count in actionCounts where count > Self.largestCount {
      throw Refusal(
        "a player has \(count) actions; rows of payoffs are at most \(Self.largestCount) long: take a coarser grid, or parallel-nash-memory with response=bounded"
      )
    }
    if let matrix = given?.zeroSumMatrix { return matrix }
    guard let differentiable else { throw Refusal("there is no game") }
    return differentiable
  }

  /// The most actions of a player of which rows of payoffs are made.
  public static let largestCount = 10_000_000

  /// Refuses what is no two-player zero-sum game.
  func requireZeroSum() throws(Refusal) {
    if given?.zeroSumMatrix != nil || differentiable?.isZeroSum == true { return }
    throw Refusal(
      "a two-player zero-sum game is needed; for this one try --algorithm support-enumeration (two players), qre or a learner such as regret-matching-plus"
    )
  }
}

/// Payoffs of player 1 of a zero-sum game, by rows or by columns on demand.
public protocol PayoffRows: Sendable {
  /// The number of actions of each player.
  var actionCounts: [Int] { get }
  /// What action `i` of player 1 pays against each action of player 2.
  func row(_ i: Int) -> [Double]
  /// What each action of player 1 pays against action `j` of player 2.
  func column(_ j: Int) -> [Double]
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension PayoffMatrix: PayoffRows {
  public var actionCounts: [Int] { [rows, columns] }
  public func row(_ i: Int) -> [Double] { Array(entries[i * columns..<(i + 1) * columns]) }
  public func column(_ j: Int) -> [Double] { (0..<rows).map { self[$0, j] } }
}
