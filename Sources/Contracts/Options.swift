/// A resolved structural option: words and integers from the command line, matrices and trees from files.
public enum OptionValue: Sendable {
  case word(String)
  case integer(Int)
  case integers([Int])
  /// Rows of numbers with the place they were read from.
  case matrix([[Double]], source: String)
  case document(Document)
}

/// The options of a card with their values: checked names and kinds, defaults filled in.
public struct Options: Sendable {
  private let given: [String: OptionValue]
  private let card: Card
  /// The run's seed, for what a game draws once: features of a discriminator, weights of a network.
  public let seed: UInt64

  /// Checks names and kinds against the card.
  public init(_ given: [String: OptionValue], for card: Card, seed: UInt64 = 0) throws(Refusal) {
    (self.given, self.card, self.seed) = (given, card, seed)
    for name in given.keys.sorted() where !card.options.contains(where: { $0.name == name }) {
      throw .unknown("option of \(card.id)", name, known: card.options.map(\.name))
    }
    for option in card.options { try check(option) }
  }

  private func check(_ option: OptionCard) throws(Refusal) {
    guard let value = given[option.name] else { return }
    switch (option.kind, value) {
    case (.choice(let words, _), .word(let word)):
      if !words.contains(word) {
        throw .unknown("value of --option \(option.name)", word, known: words)
      }
    case (.integer(let range, _, _), .integer(let integer)):
      if !range.contains(integer) {
        throw Refusal("--option \(option.name)=\(integer): must be from \(range.lowerBound) to \(range.upperBound)")
      }
    case (.integers(let range, _, _), .integers(let integers)):
      if integers.contains(where: { !range.contains($0) }) {
        throw Refusal(
          "--option \(option.name)=\(integers.map(String.init).joined(separator: ",")): integers from \(range.lowerBound) to \(range.upperBound) only"
        )
      }
    case (.matrix, .matrix), (.document, .document): break
    default: throw Refusal("--option \(option.name): the value is of the wrong kind; \(option.meaning)")
    }
  }

  /// Whether the option was given.
  public func isGiven(_ name: String) -> Bool { given[name] != nil }

  /// The case chosen, or the default of the card.
  public func choice<Choice: RawRepresentable<String>>(_ name: String, default value: Choice) -> Choice {
    guard case .word(let word) = given[name] else { return value }
    return Choice(rawValue: word) ?? value
  }

  /// The integer given, or the default of the card.
  public func integer(_ name: String) -> Int {
    if case .integer(let value) = given[name] { return value }
    for option in card.options where option.name == name {
      if case .integer(_, let value, _) = option.kind { return value }
    }
    preconditionFailure("\(card.id) has no integer option \(name)")
  }

  /// The integers given, or the default of the card.
  public func integers(_ name: String) -> [Int]? {
    if case .integers(let values) = given[name] { return values }
    for option in card.options where option.name == name {
      if case .integers(_, let values, _) = option.kind { return values }
    }
    return nil
  }

  /// The matrix given, with its source, or nil.
  public func matrix(_ name: String) -> (rows: [[Double]], source: String)? {
    if case .matrix(let rows, let source) = given[name] { return (rows, source) }
    return nil
  }

  /// The tree given, or nil.
  public func document(_ name: String) -> Document? {
    if case .document(let document) = given[name] { return document }
    return nil
  }
}
