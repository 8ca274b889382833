import Analysis
import ArgumentParser
import Contracts
import FiniteGames
import Tables

struct Price: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What limited resources cost: bounded responses, small supports.",
    usage: "gandyn price <game> [--discretise <grid>] [<options>]",
    discussion: """
      On a grid: parallel Nash memory, one row for each number of gradient steps
      and restarts of a response, with the gap that such responses see, the gap
      against all points of the grid, and the difference, the price.

      Of a finite game: one row for each loss, with the fewest actions that
      player 1 must mix to lose at most that (where known) and the number of
      samples of an optimal mixture that always suffices for each player.

      Examples:
        gandyn price dirac-gan --discretise theta=-2:2:41,psi=-2:2:41
        gandyn price uniform-gang --option points=8
      """)

  @OptionGroup var common: GridOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("Numbers of gradient steps of a response.", valueName: "n,n,..."))
  var steps = "0,1,5,20"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Numbers of runs of a response, the first from the best point.", valueName: "n,n,..."))
  var restarts = "1,5"

  @Option(parsing: .unconditional, help: ArgumentHelp("The gradient step.", valueName: "x"))
  var step = 0.1

  @Option(parsing: .unconditional, help: ArgumentHelp("Iterations of each memory at most.", valueName: "n"))
  var iterations = 200

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Losses of a finite game's mixtures, in units of payoff.", valueName: "x,x,..."))
  var losses = "0.5,0.2,0.1,0.05,0.01"

  func run() throws {
    let subject = try common.subject()
    guard step.isFinite, step > 0, iterations > 0 else {
      throw Refusal("--step \(step), --iterations \(iterations): both must be finite and > 0")
    }
    guard let grid = subject.contest.differentiable else { return try common.show(try supports(subject)) }
    let monitor = RunMonitor()
    let interrupts = Interrupts(monitor)
    defer { withExtendedLifetime(interrupts) {} }
    let rows = try resourcePrice(
      of: grid, steps: try numbers(steps, "--steps", Int.init), restarts: try numbers(restarts, "--restarts", Int.init),
      step: step, iterations: iterations, seed: common.seed, isInterrupted: { monitor.isStopped })
    try common.show(table(rows))
    if monitor.isStopped { throw ExitCode(130) }
  }

  private func table(_ rows: [ResourcePrice]) -> Table {
    var table = Table(
      columns: [
        "steps", "restarts", "iterations", "outcome", "strategies_1", "strategies_2", "support_1", "support_2",
        "bounded_nash_conv", "nash_conv", "price",
      ].map { Column($0) })
    for row in rows {
      table.append(
        [.integer(row.steps), .integer(row.restarts), .integer(row.iterations), .text(row.outcome.name)]
          + (row.strategies + row.supports).map { .integer($0) }
          + [
            .number(row.boundedNashConv), row.exactNashConv.map { .number($0) } ?? .missing,
            row.price.map { .number($0) } ?? .missing,
          ])
    }
    return table
  }

  private func supports(_ subject: NashSubject) throws -> Table {
    let game = try subject.contest.finite()
    guard game.isZeroSum else { throw Refusal("\(subject.name) is not zero-sum; the bounds are for zero-sum games") }
    let (range, counts) = (game.range(of: 0), game.actionCounts)
    var table = Table(columns: ["loss", "components_1", "samples_1", "samples_2"].map { Column($0) })
    for loss in try numbers(losses, "--losses", { Double($0) }) {
      let share = loss / (range.upperBound - range.lowerBound)
      let samples = try [counts[1], counts[0]].map { try SupportBounds.samples(actions: $0, loss: min(1, share)) }
      let known = try subject.components(loss, try common.givens())
      table.append(
        [.number(loss), known.map { .integer($0) } ?? .missing] + samples.map { .integer($0) })
    }
    return table
  }

  private func numbers<Number>(_ text: String, _ option: String, _ convert: (String) -> Number?) throws -> [Number] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let number = convert(String(part)) else {
        throw Refusal("\(option) \(text): numbers separated by commas are needed, such as 1,5,20")
      }
      return number
    }
  }
}
