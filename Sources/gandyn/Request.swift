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
  /// The cards of the game and of the procedures asked for.
  private let cards: [Card]
  let assignments: [(name: String, value: Double)]
  let procedureID: String
  /// What is done around the procedure, the innermost first.
  let wrappers: [WrapperEntry]
  let seed: UInt64
  let threads: Int
  /// Where to start, as given.
  let start: String?
  /// The files that options and start were read from, with their SHA-256.
  let inputs: [(file: String, sha256: String)]
  /// Where results go.
  private let delivery: Delivery
  /// The flag of the same name.
  let resume: Bool

  init(_ options: CommonOptions) throws {
    self.options = options
    configuration = try options.results.config.map { try Configuration(path: $0) } ?? Configuration()
    guard let id = options.game ?? configuration.values["game"]?.text else {
      throw Refusal("name a game, such as 'dirac-gan', before the options; 'gandyn list games' shows all")
    }
    let entry = try gameEntry(id)
    let asked = try configuration.pairs["option", default: []] + options.option.map { try nameAndValue($0, "--option") }
    given = asked.enumerated().filter { index, one in !asked[(index + 1)...].contains { $0.name == one.name } }.map(
      \.element)
    procedureID = options.procedure ?? configuration.values["procedure"]?.text ?? "simultaneous"
    let procedures = procedureID == "all" ? allProcedures : [try procedureEntry(procedureID)]
    let configuredWraps = (configuration.values["wrap"]?.text ?? "").split(separator: ",").map(String.init)
    wrappers = try (options.wrap.isEmpty ? configuredWraps : options.wrap).map { try wrapperEntry($0) }
    cards = [entry.card] + procedures.map(\.card)
    let known =
      cards.flatMap { $0.options.map(\.name) }
      + wrappers.flatMap { wrapper in wrapper.card.options.map { "\(wrapper.card.id).\($0.name)" } }
    if let unknown = given.first(where: { !known.contains($0.name) }) {
      let of = procedureID == "all" ? id : "\(id) or \(procedureID)"
      throw Refusal.unknown("option of \(of)", unknown.name, known: known)
    }
    seed = try configuration.integer("seed", options.seed, in: 0...UInt64.max) ?? 0
    let structure = given.filter { isOption($0.name, of: entry.card) }
    game = try entry.make(gandyn.options(structure, for: entry.card, seed: seed))
    assignments = try gandyn.assignments(options.set, configuration)
    threads =
      try configuration.integer("threads", options.threads, in: 1...4096) ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    start = options.start ?? configuration.values["start"]?.text
    delivery = try Delivery(options.results, configuration)
    resume = try configuration.flag("resume", options.resume)
    inputs = try digests(of: given, cards, start: start)
    warnOfChangedInputs(configuration, inputs, of: options.results.config)
  }

  /// The procedure asked for, for this game.
  func procedure(_ id: String? = nil) throws -> CompiledProcedure {
    let entry = try procedureEntry(id ?? procedureID)
    // An option's name may mean different things to different procedures: each of all takes the values that suit it.
    let own = given.filter { one in
      isOption(one.name, of: entry.card)
        && (procedureID != "all" || (try? gandyn.options([one], for: entry.card)) != nil)
    }
    let procedure = try entry.make(gandyn.options(own, for: entry.card), game.players.count)
    if procedureID != "all" { try check(procedure) }
    return try wrappers.reduce(procedure) { inner, wrapper in
      let prefix = "\(wrapper.card.id)."
      let own = given.filter { $0.name.hasPrefix(prefix) }.map { (String($0.name.dropFirst(prefix.count)), $0.value) }
      return try wrapper.wrap(inner, gandyn.options(own, for: wrapper.card), game.players.count)
    }
  }

  /// Where the game lacks what the procedure needs, the refusal names a few games that have it.
  private func check(_ procedure: CompiledProcedure) throws {
    do { try procedure.check(game) } catch {
      let suitable = allGames.lazy.compactMap { member(of: $0, for: procedure) }.prefix(3).joined(separator: ", ")
      throw suitable.isEmpty ? error : Refusal(error.kind, "\(error), such as \(suitable)")
    }
  }

  /// The data file; nil is standard output.
  var output: String? { delivery.path }
  /// What standard output shows.
  var format: Format { delivery.format }
  /// Whether standard output gets colour.
  var usesColor: Bool { delivery.usesColor }
  /// The flags of the same names.
  var isQuiet: Bool { delivery.isQuiet }
  var force: Bool { delivery.force }
  var isDryRun: Bool { delivery.isDryRun }

  /// The structural options as they stand in a manifest.
  var optionsAsJSON: JSON { .object(given.map { ($0.name, .string($0.value)) }) }
}

