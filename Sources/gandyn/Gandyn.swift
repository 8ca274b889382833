import ArgumentParser
import Contracts
import Glibc
import Tables

/// The version of the columns, flags and codes.
let version = "0.1.0"

/// The command: parses, calls the laboratory, hands a table over. It knows no formula.
@main
struct Gandyn: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gandyn",
    abstract: "A laboratory for the training dynamics of small GANs and differentiable games.",
    discussion: """
      Start here:
        gandyn list games
        gandyn describe dirac-gan
        gandyn simulate dirac-gan --set r1=0.3,eta=0.2 --steps 100
        gandyn stability dirac-gan --set r1=0.3,eta=0.2
      """,
    version: version,
    subcommands: [List.self, Describe.self, Simulate.self, Stability.self, Selfcheck.self])

  static func main() async {
    var arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.isEmpty { arguments = ["--help"] }
    do {
      try refuseUnknownSubcommand(arguments)
      var command = try parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      finish(with: error)
    }
  }

  /// The parser gives no suggestion for a misspelt subcommand, so look first.
  private static func refuseUnknownSubcommand(_ arguments: [String]) throws {
    let known = configuration.subcommands.map { $0._commandName } + ["help"]
    guard let first = arguments.first, !first.hasPrefix("-"), !known.contains(first) else { return }
    throw Refusal.unknown("command", first, known: known)
  }

  /// One sentence on standard error and the exit code that belongs to it.
  private static func finish(with error: any Error) -> Never {
    let (sentence, code): (String, Int32) =
      switch error {
      case let refusal as Refusal: (refusal.description, refusal.exitCode)
      case let error as CSVError: (error.description, 65)
      case let error as OutputError: (error.description, 73)
      default: ("", 0)
      }
    guard code != 0 else { exit(withError: error) }
    complain("gandyn: \(sentence)")
    Glibc.exit(code)
  }
}

extension Refusal {
  /// The exit code of the command-line contract.
  var exitCode: Int32 {
    switch kind {
    case .usage: 64
    case .data: 65
    case .numerical: 70
    }
  }
}

/// A line on standard error.
func complain(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = write(2, bytes, bytes.count)
}
