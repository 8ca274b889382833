import ArgumentParser
import Contracts
import FiniteGames
import Tables

struct Gap: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The duality gap of a point of a two-player game on a box, from below.",
    usage: "gandyn gap <game> --discretise <grid> [<options>]",
    discussion: """
      What each player could gain by its best response in the box, found by
      gradient ascent from several starts: a maximum that no start reaches is
      missed, so the sum is a lower bound of the gap. Columns:
      player,value,improvement,<coordinates of the response>.

      Examples:
        gandyn gap dirac-gan --discretise theta=-2:2:41,psi=-2:2:41
        gandyn gap torus --discretise x=-3:3:61,y=-3:3:61 --point x=0,y=0.5
      """)

  @OptionGroup var common: GridOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The point, such as theta=1,psi=-0.5. (default: the start that 'gandyn describe' shows)", valueName: "point"))
  var point: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Starts of the search for each player.", valueName: "n"))
  var starts = 10

  @Option(parsing: .unconditional, help: ArgumentHelp("Steps of each search at most.", valueName: "n"))
  var steps = 200

  func run() throws {
    guard let grid = try common.subject().contest.differentiable else {
      throw Refusal("\(common.game) is no differentiable game; 'gandyn list games' shows those, 'gandyn nash' takes it")
    }
    guard starts >= 1, steps >= 0 else { throw Refusal("--starts must be at least 1 and --steps at least 0") }
    let place = try point.map { try gandyn.point($0, grid.game, option: "--point") } ?? grid.game.start
    for (name, (value, axis)) in zip(grid.game.coordinates, zip(place, grid.axes))
    where !(axis.low...axis.high).contains(value) {
      throw Refusal("--point \(name)=\(value): it lies outside the box, from \(axis.low) to \(axis.high)")
    }
    let (gap, responses) = try dualityGap(of: grid, at: place, starts: starts, steps: steps, seed: common.seed)
    let game = grid.game
    var table = Table(columns: (["player", "value", "improvement"] + game.coordinates).map { Column($0) })
    for (player, block) in game.blocks.enumerated() {
      let coordinates: [Cell] = game.coordinates.indices.map {
        block.contains($0) ? .number(responses[player][$0 - block.lowerBound]) : .missing
      }
      table.append(
        [.text(game.players[player].name), .number(gap.values[player]), .number(gap.improvements[player])] + coordinates
      )
    }
    try common.show(table)
    complain("NashConv is at least \(shown(gap.nashConv)); every player maximises minus its loss")
  }
}
