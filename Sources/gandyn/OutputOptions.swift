import ArgumentParser
import Glibc
import Tables

/// What standard output shows.
enum Format: String, CaseIterable, ExpressibleByArgument {
  case table, csv, json
}

/// Where settings come from and where results go.
struct OutputOptions: ParsableArguments {
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

  @Flag(help: "Check everything and say what would be done, without doing it.")
  var dryRun = false
}

/// The same with the configuration taken in.
struct Delivery {
  /// What standard output shows.
  let format: Format
  /// Whether standard output gets colour.
  let usesColor: Bool
  /// The flags of the same names.
  let isQuiet, force, isDryRun: Bool
  /// The data file; nil is standard output.
  let path: String?

  init(_ options: OutputOptions, _ configuration: Configuration) throws {
    let words = Format.allCases.map(\.rawValue).joined(separator: ", ")
    let configured = try configuration.value("format", { Format(rawValue: $0) }, "one of \(words)")
    format = options.format ?? configured ?? (isTerminal(1) ? .table : .csv)
    usesColor = try isTerminal(1) && getenv("NO_COLOR") == nil && !configuration.flag("no-color", options.noColor)
    isQuiet = try configuration.flag("quiet", options.quiet)
    force = try configuration.flag("force", options.force)
    isDryRun = try configuration.flag("dry-run", options.dryRun)
    let asked = options.output ?? configuration.values["output"]?.text
    path = asked == "-" ? nil : asked
  }
}

/// Whether a file descriptor is a terminal.
func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }
