import Contracts
import FiniteGames
import Tables

/// What `nash` is asked for, names resolved and values checked.
struct NashRequest {
  let delivery: Delivery
  let subject: NashSubject
  let entry: AlgorithmEntry
  let algorithm: any Algorithm
  let average: Average?
  let iterations, recordEvery: Int
  let tolerance: Double?
  let start: Profile?
  let seed: UInt64
  /// Whether rows carry the strategies.
  let showsStrategies: Bool
  /// The configuration for the manifest.
  let resolved: [(String, JSON)]

  /// The most strategy columns that a row has unasked.
  private static let mostColumns = 2000

  init(_ asked: Nash) throws {
    let config = try asked.results.config.map { try Configuration(path: $0) } ?? Configuration()
    delivery = try Delivery(asked.results, config)
    let id = asked.algorithm ?? config.values["algorithm"]?.text ?? "lp"
    entry = try algorithmEntry(id)
    seed = try config.integer("seed", asked.seed, in: 0...UInt64.max) ?? 0
    let given = NashGivens(
      options: try config.pairs["option", default: []] + asked.option.map { try nameAndValue($0, "--option") },
      assignments: try assignments(asked.set, config))
    guard let target = asked.game ?? config.values["game"]?.text else {
      throw Refusal("name a file of payoffs or a game before the options; 'gandyn list finite-games' shows some")
    }
    let grid = asked.discretise ?? config.values["discretise"]?.text
    let threads = try config.integer("threads", asked.threads, in: 1...4096)
    subject = try NashSubject(target, grid: grid, given, algorithm: entry, seed: seed, threads: threads)
    let knobs = try entry.knobs.map { knob in
      let value = given.value(of: knob.name, owner: "algorithm") ?? knob.defaultValue
      try knob.check(value)
      return value
    }
    algorithm = try entry.make(options(given.options(of: entry.card), for: entry.card, seed: seed), knobs)
    try algorithm.check(subject.contest)
    iterations = try config.integer("iterations", asked.iterations, in: 1...1_000_000_000_000) ?? 1000
    recordEvery = try config.integer("record-every", asked.recordEvery, in: 1...1_000_000_000_000) ?? 1
    let words = Average.allCases.map(\.rawValue)
    let averages = entry.average != nil
    average = try (asked.average ?? config.values["average"]?.text).map { word in
      guard let average = Average(rawValue: word) else { throw Refusal.unknown("--average", word, known: words) }
      guard averages else {
        throw Refusal("--average \(word): \(id) averages nothing; 'gandyn describe \(id)' says what it reports")
      }
      return average
    }
    let until = asked.until ?? config.values["until"]?.text
    tolerance = try until.map(nashTolerance)
    let startText = asked.start ?? config.values["start"]?.text
    let counts = subject.contest.actionCounts
    start = try startText.map { try startProfile($0, counts) }
    let all = try config.flag("strategies", asked.strategies)
    let total = counts.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    guard !all || (0...1_000_000).contains(total) else {
      throw Refusal(
        "--strategies: rows take at most 1000000 probabilities, not \(total); --format json has those at the end")
    }
    showsStrategies = algorithm.hasStrategyColumns && (all || (0...Self.mostColumns).contains(total))
    var entries: [(String, JSON)] = [
      ("command", .string("nash")), ("game", .string(target)), ("algorithm", .string(id)),
      ("option", .object(given.options.map { ($0.name, .string($0.value)) })),
      ("set", .object(given.resolved(entry, subject, knobs).map { ($0.name, .number($0.value)) })),
      ("seed", .string(String(seed))), ("iterations", .integer(iterations)), ("record-every", .integer(recordEvery)),
    ]
    if let average { entries.append(("average", .string(average.rawValue))) }
    for (name, text) in [("discretise", grid), ("until", until), ("start", startText)] {
      if let text { entries.append((name, .string(text))) }
    }
    if all { entries.append(("strategies", .bool(true))) }
    if let input = subject.input {
      warnOfChangedInputs(config, [input], of: asked.results.config)
      entries.append(("inputs", .object([(input.file, .string(input.sha256))])))
    }
    resolved = entries
  }

  /// The columns of a row.
  var columns: [Column] {
    let strategies =
      showsStrategies
      ? subject.contest.actionCounts.enumerated().flatMap { player, count in
        (1...count).map { Column("p\(player + 1)_\($0)") }
      } : []
    return ["iteration", "nash_conv", "value"].map { Column($0) } + strategies
      + algorithm.columns(subject.contest).map { Column($0) }
  }

  /// What would be done, on standard error.
  func announce() throws {
    if let path = delivery.path { try DataFile.check(path, force: delivery.force) }
    let size = subject.contest.actionCounts.map(String.init).joined(separator: " x ")
    complain(
      "would solve \(subject.name) (\(size) actions) with \(entry.card.id), at most \(counted(iterations, "iteration", "iterations")), to \(delivery.path ?? "standard output")"
    )
  }
}

/// An algorithm of the catalogue by name.
func algorithmEntry(_ id: String) throws -> AlgorithmEntry {
  guard let entry = allAlgorithms.first(where: { $0.card.id == id }) else {
    throw Refusal.unknown("algorithm", id, known: allAlgorithms.map(\.card.id))
  }
  return entry
}

private func nashTolerance(_ text: String) throws -> Double {
  let (name, value) = try nameAndValue(text, "--until")
  guard name == "nash_conv" else { throw Refusal.unknown("quantity of --until", name, known: ["nash_conv"]) }
  guard let tolerance = Double(value), tolerance.isFinite, tolerance >= 0 else {
    throw Refusal("--until \(text): a finite tolerance >= 0 is needed")
  }
  return tolerance
}

/// `p1_1=0.5,p1_3=0.5`: players not named start uniform, actions not named of a player that is have no probability.
private func startProfile(_ text: String, _ counts: [Int]) throws -> Profile {
  guard counts.allSatisfy({ $0 <= Contest.largestCount }) else {
    throw Refusal("--start \(text): no player may have more than \(Contest.largestCount) actions to start from")
  }
  var profile: Profile = counts.map { Strategy(repeating: 0, count: $0) }
  for part in text.split(separator: ",", omittingEmptySubsequences: false) {
    let (name, value) = try nameAndValue(String(part), "--start")
    let numbers = name.hasPrefix("p") ? name.dropFirst().split(separator: "_").map { Int($0) ?? 0 } : []
    guard numbers.count == 2, (1...counts.count).contains(numbers[0]),
      (1...counts[numbers[0] - 1]).contains(numbers[1])
    else {
      throw Refusal("--start \(part): the probability of an action is named like its column, such as p1_1=0.5")
    }
    guard let probability = Double(value), probability >= 0, probability.isFinite else {
      throw Refusal("--start \(part): a probability >= 0 is needed")
    }
    profile[numbers[0] - 1][numbers[1] - 1] = probability
  }
  for player in profile.indices {
    let sum = profile[player].reduce(0, +)
    if sum == 0 { profile[player] = Strategy(repeating: 1 / Double(counts[player]), count: counts[player]) }
    guard sum == 0 || abs(sum - 1) <= 1e-9 else {
      throw Refusal("--start \(text): the probabilities of player \(player + 1) sum to \(sum); they must sum to 1")
    }
    if sum > 0 { profile[player] = profile[player].map { $0 / sum } }
  }
  return profile
}
