import ArgumentParser
import Contracts
import Games
import Laws
import Procedures
import Tables

struct Describe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A game, a procedure or a wrapper: formulas, roles, knobs, options, source, facts.",
    discussion: """
      Examples:
        gandyn describe dirac-gan
        gandyn describe lqg-wgan --option dimension=2
        gandyn describe heavy-ball
      """)

  @Argument(help: "The name of a game, a procedure or a wrapper.")
  var name: String

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("One structural option of the game.", valueName: "name=value"))
  var option: [String] = []

  func run() throws {
    let lines: [String]
    if let entry = allGames.first(where: { $0.card.id == name }) {
      lines = try describe(entry)
    } else if let entry = allProcedures.first(where: { $0.card.id == name }) {
      guard option.isEmpty else { throw Refusal("--option \(option[0]): only games are described with options") }
      lines = try describe(entry)
    } else if let entry = allWrappers.first(where: { $0.card.id == name }) {
      lines = try describe(entry)
    } else {
      let known = allGames.map(\.card.id) + allProcedures.map(\.card.id) + allWrappers.map(\.card.id)
      throw Refusal.unknown("game, procedure or wrapper", name, known: known)
    }
    try StandardOutput().write(Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  private func describe(_ entry: GameEntry) throws -> [String] {
    let given = try option.map { try nameAndValue($0, "--option") }
    let isExample = given.isEmpty && entry.card.options.contains { if case .document = $0.kind { true } else { false } }
    guard
      let game = isExample ? try Member.members(of: entry).first?.game : try entry.make(options(given, for: entry.card))
    else { return [] }
    var lines = head(entry.card)
    lines += ["", "Players" + (isExample ? " (of the built-in example)" : "")]
    lines += game.players.enumerated().map { "  \($0 + 1)  \($1.name): \(shortened($1.coordinates))" }
    lines += [
      "", "Start", "  " + shortened(zip(game.coordinates, game.start).map { "\($0)=\(shown($1))" }, separator: ","),
    ]
    lines += ["", "Knobs"] + knobLines(game.knobs)
    lines += ["", "Options"] + optionLines(entry.card)
    lines += ["", "Diagnostics"] + inColumns(game.diagnostics.map { [$0.name, "\($0.meaning), \($0.unit)"] })
    lines += ["", "Facts" + (game.knobs.isEmpty ? "" : " (at the default knobs)")]
    let facts = game.facts(game.knobs.map(\.defaultValue)).map(factLine)
    return lines
      + (facts.isEmpty ? ["  none"] : facts.prefix(12) + (facts.count > 12 ? ["  ... \(facts.count) in all"] : []))
  }

  private func describe(_ entry: ProcedureEntry) throws -> [String] {
    let procedure = try entry.make(Options([:], for: entry.card), 2)
    let steps = [
      ["eta", "default 0.1, > 0", "step size of player 1; eta_1, eta_2, ... set one player's step"],
      ["tau", "default 1, > 0", "the other players step with tau times eta"],
    ]
    return head(entry.card) + ["", "Law"] + lawLines(entry.law)
      + ["", "State", "  " + (["the iterate"] + procedure.memory.map(\.description)).joined(separator: ", ")]
      + ["", "Fixed points", "  " + procedure.fixedPoints.description]
      + ["", "Cost of a step", "  " + procedure.cost.description]
      + ["", "Knobs"] + knobLines(entry.knobs, after: steps) + ["", "Options"] + optionLines(entry.card)
  }

  private func describe(_ entry: WrapperEntry) throws -> [String] {
    let card = entry.card
    let named = Card(
      id: card.id, title: card.title, formulas: card.formulas, source: card.source,
      options: card.options.map { OptionCard("\(card.id).\($0.name)", $0.kind, $0.meaning) })
    return head(card) + (entry.law.isEmpty ? [] : ["", "Law"] + lawLines(entry.law))
      + ["", "Knobs"] + knobLines(entry.knobs.map { $0.prefixed(by: card.id) }) + ["", "Options"] + optionLines(named)
  }

  private func lawLines(_ law: String) -> [String] { [law.isEmpty ? "  none is stated" : "  \(law)"] }

  private func head(_ card: Card) -> [String] {
    ["\(card.id): \(card.title)", "", "Formulas"] + card.formulas.split(separator: "\n").map { "  \($0)" }
      + ["", "Source", "  \(card.source)"]
  }

  private func knobLines(_ knobs: [Knob], after first: [[String]] = []) -> [String] {
    let listed = knobs.count > 24 ? Array(knobs.prefix(20) + knobs.suffix(2)) : knobs
    let rows = listed.map { knob in
      let players = knob.isPerPlayer ? "; \(knob.name)_1, \(knob.name)_2, ... set one player's" : ""
      let value = knob.defaultText ?? shown(knob.defaultValue)
      return [knob.name, "default \(value), \(knob.domain.condition)", knob.meaning + players]
    }
    return inColumns(first + rows) + (listed.count < knobs.count ? ["  ... \(knobs.count) in all"] : [])
  }

  private func optionLines(_ card: Card) -> [String] {
    inColumns(
      card.options.map { option in
        switch option.kind {
        case .choice(let words, let value):
          [option.name, words.joined(separator: " | "), "\(option.meaning); default \(value)"]
        case .integer(let range, let value, _):
          [option.name, "\(range.lowerBound) to \(range.upperBound)", "\(option.meaning); default \(value)"]
        case .integers(_, let value, _):
          [
            option.name, "N,N,...",
            option.meaning + (value.map { "; default \($0.map(String.init).joined(separator: ","))" } ?? ""),
          ]
        case .matrix: [option.name, "FILE.csv", option.meaning]
        case .document: [option.name, "FILE.yaml", option.meaning]
        }
      })
  }

  /// Rows of equally many texts, each column as wide as its widest; `none` where there are no rows.
  private func inColumns(_ rows: [[String]]) -> [String] {
    guard let first = rows.first else { return ["  none"] }
    let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).dropLast().reduce("  ") { line, item in
        line + item.0 + String(repeating: " ", count: item.1 - item.0.count + 2)
      } + row[row.count - 1]
    }
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
