public import Contracts

/// An algorithm for finite games, or for games that are played on points of a box.
///
/// For developers: write `card`, `knobs`, `init(options:knobs:)` and `solve`; add one line to `Registry.swift`. The command,
/// its help and the laws follow. Rules of self-play, one round after another, conform to `SelfPlay` instead of writing `solve`.
public protocol Algorithm: Sendable {
  /// The card.
  static var card: Card { get }
  /// Its numbers, in the order in which `init` takes them.
  static var knobs: [Knob] { get }
  /// The strategies reported where nothing is asked for; nil where there is nothing to average.
  static var average: Average? { get }
  /// What is reported, in words, where nothing is averaged.
  static var reports: String { get }
  /// The algorithm that the options choose, with its knobs.
  init(options: Options, knobs: [Double]) throws(Refusal)
  /// Refuses a contest that lacks what the algorithm needs, in one sentence.
  func check(_ contest: Contest) throws(Refusal)
  /// The names of what an iteration says beside NashConv, value and strategies.
  func columns(_ contest: Contest) -> [String]
  /// Whether an iteration's profile holds strategies over the actions of the contest's finite game.
  var hasStrategyColumns: Bool { get }
  /// Runs it.
  ///
  /// - Throws: `Refusal`, or what `run.record` throws.
  func solve(_ contest: Contest, _ run: Run) throws -> Solution
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Algorithm {
  public static var knobs: [Knob] { [] }
  public static var average: Average? { nil }
  public static var reports: String { "the equilibrium found; nothing is averaged" }
  /// Any finite game will do.
  public func check(_ contest: Contest) throws(Refusal) { _ = try contest.finite() }
  public func columns(_ contest: Contest) -> [String] { [] }
  public var hasStrategyColumns: Bool { true }
}

/// A line of the registry.
public struct AlgorithmEntry: Sendable {
  /// The card.
  public let card: Card
  /// Its numbers.
  public let knobs: [Knob]
  /// The strategies reported where nothing is asked for.
  public let average: Average?
  /// What is reported, in words, where nothing is averaged.
  public let reports: String
  /// The algorithm that the options choose, with its knobs in order.
  public let make: @Sendable (Options, [Double]) throws(Refusal) -> any Algorithm

  /// Registers an algorithm.
  init<A: Algorithm>(_ type: A.Type) {
    (card, knobs, average, reports) = (A.card, A.knobs, A.average, A.reports)
    make = { (options, knobs) throws(Refusal) in try A(options: options, knobs: knobs) }
  }
}
