/// What the catalogue knows about a game or a procedure: the command's lists and help, the CSV header, the reference pages
/// and the laws are all derived from it.
public struct Card: Sendable {
  /// The name on the command line and in files, such as `dirac-gan`.
  public let id: String
  /// One line for lists.
  public let title: String
  /// Formulas in plain text, with the names used in the code.
  public let formulas: String
  /// Where it comes from, with equation or section, and where we differ.
  public let source: String
  /// Structural choices.
  public let options: [OptionCard]

  /// A card.
  public init(id: String, title: String, formulas: String, source: String, options: [OptionCard] = []) {
    (self.id, self.title, self.formulas, self.source, self.options) = (id, title, formulas, source, options)
  }
}

/// One structural option: not a scalar, so it is fixed before anything is compiled or run.
public struct OptionCard: Sendable {
  /// What an option may hold.
  public enum Kind: Sendable {
    /// One of several words.
    case choice([String], default: String)
    /// An integer in a range; the laws try the examples.
    case integer(ClosedRange<Int>, default: Int, examples: [Int])
    /// Integers in a range separated by commas; the laws try the examples, and nothing given where there is no default.
    case integers(ClosedRange<Int> = 1...1000, default: [Int]? = nil, examples: [[Int]])
    /// A matrix or vector read from a CSV file without header; the laws try the example.
    case matrix(example: [[Double]])
    /// A tree read from a YAML file; the laws try the example.
    case document(example: Document)
  }

  /// The option's name.
  public let name: String
  /// What it may hold.
  public let kind: Kind
  /// What it means.
  public let meaning: String

  /// An option.
  public init(_ name: String, _ kind: Kind, _ meaning: String) {
    (self.name, self.kind, self.meaning) = (name, kind, meaning)
  }

  /// A choice among the cases of an enumeration.
  public static func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ name: String, default value: Choice, _ meaning: String
  ) -> OptionCard {
    OptionCard(name, .choice(Choice.allCases.map(\.rawValue), default: value.rawValue), meaning)
  }
}

/// One number of a game or procedure: always a scalar, so it can be swept and differentiated.
public struct Knob: Sendable {
  /// Which numbers are allowed.
  public enum Domain: Sendable {
    case real, nonnegative, positive
    /// Strictly between -1 and 1.
    case openUnitInterval
    /// From 0 to 1 without 1.
    case unitInterval
    /// Where an iteration stops: above 0 and at most 0.1. Laws take a small one.
    case tolerance

    /// The condition in words.
    public var condition: String {
      switch self {
      case .real: "any finite number"
      case .nonnegative: ">= 0"
      case .positive: "> 0"
      case .openUnitInterval: "strictly between -1 and 1"
      case .unitInterval: ">= 0 and < 1"
      case .tolerance: "> 0 and <= 0.1"
      }
    }

    /// Whether the value is allowed.
    public func contains(_ value: Double) -> Bool {
      guard value.isFinite else { return false }
      return switch self {
      case .real: true
      case .nonnegative: value >= 0
      case .positive: value > 0
      case .openUnitInterval: value.magnitude < 1
      case .unitInterval: value >= 0 && value < 1
      case .tolerance: value > 0 && value <= 0.1
      }
    }
  }

  /// The knob's name.
  public let name: String
  /// Its value when nothing is set.
  public let defaultValue: Double
  /// Which numbers are allowed.
  public let domain: Domain
  /// What it means, with its unit.
  public let meaning: String
  /// Whether each player may have its own value (`beta_1`, `beta_2`, ...); only knobs of procedures do.
  public let isPerPlayer: Bool
  /// Whether each player's value is its step size where nothing is set; only knobs of procedures do that.
  public let followsEta: Bool

  /// A knob.
  public init(
    _ name: String, _ defaultValue: Double, _ domain: Domain = .real, _ meaning: String, isPerPlayer: Bool = false
  ) {
    self.init(name, defaultValue, domain, meaning, isPerPlayer: isPerPlayer, followsEta: false)
  }

  /// A knob of a procedure that is each player's step size where nothing is set.
  public init(followingEta name: String, _ meaning: String) {
    self.init(name, 0.1, .nonnegative, meaning, isPerPlayer: true, followsEta: true)
  }

  private init(
    _ name: String, _ defaultValue: Double, _ domain: Domain, _ meaning: String, isPerPlayer: Bool, followsEta: Bool
  ) {
    (self.name, self.defaultValue, self.domain) = (name, defaultValue, domain)
    (self.meaning, self.isPerPlayer, self.followsEta) = (meaning, isPerPlayer, followsEta)
  }

  /// The same knob as a wrapper's, `PREFIX.NAME`.
  public func prefixed(by prefix: String) -> Knob {
    Knob(
      "\(prefix).\(name)", defaultValue, domain, meaning, isPerPlayer: isPerPlayer, followsEta: followsEta)
  }

  /// The default in words.
  public var defaultText: String? { followsEta ? "the step size" : nil }

  /// Refuses a value outside the domain.
  public func check(_ value: Double, as spelling: String? = nil) throws(Refusal) {
    guard domain.contains(value) else {
      throw Refusal(.usage, "--set \(spelling ?? name)=\(value): \(spelling ?? name) must be \(domain.condition)")
    }
  }
}
