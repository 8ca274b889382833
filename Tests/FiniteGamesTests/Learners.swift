import Chance
import Contracts
import Testing

@testable import FiniteGames

let biasedRPS = FiniteGame(zeroSum: Sample.biased)
/// Payoffs in a range of 7.
let rangeSeven = FiniteGame(zeroSum: Sample.three)
let rockPaperScissors = FiniteGame(zeroSum: Sample.rockPaperScissors)

/// A rule of self-play with its options and knobs.
struct Learner: Sendable, CustomTestStringConvertible {
  let id: String
  var options: [String: String] = [:]
  var knobs: [String: Double] = [:]

  init(_ id: String, _ options: [String: String] = [:], _ knobs: [String: Double] = [:]) {
    (self.id, self.options, self.knobs) = (id, options, knobs)
  }

  var testDescription: String {
    ([id] + options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      + knobs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }).joined(separator: " ")
  }

  func algorithm() throws -> any Algorithm {
    let entry = try #require(allAlgorithms.first { $0.card.id == id })
    #expect(Set(knobs.keys).isSubset(of: entry.knobs.map(\.name)))
    return try entry.make(
      Options(options.mapValues { .word($0) }, for: entry.card), entry.knobs.map { knobs[$0.name] ?? $0.defaultValue })
  }

  func solve(_ game: FiniteGame, _ iterations: Int, _ average: Average? = nil, start: Profile? = nil) throws -> Solution
  {
    try algorithm().solve(
      Contest(game), Run(iterations: iterations, average: average, start: start, recordEvery: iterations))
  }

  /// The rounds of a run.
  func rounds(_ game: FiniteGame, _ count: Int, start: Profile? = nil, seed: UInt64 = 0) throws -> [Round] {
    let rule = try #require(try algorithm() as? any SelfPlay)
    return try played(rule, game, Run(iterations: count, start: start, seed: seed))
  }

  private func played<Rule: SelfPlay>(_ rule: Rule, _ game: FiniteGame, _ run: Run) throws -> [Round] {
    var memory = try rule.begin(game, run)
    let profile = run.start ?? game.uniformProfile
    var round = Round(played: profile, payoffs: profile.map { $0.map { _ in .nan } })
    return try (1...run.iterations).map { t in
      try rule.play(t, game, &memory, &round)
      return round
    }
  }

  /// Every rule of self-play with every choice of its options.
  static let all: [Learner] = allAlgorithms.flatMap { entry -> [Learner] in
    let plain = Learner(entry.card.id)
    guard (try? plain.algorithm()) is any SelfPlay else { return [] }
    return entry.card.options.reduce([plain]) { learners, option in
      guard case .choice(let words, _) = option.kind else { return learners }
      return learners.flatMap { learner in
        words.map { word in
          var learner = learner
          learner.options[option.name] = word
          return learner
        }
      }
    }
  }

  func chose(_ option: String, _ word: String) -> Bool { options[option] == word }
}

/// Payoffs that are multiples of 1 / 64 in [-1, 1], so that shifts are exact.
func randomTable(_ count: Int, _ stream: inout SequentialStream) -> [Double] {
  (0..<count).map { _ in (stream.uniform(in: -64...64)).rounded() / 64 }
}

func randomMatrix(_ rows: Int, _ columns: Int, seed: UInt64) -> PayoffMatrix {
  var stream = SequentialStream(seed: seed)
  return PayoffMatrix(rows: rows, columns: columns, entries: randomTable(rows * columns, &stream))
}

/// A game of three players in which every payoff is drawn.
func randomGame(_ counts: [Int], seed: UInt64) -> FiniteGame {
  var stream = SequentialStream(seed: seed)
  return FiniteGame(
    actionCounts: counts, tables: counts.map { _ in randomTable(counts.reduce(1, *), &stream) })
}
