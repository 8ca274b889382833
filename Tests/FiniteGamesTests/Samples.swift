import Chance
import Contracts
import Synchronization
import Testing

@testable import FiniteGames

/// Games of the check values; what player 1 receives.
enum Sample {
  /// Rock, paper, scissors with biased payoffs: value 0, x = y = (1, 10, 5) / 16.
  static let biased = PayoffMatrix([[0, -0.25, 0.5], [0.25, 0, -0.05], [-0.5, 0.05, 0]])
  /// Value 2/15, x = (1/6, 2/5, 13/30), y = (11/30, 3/10, 1/3).
  static let three = PayoffMatrix([[3, -1, -2], [-2, 4, -1], [1, -3, 2]])
  static let rockPaperScissors = PayoffMatrix([[0, -1, 1], [1, 0, -1], [-1, 1, 0]])

  /// Standard normal payoffs.
  static func gaussian(_ rows: Int, _ columns: Int, seed: UInt64) -> PayoffMatrix {
    var stream = SequentialStream(seed: seed)
    return PayoffMatrix(rows: rows, columns: columns, entries: (0..<rows * columns).map { _ in stream.normal() })
  }

  /// Payoffs among a few integers, so that ties abound.
  static func integers(_ rows: Int, _ columns: Int, _ range: ClosedRange<Int>, seed: UInt64) -> PayoffMatrix {
    var stream = SequentialStream(seed: seed)
    let entries = (0..<rows * columns).map { _ in Double(Int.random(in: range, using: &stream)) }
    return PayoffMatrix(rows: rows, columns: columns, entries: entries)
  }
}

/// What the classifier's best set gains in the GANG of N points against an even mixture of the first k.
func concession(components k: Int, points n: Int) throws -> Double {
  let even = (0..<n).map { $0 < k ? 1 / Double(k) : 0 }
  return largest(try UniformGANG.game(points: n).payoffs(at: [even, pure(0, of: 1 << n)])[1])
}

/// The largest difference between two profiles; infinite where one is not a number.
func distance(_ a: Profile, _ b: Profile) -> Double {
  guard a.map(\.count) == b.map(\.count) else { return .infinity }
  let differences = zip(a.joined(), b.joined()).map { ($0 - $1).magnitude }
  return differences.contains(where: \.isNaN) ? .infinity : differences.max() ?? 0
}

/// What an algorithm of the registry finds.
func solution(
  _ id: String, _ contest: Contest, iterations: Int = 1000, options: [String: OptionValue] = [:],
  knobs: [String: Double] = [:], run change: (inout Run) -> Void = { _ in }
) throws -> (solution: Solution, iterations: [Iteration]) {
  let entry = try #require(allAlgorithms.first { $0.card.id == id })
  let algorithm = try entry.make(
    Options(options, for: entry.card), entry.knobs.map { knobs[$0.name] ?? $0.defaultValue })
  let seen = Mutex<[Iteration]>([])
  var run = Run(iterations: iterations, record: { iteration in seen.withLock { $0.append(iteration) } })
  change(&run)
  try algorithm.check(contest)
  let found = try algorithm.solve(contest, run)
  return (found, seen.withLock { $0 })
}
