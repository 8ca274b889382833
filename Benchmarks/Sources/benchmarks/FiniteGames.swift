import Chance
import Contracts
import FiniteGames

/// A zero-sum game of 1000 x 1000 normal payoffs: 1000 rounds of regret matching+, and its linear program.
func finiteGames() throws {
  let n = 1000
  var stream = SequentialStream(seed: 1)
  let game = FiniteGame(
    zeroSum: PayoffMatrix(rows: n, columns: n, entries: (0..<n * n).map { _ in stream.normal() }))
  let learner = try algorithm("regret-matching-plus")
  let rounds = try bestNow(of: 3) {
    _ = try learner.solve(Contest(game), Run(iterations: 1000, recordEvery: 1000))
  }
  row("regret-matching-plus 1000 x 1000", "gandyn", rounds, "s per 1000 rounds")
  let program = try algorithm("lp")
  let start = seconds()
  let gap = try program.solve(Contest(game), Run(iterations: 1)).gap.nashConv
  row("linear program 1000 x 1000", "gandyn", seconds() - start, "s")
  row("linear program 1000 x 1000", "duality gap", gap, "payoff")
}

private func algorithm(_ id: String) throws -> any Algorithm {
  let entry = try required(allAlgorithms.first { $0.card.id == id })
  return try entry.make(Options([:], for: entry.card), entry.knobs.map(\.defaultValue))
}
