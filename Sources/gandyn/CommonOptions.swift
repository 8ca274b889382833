import ArgumentParser
import Contracts
import Glibc
import Tables

/// What standard output shows.
enum Format: String, CaseIterable, ExpressibleByArgument {
  case table, csv, json
}

/// The options that every analysis of a game takes; each may also stand in a configuration file, the command line wins.
struct CommonOptions: ParsableArguments {
  @Argument(help: "The game; 'gandyn list games' shows all.")
  var game: String?

  @Option(
    help: ArgumentHelp(
      "Training procedure; 'gandyn list procedures' shows all. (default: simultaneous)", valueName: "id"))
  var procedure: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Something done around the procedure, such as ema, delay or schedule; repeat it for more, the innermost first. 'gandyn list wrappers' shows all; knobs and options are spelt NAME.KNOB, such as ema.decay=0.999.",
      valueName: "id"))
  var wrap: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      """
      Knobs of the game or the procedure, such as r1=0.3,eta=0.2; game.NAME or procedure.NAME where both have it. Step \
      sizes: eta (default 0.1) for player 1, tau times eta (tau defaults to 1) for the others, or eta_1, eta_2, ... \
      'gandyn describe NAME' shows the knobs of a game or a procedure.
      """,
      valueName: "name=value,..."))
  var set: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "One structural option, such as loss=hinge or updates=1,5; repeat it for more.", valueName: "name=value"))
  var option: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      A point theta=1,psi=1; FILE.csv with one point per row; grid:theta=-2:2:21,psi=-2:2:21; \
      random:count=1000,scale=1; initial:count=100 for a network's own random starts. (default: the start that 'gandyn describe' shows)
      """,
      valueName: "start"))
  var start: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Seed of every random number. (default: 0)", valueName: "n"))
  var seed: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Threads; never changes a result. (default: all cores)", valueName: "n")
  )
  var threads: String?

  @Option(
    help: ArgumentHelp(
      "A YAML file with the same keys as the options, or the manifest of an earlier run; the command line wins.",
      valueName: "file.yaml"))
  var config: String?

  @Option(
    help: ArgumentHelp("What standard output shows. (default: table on a terminal, otherwise csv)"))
  var format: Format?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "Data file; a manifest FILE.json is written beside it. '-' is standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "No summary and no progress.")
  var quiet = false

  @Flag(help: "No colour; the environment variable NO_COLOR does the same.")
  var noColor = false

  @Flag(help: "Replace an existing data file.")
  var force = false

  @Flag(help: "Continue the interrupted or killed run that left FILE or FILE.part; a new run where there is none.")
  var resume = false

  @Flag(help: "Check everything and say what would be done, without doing it.")
  var dryRun = false
}

/// Whether a file descriptor is a terminal.
func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }
