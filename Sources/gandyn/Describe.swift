import ArgumentParser
import Contracts
import FiniteGames
import Games
import Laws
import Procedures
import Tables

struct Describe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A game, a procedure, a wrapper or an algorithm: formulas, roles, knobs, options, source, facts.",
    discussion: """
      Examples:
        gandyn describe dirac-gan
        gandyn describe lqg-wgan --option dimension=2
        gandyn describe heavy-ball
        gandyn describe heavy-ball --format json
        gandyn describe hedge
      """)

  enum Form: String, CaseIterable, ExpressibleByArgument {
    case table, json
  }

  @Argument(help: "The name of a game, a procedure, a wrapper, a finite game or an algorithm.")
  var name: String

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("One structural option of the game.", valueName: "name=value"))
  var option: [String] = []

  @Option(
    help: "A text for people, or one object; json describes procedures, wrappers and algorithms. (default: table)")
  var format: Form?

  func run() throws {
    let text: String
    if let entry = allGames.first(where: { $0.card.id == name }) {
      guard format != .json else {
        throw Refusal("--format json: only procedures, wrappers and algorithms are described as JSON")
      }
      text = try describe(entry).joined(separator: "\n")
    } else if let entry = allProcedures.first(where: { $0.card.id == name }) {
      guard option.isEmpty else { throw Refusal("--option \(option[0]): only games are described with options") }
      text = try ProcedureDescription(entry).text(as: format)
    } else if let entry = allWrappers.first(where: { $0.card.id == name }) {
      guard option.isEmpty else { throw Refusal("--option \(option[0]): only games are described with options") }
      text = try ProcedureDescription(entry).text(as: format)
    } else if let entry = allAlgorithms.first(where: { $0.card.id == name }) {
      guard option.isEmpty else { throw Refusal("--option \(option[0]): only games are described with options") }
      text = AlgorithmDescription(entry).text(as: format)
    } else if let entry = allFiniteGames.first(where: { $0.card.id == name }) {
      text = (DescriptionText.head(entry.card) + ["", "Options"] + DescriptionText.options(entry.card)).joined(
        separator: "\n")
    } else {
      let known =
        allGames.map(\.card.id) + allProcedures.map(\.card.id) + allWrappers.map(\.card.id)
        + allFiniteGames.map(\.card.id) + allAlgorithms.map(\.card.id)
      throw Refusal.unknown("game, procedure, wrapper or algorithm", name, known: known)
    }
    try StandardOutput().write(Array((text + "\n").utf8))
  }

  private func describe(_ entry: GameEntry) throws -> [String] {
    let given = try option.map { try nameAndValue($0, "--option") }
    let isExample = given.isEmpty && entry.card.options.contains { if case .document = $0.kind { true } else { false } }
    guard
      let game = isExample ? try Member.members(of: entry).first?.game : try entry.make(options(given, for: entry.card))
    else { return [] }
    var lines = DescriptionText.head(entry.card)
    lines += ["", "Players" + (isExample ? " (of the built-in example)" : "")]
    lines += game.players.enumerated().map { "  \($0 + 1)  \($1.name): \(shortened($1.coordinates))" }
    lines += [
      "", "Start", "  " + shortened(zip(game.coordinates, game.start).map { "\($0)=\(shown($1))" }, separator: ","),
    ]
    lines += ["", "Knobs"] + DescriptionText.knobs(game.knobs)
    lines += ["", "Options"] + DescriptionText.options(entry.card)
    lines +=
      ["", "Diagnostics"] + DescriptionText.inColumns(game.diagnostics.map { [$0.name, "\($0.meaning), \($0.unit)"] })
    lines += ["", "Facts" + (game.knobs.isEmpty ? "" : " (at the default knobs)")]
    let facts = game.facts(game.knobs.map(\.defaultValue)).map(factLine)
    return lines
      + (facts.isEmpty ? ["  none"] : facts.prefix(12) + (facts.count > 12 ? ["  ... \(facts.count) in all"] : []))
  }

  private func factLine(_ fact: Fact) -> String {
    switch fact {
    case .equilibrium(let point): return "  equilibrium at \(vector(point))"
    case .jacobian(let point, let rows):
      return
        "  J at \(vector(point)) = [\(rows.prefix(6).map(vector).joined(separator: ", "))\(rows.count > 6 ? ", ..." : "")]"
    case .fieldEigenvalues(let point, let values):
      let texts = values.map { value in
        let imaginary = "\(value.imaginary < 0 ? "-" : "+") \(shown(value.imaginary.magnitude))i"
        return shown(value.real) + (value.imaginary == 0 ? "" : " " + imaginary)
      }
      return "  eigenvalues of -J at \(vector(point)): \(shortened(texts))"
    case .losses(let point, let values): return "  losses at \(vector(point)): \(shortened(values.map { shown($0) }))"
    case .criticalTimescale(let point, let tau):
      return "  \(vector(point)) is stable under the flow for tau > \(shown(tau)) only"
    }
  }

  private func vector(_ values: [Double]) -> String { "(\(shortened(values.map { shown($0) })))" }

  private func shortened(_ items: [String], separator: String = ", ") -> String {
    items.count <= 12
      ? items.joined(separator: separator)
      : (items.prefix(10) + ["...", items[items.count - 1]]).joined(separator: separator)
  }
}