/// The reproduction of an earlier run may rest on files that are not what they were.
func warnOfChangedInputs(
  _ configuration: Configuration, _ inputs: [(file: String, sha256: String)], of manifest: String?
) {
  for (file, recorded) in configuration.pairs["inputs"] ?? [] {
    guard let now = inputs.first(where: { $0.file == file }), now.sha256 != recorded else { continue }
    complain("gandyn: warning: \(file) has changed since \(manifest ?? "the manifest") was written")
  }
}

/// A game as the command line would name it, if the procedure applies to it at its default options or at one other choice.
private func member(of entry: GameEntry, for procedure: CompiledProcedure) -> String? {
  let choices = entry.card.options.flatMap { option -> [(name: String, word: String)] in
    guard case .choice(let words, _) = option.kind else { return [] }
    return words.map { (option.name, $0) }
  }
  func applies(_ options: [String: OptionValue]) -> Bool {
    (try? entry.make(Options(options, for: entry.card))).map(procedure.applies) ?? false
  }
  if applies([:]) { return entry.card.id }
  return choices.first { applies([$0.name: .word($0.word)]) }.map {
    "\(entry.card.id) --option \($0.name)=\($0.word)"
  }
}

/// The SHA-256 of every file that an option or the start names; pipes cannot be read twice and are left out.
private func digests(
  of given: [(name: String, value: String)], _ cards: [Card], start: String?
) throws -> [(file: String, sha256: String)] {
  let fileOptions = cards.flatMap(\.options).filter {
    switch $0.kind {
    case .matrix, .document: true
    case .choice, .integer, .integers: false
    }
  }
  var files = given.filter { one in fileOptions.contains { $0.name == one.name } }.map {
    ("--option \($0.name)", $0.value)
  }
  if let start, isFile(start: start) { files.append((startLabel(start), start)) }
  return try files.filter { isRegularFile($1) }.map { ($1, try Digest.sha256(try fileBytes($1, for: $0))) }
}

/// Whether one assignment makes an earlier one void: the same knob, or the knob of all players over that of one.
private func overrides(_ name: String, _ earlier: String) -> Bool {
  let (new, old) = (withoutOwner(name), withoutOwner(earlier))
  if new == old { return true }
  let number = old.dropFirst(new.count + 1)
  return old.hasPrefix("\(new)_") && !number.isEmpty && number.allSatisfy(\.isNumber)
}

private func withoutOwner(_ name: String) -> String {
  for owner in ["game.", "procedure.", "algorithm."] where name.hasPrefix(owner) {
    return String(name.dropFirst(owner.count))
  }
  return name
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

/// A wrapper of the catalogue by name.
func wrapperEntry(_ id: String) throws -> WrapperEntry {
  guard let entry = allWrappers.first(where: { $0.card.id == id }) else {
    throw Refusal.unknown("wrapper", id, known: allWrappers.map(\.card.id))
  }
  return entry
}

/// `NAME=VALUE` in two.
func nameAndValue(_ text: String, _ option: String) throws -> (name: String, value: String) {
  guard let sign = text.firstIndex(of: "="), sign > text.startIndex, text.index(after: sign) < text.endIndex else {
    throw Refusal("\(option) \(text): NAME=VALUE is needed")
  }
  return (withoutBlanks(text[..<sign]), withoutBlanks(text[text.index(after: sign)...]))
}

/// As in `--set "r1=0.3, eta=0.2"`.
private func withoutBlanks(_ text: Substring) -> String {
  let rest = text.drop { $0 == " " }
  return String(
    rest.prefix((rest.lastIndex { $0 != " " }.map { rest.distance(from: rest.startIndex, to: $0) + 1 }) ?? 0))
}

/// The knobs set on the command line, after those of the configuration that it does not override.
func assignments(_ set: [String], _ configuration: Configuration) throws -> [(name: String, value: Double)] {
  let onCommandLine = try set.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }.map {
    try assignment(String($0))
  }
  let configured = try (configuration.pairs["set"] ?? []).map { try assignment("\($0.name)=\($0.value)") }
  return configured.filter { one in !onCommandLine.contains { overrides($0.name, one.name) } } + onCommandLine
}

private func assignment(_ text: String) throws -> (name: String, value: Double) {
  let (name, value) = try nameAndValue(text, "--set")
  guard let number = Double(value) else { throw Refusal("--set \(text): '\(value)' is not a number") }
  guard number.isFinite else { throw Refusal("--set \(text): \(name) must be finite") }
  return (name, number)
}
