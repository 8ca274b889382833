public import Contracts

/// One procedure of the catalogue, or one inside a wrapper, with its options fixed, for one game.
public struct Variant: Sendable, CustomStringConvertible {
  /// The procedure.
  public let procedure: CompiledProcedure
  /// Id and options.
  public let description: String

  /// Every value of every choice and every example, as far as it suits the number of players and the game has what the
  /// procedure needs.
  public static func variants(of entry: ProcedureEntry, for game: CompiledGame) throws -> [Variant] {
    let players = game.players.count
    var variants: [Variant] = []
    try forEachCombination(entry.card.options) {
      $0.wordsAndIntegers
    } visit: { options in
      guard let procedure = try unlessRefused({ try entry.make(Options(options, for: entry.card), players) }) else {
        return false
      }
      guard procedure.applies(to: game) else { return false }
      variants.append(Variant(procedure: procedure, description: describe(entry.card.id, options)))
      return true
    }
    return variants
  }

  /// Every value of every choice and every example of a wrapper around a procedure.
  public static func variants(
    of entry: WrapperEntry, around procedure: Variant, for game: CompiledGame
  ) throws -> [Variant] {
    var variants: [Variant] = []
    try forEachCombination(entry.card.options) {
      $0.wordsAndIntegers
    } visit: { options in
      let make = { try entry.wrap(procedure.procedure, Options(options, for: entry.card), game.players.count) }
      guard let wrapped = try unlessRefused(make), wrapped.applies(to: game) else { return false }
      variants.append(
        Variant(
          procedure: wrapped, description: "\(procedure.description), \(describe(entry.card.id, options))"))
      return true
    }
    return variants
  }

  /// What the laws examine on a member.
  ///
  /// On the first member of a game every procedure, and every wrapper around the first procedure and another one; on its other
  /// members an eighth of these, a different one on each, above 24 coordinates a twenty-fourth. Rules that form whole matrices
  /// are left out above 24 coordinates, where every product of their derivatives would take seconds.
  public static func examined(
    _ procedures: [ProcedureEntry], _ wrappers: [WrapperEntry], on member: Member
  ) throws -> [Variant] {
    let plain = try procedures.flatMap { try variants(of: $0, for: member.game) }
    let wrapped = try wrappers.enumerated().flatMap { index, entry in
      try [plain[0], plain[(7 * index + 5) % plain.count]].flatMap {
        try variants(of: entry, around: $0, for: member.game)
      }
    }
    let isLarge = member.game.coordinates.count > 24
    return (plain + wrapped).enumerated().filter { index, variant in
      (member.number == 0 || (index + member.number) % (isLarge ? 24 : 8) == 0)
        && !(isLarge && variant.procedure.cost.matrices > 0)
    }.map(\.element)
  }

  /// Options that do not suit the number of players are refused.
  private static func unlessRefused(_ make: () throws -> CompiledProcedure) throws -> CompiledProcedure? {
    do { return try make() } catch is Refusal { return nil }
  }
}
