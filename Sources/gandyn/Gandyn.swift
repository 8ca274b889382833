import ArgumentParser
import Contracts
import Games
import Glibc
import Tables

/// The version of the columns, flags and codes.
let version = "0.1.0"

/// The command: parses, calls the laboratory, hands a table over; it knows no formula.
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
    subcommands: [
      List.self, Describe.self, Simulate.self, Stability.self, Nash.self, Gap.self, Price.self, Selfcheck.self,
    ])

  static func main() async {
    reserveStandardDescriptors()
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
    let asked = arguments.first == "help" ? arguments.dropFirst().first : arguments.first
    guard let asked, !asked.hasPrefix("-"), !known.contains(asked) else { return }
    if allGames.contains(where: { $0.card.id == asked }) {
      throw Refusal("'\(asked)' is a game; say what to do with it, such as 'gandyn simulate \(asked)'")
    }
    throw Refusal.unknown("command", asked, known: known)
  }

  /// One sentence on standard error and the exit code that belongs to it.
  private static func finish(with error: any Error) -> Never {
    switch error {
    case let refusal as Refusal: stop(refusal.description, refusal.exitCode)
    case let error as CSVError: stop(error.description, 65)
    // A reader that has seen enough, such as `head`, needs no telling.
    case let error as OutputError: stop(error.isBrokenPipe ? nil : error.description, 73)
    default:
      // Help and version end cleanly, an `ExitCode` has said what there is to say; the rest is wrong usage.
      let (message, code) = (Self.message(for: error), exitCode(for: error))
      guard code == .success else { stop(message.isEmpty ? nil : sentence(message), code.rawValue) }
      do { try StandardOutput().write(message + "\n") } catch { finish(with: error) }
      stop(nil, 0)
    }
  }

  private static func stop(_ sentence: String?, _ code: Int32) -> Never {
    if let sentence { complain("gandyn: \(sentence)") }
    Glibc.exit(code)
  }

  /// The parser's message on one line, in the form of our own.
  private static func sentence(_ message: String) -> String {
    let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    let text = (line.prefix(1).lowercased() + line.dropFirst()).replacing(". Did you", with: "; did you").replacing(
      ". Please", with: "; please")
    let command = CommandLine.arguments.dropFirst().prefix(1).filter { !$0.hasPrefix("-") }.map { " " + $0 }.joined()
    return "\(text.hasSuffix(".") ? String(text.dropLast()) : text) (see 'gandyn help\(command)')"
  }
}

/// Opens nothing readable or writable where a standard descriptor is closed, so that no data file takes its number and is
/// written to by mistake.
private func reserveStandardDescriptors() {
  while true {
    let descriptor = open("/dev/null", O_RDONLY)
    guard (0...2).contains(descriptor) else {
      if descriptor > 2 { close(descriptor) }
      return
    }
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
