import Contracts
import Games
import Glibc
import Procedures
import Tables

/// What the command line and the configuration together ask for, names resolved and values checked.
struct Request {
  let options: CommonOptions
  let configuration: Configuration
  let game: CompiledGame
  /// The structural options as given, game's and procedure's.
  let given: [(name: String, value: String)]
  let assignments: [(name: String, value: Double)]
  let procedureID: String
  let seed: UInt64
  let threads: Int

  init(_ options: CommonOptions) throws {
    self.options = options
    configuration = try options.config.map { try Configuration(path: $0) } ?? Configuration()
    guard let id = options.game ?? configuration.values["game"]?.text else {
      throw Refusal("name a game, such as 'dirac-gan'; 'gandyn list games' shows all")
    }
    let entry = try gameEntry(id)
    let given = try (configuration.pairs["option"] ?? []) + options.option.map { try nameAndValue($0, "--option") }
    let procedureID = options.procedure ?? configuration.values["procedure"]?.text ?? "simultaneous"
    let asked = procedureID == "all" ? allProcedures : [try procedureEntry(procedureID)]
    let own = given.filter { isOption($0.name, of: entry.card) }
    if let unknown = given.first(where: { given in !([entry.card] + asked.map(\.card)).contains { isOption(given.name, of: $0) } }) {
      let known = (entry.card.options + asked.flatMap(\.card.options)).map(\.name)
      throw Refusal.unknown("option of \(id) or \(procedureID)", unknown.name, known: known)
    }
    (self.given, self.procedureID) = (given, procedureID)
    game = try entry.make(gandyn.options(own, for: entry.card))
    let configured = (configuration.pairs["set"] ?? []).map { "\($0.name)=\($0.value)" }
    assignments = try (configured + options.set.flatMap { $0.split(separator: ",").map(String.init) }).map { try assignment($0) }
    seed = try options.seed ?? configuration.value("seed", { UInt64($0) }, "an integer >= 0") ?? 0
    threads = try options.threads ?? configuration.value("threads", { Int($0) }, "an integer >= 1") ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    guard threads >= 1 else { throw Refusal("--threads \(threads): at least one is needed") }
  }

  /// The procedure asked for, for this game.
  func procedure(_ id: String? = nil) throws -> CompiledProcedure {
    let entry = try procedureEntry(id ?? procedureID)
    let own = given.filter { isOption($0.name, of: entry.card) }
    return try entry.make(gandyn.options(own, for: entry.card), game.players.count)
  }

  /// Whether a flag is set on the command line or in the configuration.
  func flag(_ key: String, _ onCommandLine: Bool) throws -> Bool {
    let allowed = ["true": true, "false": false]
    return try onCommandLine || configuration.value(key, { allowed[$0] }, "true or false") ?? false
  }

  /// The data file; nil is standard output.
  var output: String? {
    let path = options.output ?? configuration.values["output"]?.text
    return path == "-" ? nil : path
  }

  /// What standard output shows.
  func format() throws -> Format {
    let words = Format.allCases.map(\.rawValue).joined(separator: ", ")
    return try options.format ?? configuration.value("format", { Format(rawValue: $0) }, "one of \(words)") ?? (isTerminal(1) ? .table : .csv)
  }

  /// Whether standard output gets colour.
  func usesColor() throws -> Bool { try isTerminal(1) && getenv("NO_COLOR") == nil && !flag("no-color", options.noColor) }

  /// The structural options as they stand in a manifest.
  var optionsAsJSON: JSON { .object(given.map { ($0.name, .string($0.value)) }) }
}

private func isOption(_ name: String, of card: Card) -> Bool { card.options.contains { $0.name == name } }

/// A game of the catalogue by name.
func gameEntry(_ id: String) throws -> GameEntry {
  guard let entry = allGames.first(where: { $0.card.id == id }) else {
    throw Refusal.unknown("game", id, known: allGames.map(\.card.id))
  }
  return entry
}

/// A procedure of the catalogue by name.
func procedureEntry(_ id: String) throws -> ProcedureEntry {
  guard let entry = allProcedures.first(where: { $0.card.id == id }) else {
    throw Refusal.unknown("procedure", id, known: allProcedures.map(\.card.id))
  }
  return entry
}

/// `NAME=VALUE` in two.
func nameAndValue(_ text: String, _ option: String) throws -> (name: String, value: String) {
  guard let sign = text.firstIndex(of: "="), sign > text.startIndex, text.index(after: sign) < text.endIndex else {
    throw Refusal("\(option) \(text): NAME=VALUE is needed")
  }
  return (String(text[..<sign]), String(text[text.index(after: sign)...]))
}

private func assignment(_ text: String) throws -> (name: String, value: Double) {
  let (name, value) = try nameAndValue(text, "--set")
  guard let number = Double(value) else { throw Refusal("--set \(text): '\(value)' is not a number") }
  guard number.isFinite else { throw Refusal("--set \(text): \(name) must be finite") }
  return (name, number)
}
