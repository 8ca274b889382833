public import Chance
internal import Contracts

/// What a law found on one subject.
public struct Finding: Sendable {
  /// The law.
  public let law: String
  /// The game, or game and procedure.
  public let subject: String
  /// The worst error met, in the measure the law states.
  public let error: Double
  /// The largest error allowed.
  public let tolerance: Double
  /// Whether the law holds; an error that is not a number fails.
  public var holds: Bool { error <= tolerance }
}

/// A law over the games of the catalogue, with no name in it.
public struct GameLaw: Sendable, CustomStringConvertible {
  /// What must hold, in a few words.
  public let description: String
  /// The largest error allowed.
  public let tolerance: Double
  /// The worst error on one member; nil where the law does not apply.
  public let worstError: @Sendable (Member, inout SequentialStream) async throws -> Double?

  /// Examines one member on reproducible random numbers.
  public func examine(_ member: Member, seed: UInt64 = 0) async throws -> Finding? {
    var random = SequentialStream(seed: seed)
    guard let error = try await worstError(member, &random) else { return nil }
    return Finding(law: description, subject: member.description, error: error, tolerance: tolerance)
  }
}

/// A law over pairs of games and procedures of the catalogue, with no name in it.
public struct ProcedureLaw: Sendable, CustomStringConvertible {
  /// What must hold, in a few words.
  public let description: String
  /// The largest error allowed.
  public let tolerance: Double
  /// The worst error of one procedure on one member; nil where the law does not apply.
  public let worstError: @Sendable (Member, Variant, inout SequentialStream) async throws -> Double?

  /// Examines one pair on reproducible random numbers.
  public func examine(_ member: Member, _ variant: Variant, seed: UInt64 = 0) async throws -> Finding? {
    var random = SequentialStream(seed: seed)
    guard let error = try await worstError(member, variant, &random) else { return nil }
    return Finding(
      law: description, subject: "\(variant) on \(member)", error: error, tolerance: tolerance)
  }
}

/// Every law about games.
public let gameLaws: [GameLaw] =
  gradientLaws + derivativeLaws + bestResponseLaws + samplingLaws + factLaws

/// Largest deviation relative to the largest expected component.
func relativeError(_ got: [Double], _ expected: [Double]) -> Double {
  guard got.count == expected.count else { return .infinity }
  let scale = expected.reduce(1e-3) { max($0, $1.magnitude) }
  return worst(zip(got, expected).map { ($0 - $1).magnitude / scale })
}

/// The largest of some errors; not a number if one of them is.
func worst(_ errors: [Double]) -> Double {
  errors.reduce(0) { $0.isNaN || $1.isNaN ? .nan : max($0, $1) }
}
