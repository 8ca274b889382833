internal import Chance
public import Contracts

/// One game of the catalogue with its options fixed.
public struct Member: Sendable, CustomStringConvertible {
  /// The family.
  public let entry: GameEntry
  /// The options given.
  public let options: [String: OptionValue]
  /// The game.
  public let game: CompiledGame
  /// Id and options.
  public let description: String
  /// Its place among the members of its game; the first has the defaults where it can.
  public private(set) var number = 0

  private init(_ entry: GameEntry, _ options: [String: OptionValue]) throws {
    (self.entry, self.options) = (entry, options)
    game = try entry.make(Options(options, for: entry.card))
    description = describe(entry.card.id, options)
  }

  /// The members that the laws examine: every value of every choice and every example of every integer, in all
  /// combinations where these are few, otherwise so that every pair of values that can go together does; and every file
  /// option with its example.
  public static func members(of entry: GameEntry) throws -> [Member] {
    let needsFile = entry.card.options.contains { if case .document = $0.kind { true } else { false } }
    var members: [Member] = []
    func add(_ options: [String: OptionValue]) throws -> Bool {
      do { members.append(try Member(entry, options)) } catch is Refusal { return false }
      return true
    }
    if !needsFile {
      try forEachCombination(entry.card.options) {
        $0.wordsAndIntegers
      } visit: {
        try add($0)
      }
    }
    for option in entry.card.options {
      guard let file = option.fileExample else { continue }
      try forEachCombination(entry.card.options.filter { $0.name != option.name }) {
        $0.words
      } visit: {
        try add($0.merging([option.name: file]) { $1 })
      }
    }
    for number in members.indices { members[number].number = number }
    return members
  }

  /// The same game with an integer option doubled, where its range allows that.
  func withTwice(_ name: String) throws -> Member? {
    guard case .integer(let range, let standard, _)? = entry.card.options.first(where: { $0.name == name })?.kind
    else { return nil }
    var value = standard
    if case .integer(let given)? = options[name] { value = given }
    return range.contains(2 * value) ? try Member(entry, options.merging([name: .integer(2 * value)]) { $1 }) : nil
  }
}

func describe(_ id: String, _ options: [String: OptionValue]) -> String {
  let parts = options.sorted { $0.key < $1.key }.map { name, value in
    switch value {
    case .word(let word): "\(name)=\(word)"
    case .integer(let integer): "\(name)=\(integer)"
    case .integers(let integers): "\(name)=\(integers.map(String.init).joined(separator: ","))"
    case .matrix, .document: "\(name)=(example)"
    }
  }
  return ([id] + parts).joined(separator: " ")
}

extension OptionCard {
  var words: [OptionValue?] {
    if case .choice(let words, _) = kind { return words.map { .word($0) } }
    return [nil]
  }
  var wordsAndIntegers: [OptionValue?] {
    switch kind {
    case .choice: words
    case .integer(_, _, let examples): examples.map { .integer($0) }
    case .integers(_, nil, let examples): [nil] + examples.map { .integers($0) }
    case .integers(_, _, let examples): examples.map { .integers($0) }
    case .matrix, .document: [nil]
    }
  }
  fileprivate var fileExample: OptionValue? {
    switch kind {
    case .matrix(let example): .matrix(example, source: "example")
    case .document(let example): .document(example)
    default: nil
    }
  }
}

extension Member {
  /// Knobs drawn from their domains: about half of them at their defaults, all of them together valid.
  func randomKnobs(_ random: inout SequentialStream) -> [Double] {
    let defaults = game.knobs.map(\.defaultValue)
    let drawn = game.knobs.map { knob -> Double in
      guard random.uniform(in: 0...1) < 0.5 else { return knob.defaultValue }
      return switch knob.domain {
      case .real: knob.defaultValue + 0.3 * random.normal()
      case .nonnegative, .positive: knob.defaultValue + 0.5 * random.normal().magnitude
      case .openUnitInterval: random.uniform(in: -0.9...0.9)
      case .unitInterval: random.uniform(in: 0...0.9)
      case .tolerance: 1e-14
      }
    }
    var share = 1.0
    while share > 1e-3 {
      let knobs = zip(defaults, drawn).map { $0 + share * ($1 - $0) }
      if (try? game.validateKnobs(knobs)) != nil { return knobs }
      share /= 2
    }
    return defaults
  }

  /// A point of moderate size.
  func randomPoint(_ random: inout SequentialStream) -> [Double] {
    game.coordinates.map { _ in 0.8 * random.normal() }
  }

  /// A point of moderate size with random knobs, where every loss is finite; in the constraint set unless a law is about the
  /// projection.
  func randomEvaluation(_ random: inout SequentialStream, projecting: Bool = true) -> Evaluation {
    func draw() -> Evaluation {
      let at = Evaluation(game: game, z: randomPoint(&random), knobs: randomKnobs(&random))
      return projecting && game.isConstrained ? Evaluation(game: game, z: at.projected(), knobs: at.knobs) : at
    }
    var at = draw()
    for _ in 0..<1000 where !game.players.indices.allSatisfy({ at.loss(of: $0, game.onDouble).isFinite }) {
      at = draw()
    }
    return at
  }
}
