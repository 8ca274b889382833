import Chance
import Contracts
import FiniteGames
import Games

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

/// Parallel Nash memory on a mixture GAN of 10^4 strategies a side: one bump on a line, four weights of a discriminator.
func nashMemory() throws {
  let entry = try required(Games.allGames.first { $0.card.id == "mixture-gan" })
  let options: [String: OptionValue] = [
    "target": .word("line"), "modes": .integer(2), "components": .integer(1), "features": .integer(4),
    "loss": .word("wasserstein"),
  ]
  let game = try entry.make(Options(options, for: entry.card))
  let bump = GridGame.Axis(low: -3, high: 3, count: 10_000)
  let weight = GridGame.Axis(low: -2, high: 2, count: 10)
  let grid = try GridGame(
    game, knobs: game.knobValues(["std": 0.5, "scale": 0.5]), axes: [bump, weight, weight, weight, weight])
  let memory = try algorithm("parallel-nash-memory")
  let start = seconds()
  let gap = try memory.solve(Contest(grid), Run(iterations: 1000)).gap.nashConv
  row("parallel-nash-memory 10000 x 10000", "gandyn", seconds() - start, "s")
  row("parallel-nash-memory 10000 x 10000", "NashConv", gap, "payoff")
}

private func algorithm(_ id: String) throws -> any Algorithm {
  let entry = try required(allAlgorithms.first { $0.card.id == id })
  return try entry.make(Options([:], for: entry.card), entry.knobs.map(\.defaultValue))
}
