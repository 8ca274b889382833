import Analysis
import ArgumentParser
import Contracts
import FiniteGames
import Glibc
import Tables

struct Nash: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Equilibria of finite games, and GANs trained as games between mixtures.",
    discussion: """
      Every player maximises; a CSV file holds what the row player receives in a
      zero-sum game. Columns: iteration,nash_conv,value,p1_1,...,p2_1,... and
      what the algorithm adds; 'value' is what player 1 receives. NashConv is the
      sum over the players of what each could gain; exploitability is NashConv
      divided by the number of players.

      Examples:
        gandyn nash payoffs.csv
        gandyn nash payoffs.csv --algorithm regret-matching-plus --average linear
        gandyn nash game.yaml --algorithm support-enumeration --format json
        gandyn nash dirac-gan --discretise theta=-2:2:41,psi=-2:2:41
        gandyn nash uniform-gang --option points=8 --algorithm double-oracle
      """)

  @Argument(
    help:
      "Payoffs in FILE.csv or FILE.yaml, a finite game ('gandyn list finite-games') or, with --discretise, a game ('gandyn list games')."
  )
  var game: String?

  @Option(help: ArgumentHelp("'gandyn list algorithms' shows all. (default: lp)", valueName: "id"))
  var algorithm: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Iterations at most. (default: 1000)", valueName: "n"))
  var iterations: String?

  @Option(
    help: ArgumentHelp(
      "Strategies reported: the mean of those played, the same with weight t in round t, or the last ones. (default: the algorithm's own, see 'gandyn describe ID')",
      valueName: "uniform|linear|last"))
  var average: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Knobs of the algorithm or the game, such as eta=0.05; game.NAME or algorithm.NAME where both have it.",
      valueName: "name=value,..."))
  var set: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "One structural option of the game or the algorithm, such as order=alternating; repeat it for more.",
      valueName: "name=value"))
  var option: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "A player's actions are the points of a grid: from, to and number of points of each coordinate, such as theta=-2:2:41,psi=-2:2:41; others stay at the default start.",
      valueName: "grid"))
  var discretise: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Strategies to start from, named as the columns: p1_1=0.5,p1_3=0.5. (default: uniform, or the algorithm's own)",
      valueName: "start"))
  var start: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Record every n-th iteration, and the last. (default: 1)", valueName: "n"))
  var recordEvery: String?

  @Option(
    help: ArgumentHelp("Stop early, such as nash_conv=1e-6. (default: never)", valueName: "nash_conv=tolerance"))
  var until: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Seed of every random number. (default: 0)", valueName: "n"))
  var seed: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads for the losses of a grid; never changes a result. (default: all cores)", valueName: "n")
  )
  var threads: String?

  @Flag(help: "Columns with the strategies also where they are more than 2000.")
  var strategies = false

  @OptionGroup var results: OutputOptions

  func run() throws {
    let request = try NashRequest(self)
    if request.delivery.isDryRun { return try request.announce() }
    try NashRecorder(request).run()
  }
}
