import Analysis
import ArgumentParser
import Contracts
import FiniteGames
import Tables

struct Price: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What limited resources cost: parallel Nash memory with bounded responses.",
    usage: "gandyn price <game> --discretise <grid> [<options>]",
    discussion: """
      One row for each number of gradient steps and restarts of a response: the
      gap that such responses see, the gap against all points of the grid, and
      the difference, the price of the limits.

      Example:
        gandyn price dirac-gan --discretise theta=-2:2:41,psi=-2:2:41
      """)

  @OptionGroup var common: GridOptions

  @Option(help: ArgumentHelp("Numbers of gradient steps of a response.", valueName: "n,n,..."))
  var steps = "0,1,5,20"

  @Option(help: ArgumentHelp("Numbers of runs of a response, the first from the best point.", valueName: "n,n,..."))
  var restarts = "1,5"

  @Option(help: ArgumentHelp("The gradient step.", valueName: "x"))
  var step = 0.1

  @Option(help: ArgumentHelp("Iterations of each memory at most.", valueName: "n"))
  var iterations = 200

  func run() throws {
    let grid = try common.grid()
    let monitor = RunMonitor()
    let interrupts = Interrupts(monitor)
    defer { withExtendedLifetime(interrupts) {} }
    let rows = try resourcePrice(
      of: grid, steps: try counts(steps, "--steps"), restarts: try counts(restarts, "--restarts"), step: step,
      iterations: iterations, seed: common.seed, isInterrupted: { monitor.isStopped })
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
    try common.show(table)
    if monitor.isStopped { throw ExitCode(130) }
  }

  private func counts(_ text: String, _ option: String) throws -> [Int] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let count = Int(part), count >= 0 else {
        throw Refusal("\(option) \(text): whole numbers separated by commas are needed, such as 0,5,20")
      }
      return count
    }
  }
}
