import ArgumentParser

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

  @Flag(help: "Continue the interrupted or killed run that left FILE or FILE.part; a new run where there is none.")
  var resume = false

  @OptionGroup var results: OutputOptions
}
