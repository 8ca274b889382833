import Contracts
import Glibc
import Tables

/// What is written beside every data file: enough to understand it and to make it again.
struct Manifest {
  /// The resolved configuration: give it back with `--config` and the data come out byte for byte.
  let configuration: JSON
  /// The players with the names of their coordinates or actions.
  let players: [(name: String, coordinates: [String])]
  /// What the numbers mean, in sentences.
  let conventions: [String]

  /// The manifest; `results` come between what was asked and where the data are.
  func json(columns: [Column], results: [(String, JSON)], data: (path: String, sha256: String, bytes: Int)?) -> JSON {
    var entries: [(String, JSON)] = [
      ("gandyn", .string(version)),
      ("command_line", .string(CommandLine.arguments.joined(separator: " "))),
      ("configuration", configuration),
      (
        "players",
        .array(
          players.map { player in
            .object([("name", .string(player.name)), ("coordinates", .array(player.coordinates.map { .string($0) }))])
          })
      ),
      ("columns", .array(columns.map { .object([("name", .string($0.name)), ("unit", .string($0.unit))]) })),
      ("conventions", .array(conventions.map { .string($0) })),
      ("machine", .object([("cpu", .string(processorName())), ("architecture", .string(architecture))])),
    ]
    entries += results
    if let data {
      entries.append(
        (
          "data",
          .object([
            ("file", .string(data.path)), ("sha256", .string(data.sha256)), ("bytes", .integer(data.bytes)),
          ])
        ))
    }
    return .object(entries)
  }
}

extension Manifest {
  /// The manifest of an analysis.
  ///
  /// - Parameters:
  ///   - command: the analysis, such as `simulate`.
  ///   - settings: nil where several procedures have one each.
  ///   - details: what this analysis adds to the configuration, in the spelling of the command line.
  init(command: String, request: Request, settings: Settings?, procedureID: String, details: [(String, JSON)]) {
    var entries: [(String, JSON)] = [
      ("command", .string(command)), ("game", .string(request.game.card.id)), ("procedure", .string(procedureID)),
      ("option", request.optionsAsJSON),
    ]
    if !request.wrappers.isEmpty {
      entries.append(("wrap", .array(request.wrappers.map { .string($0.card.id) })))
    }
    // All procedures at once share only what was asked for: each resolves the rest for itself.
    let numbers = settings?.resolved ?? request.assignments
    entries.append(("set", .object(numbers.map { ($0.name, .number($0.value)) })))
    entries.append(("seed", .string(String(request.seed))))
    if !request.inputs.isEmpty {
      entries.append(("inputs", .object(request.inputs.map { ($0.file, .string($0.sha256)) })))
    }
    self.init(
      configuration: .object(entries + details), players: request.game.players.map { ($0.name, $0.coordinates) },
      conventions: [
        "every player minimises its own loss; xi stacks the players' own gradients; J = D xi; the flow is -xi",
        "player 1 is the first block of coordinates; the update map acts on the iterate and its memory rows",
      ])
  }
}

private var architecture: String {
  #if arch(x86_64)
    "x86_64"
  #elseif arch(arm64)
    "arm64"
  #else
    "other"
  #endif
}

/// The processor's name: bits may differ between processors.
func processorName() -> String {
  guard let text = try? textFile("/proc/cpuinfo", for: "the manifest"),
    let line = text.split(separator: "\n").first(where: { $0.hasPrefix("model name") }),
    let colon = line.firstIndex(of: ":")
  else { return "unknown" }
  return String(line[line.index(after: colon)...].drop(while: { $0 == " " }))
}

/// Seconds of a clock that never jumps.
func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}
