import Contracts
import Games
import Laws
import Procedures
import Testing

/// Every law over the whole registry, with no name in it: a new game or procedure is tested by existing.
@Suite struct LawTests {
  static let members = (try? allGames.flatMap { try Member.members(of: $0) }) ?? []

  @Test func everyGameHasMembers() throws {
    for entry in allGames { #expect(try !Member.members(of: entry).isEmpty, "\(entry.card.id)") }
  }

  /// A game of which nothing is known would have nothing to be held against.
  @Test func somethingIsKnownOfEveryGame() throws {
    for entry in allGames {
      let members = try Member.members(of: entry)
      #expect(members.contains { !$0.game.facts($0.game.knobs.map(\.defaultValue)).isEmpty }, "\(entry.card.id)")
    }
  }

  /// Where not all combinations of options are examined, every value still is.
  @Test func everyOptionValueIsExamined() throws {
    for entry in allGames {
      let descriptions = try Member.members(of: entry).map(\.description)
      for option in entry.card.options {
        guard case .choice(let words, _) = option.kind else { continue }
        for word in words { #expect(descriptions.contains { "\($0) ".contains(" \(option.name)=\(word) ") }) }
      }
    }
  }

  @Test func everyLawAppliesSomewhere() async throws {
    for law in Laws.gameLaws {
      var applies = false
      for member in Self.members where !applies { applies = try await law.examine(member) != nil }
      #expect(applies, "\(law)")
    }
  }

  @Test(arguments: members) func gameLaws(_ member: Member) async throws {
    for law in Laws.gameLaws {
      if let finding = try await law.examine(member) {
        #expect(
          finding.holds, "\(finding.law): \(finding.subject): error \(finding.error), allowed \(finding.tolerance)")
      }
    }
  }

  @Test(arguments: members) func procedureLaws(_ member: Member) async throws {
    for variant in try Variant.examined(allProcedures, allWrappers, on: member) {
      for law in Laws.procedureLaws {
        if let finding = try await law.examine(member, variant) {
          #expect(
            finding.holds, "\(finding.law): \(finding.subject): error \(finding.error), allowed \(finding.tolerance)")
        }
      }
    }
  }

  /// A procedure whose options are all refused would be left out in silence.
  @Test func everyProcedureAndWrapperIsExamined() throws {
    let described = try Self.members.filter { $0.number == 0 }.flatMap {
      try Variant.examined(allProcedures, allWrappers, on: $0).map(\.description)
    }
    for id in allProcedures.map(\.card.id) { #expect(described.contains { "\($0) ".hasPrefix("\(id) ") }, "\(id)") }
    for id in allWrappers.map(\.card.id) { #expect(described.contains { "\($0) ".contains(", \(id) ") }, "\(id)") }
  }

  @Test(arguments: allProcedures) func linearLaw(_ entry: ProcedureEntry) throws {
    for finding in try linearLawFinding(entry) {
      #expect(finding.holds, "\(finding.subject): error \(finding.error), allowed \(finding.tolerance)")
    }
  }

  /// The law of derivatives is silent at kinks: of no procedure and no wrapper everywhere.
  @Test func derivativesAreComparedForEveryProcedure() async throws {
    let law = try #require(Laws.procedureLaws.first { "\($0)".contains("central difference") })
    var left = Set(allProcedures.map(\.card.id) + allWrappers.map { ", \($0.card.id)" })
    for member in Self.members where member.number == 0 && member.game.coordinates.count <= 6 && !left.isEmpty {
      for variant in try Variant.examined(allProcedures, allWrappers, on: member) {
        let ids = left.filter {
          "\(variant) ".hasPrefix("\($0) ") || "\(variant) ".contains("\($0) ") && $0.hasPrefix(",")
        }
        if !ids.isEmpty, try await law.examine(member, variant) != nil { left.subtract(ids) }
      }
    }
    #expect(left.isEmpty)
  }

  /// The laws can fail: a procedure that drifts, whose derivatives and stated law are not those of its step.
  @Test func aWrongProcedureIsCaught() async throws {
    let entry = ProcedureEntry(WrongProcedure.self)
    let member = try #require(Self.members.first { $0.entry.card.id == "bilinear" })
    let variant = try #require(try Variant.variants(of: entry, for: member.game).first)
    let findings = try await Laws.procedureLaws.asyncCompactMap { try await $0.examine(member, variant) }
    #expect(findings.filter { !$0.holds }.count == 3, "\(findings)")
    #expect(try linearLawFinding(entry).allSatisfy { !$0.holds })
  }

  /// The laws can fail: a game whose hand-written gradient is wrong is caught.
  @Test func aWrongGradientIsCaught() async throws {
    let member = try #require(try Member.members(of: GameEntry(WrongGradient.self)).first)
    let findings = try await Laws.gameLaws.asyncCompactMap { try await $0.examine(member) }
    let failed = findings.filter { !$0.holds }.map(\.law)
    #expect(failed.contains("xi is the derivative of each player's loss"))
    #expect(failed.contains("xi is the central difference of the losses"))
    #expect(failed.contains("losses of a zero-sum game sum to zero"))
    #expect(failed.contains("known equilibria, Jacobians and spectra hold"))
  }
}

extension Sequence {
  fileprivate func asyncCompactMap<T>(_ transform: (Element) async throws -> T?) async rethrows -> [T] {
    var results: [T] = []
    for element in self { if let result = try await transform(element) { results.append(result) } }
    return results
  }
}
