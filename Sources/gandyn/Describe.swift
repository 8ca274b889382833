import ArgumentParser
import Contracts
import Games
import Laws
import Procedures
import Tables

struct Describe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A game or a procedure: formulas, roles, knobs, options, source, facts.",
    discussion: """
      Examples:
        gandyn describe dirac-gan
        gandyn describe lqg-wgan --option dimension=2
        gandyn describe heavy-ball
      """)

  @Argument(help: "The name of a game or a procedure.")
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
    } else {
      throw Refusal.unknown("game or procedure", name, known: allGames.map(\.card.id) + allProcedures.map(\.card.id))
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
    lines += ["", "Start", "  " + shortened(zip(game.coordinates, game.start).map { "\($0)=\($1)" }, separator: ",")]
    lines += ["", "Knobs"] + (game.knobs.isEmpty ? ["  none"] : knobLines(game.knobs))
    lines += optionLines(entry.card)
    lines += ["", "Diagnostics"]
    lines += game.diagnostics.isEmpty ? ["  none"] : game.diagnostics.map { "  \($0.name)  \($0.meaning), \($0.unit)" }
    lines += ["", "Facts" + (game.knobs.isEmpty ? "" : " (at the default knobs)")]
    let facts = game.facts(game.knobs.map(\.defaultValue)).map(factLine)
    lines +=
      facts.isEmpty ? ["  none"] : Array(facts.prefix(12)) + (facts.count > 12 ? ["  ... \(facts.count) in all"] : [])
    return lines
  }

  private func describe(_ entry: ProcedureEntry) throws -> [String] {
    let procedure = try entry.make(Options([:], for: entry.card), 2)
    let steps = [
      "  eta    default 0.1, > 0; step size of player 1; eta_1, eta_2, ... set one player's step",
      "  tau    default 1, > 0; the other players step with tau times eta",
    ]
    let memory =
      procedure.memory.isEmpty
      ? "the iterate"
      : "the iterate and \(procedure.memory.count) row(s) of memory, starting at "
        + procedure.memory.map(\.rawValue).joined(separator: ", ")
    let products = procedure.cost.products > 0 ? ", \(procedure.cost.products) product(s) with J or its transpose" : ""
    return head(entry.card) + [
      "", "State", "  \(memory)", "", "Cost of a step", "  \(procedure.cost.fields) evaluation(s) of xi\(products)", "",
      "Knobs",
    ]
      + steps + knobLines(entry.knobs) + optionLines(entry.card)
  }

  private func head(_ card: Card) -> [String] {
    ["\(card.id): \(card.title)", "", "Formulas"] + card.formulas.split(separator: "\n").map { "  \($0)" }
      + ["", "Source", "  \(card.source)"]
  }

  private func knobLines(_ knobs: [Knob]) -> [String] {
    let shown = knobs.count > 24 ? Array(knobs.prefix(20) + knobs.suffix(2)) : knobs
    return shown.map { knob in
      "  \(knob.name)  default \(knob.defaultValue), \(knob.domain.condition); \(knob.meaning)\(knob.isPerPlayer ? "; \(knob.name)_1, \(knob.name)_2, ... per player" : "")"
    } + (shown.count < knobs.count ? ["  ... \(knobs.count) in all"] : [])
  }

  private func optionLines(_ card: Card) -> [String] {
    guard !card.options.isEmpty else { return [] }
    return ["", "Options"]
      + card.options.map { option in
        let values =
          switch option.kind {
          case .choice(let words, let value): words.joined(separator: " | ") + ", default \(value)"
          case .integer(let range, let value, _): "\(range.lowerBound) to \(range.upperBound), default \(value)"
          case .integers: "N,N,..."
          case .matrix: "FILE.csv"
          case .document: "FILE.yaml"
          }
        return "  \(option.name) = \(values); \(option.meaning)"
      }
  }

  private func factLine(_ fact: Fact) -> String {
    switch fact {
    case .equilibrium(let point): "  equilibrium at \(vector(point))"
    case .jacobian(let point, let rows):
      "  J at \(vector(point)) = [\(rows.prefix(6).map(vector).joined(separator: ", "))\(rows.count > 6 ? ", ..." : "")]"
    case .fieldEigenvalues(let point, let values):
      "  eigenvalues of -J at \(vector(point)): "
        + shortened(
          values.map {
            $0.imaginary == 0 ? "\($0.real)" : "\($0.real) \($0.imaginary < 0 ? "-" : "+") \($0.imaginary.magnitude)i"
          })
    case .simultaneousGradient(let point, let xi): "  xi at \(vector(point)) = \(vector(xi))"
    }
  }

  private func vector(_ values: [Double]) -> String { "(\(shortened(values.map { "\($0)" })))" }

  private func shortened(_ items: [String], separator: String = ", ") -> String {
    items.count <= 12
      ? items.joined(separator: separator)
      : (items.prefix(10) + ["...", items[items.count - 1]]).joined(separator: separator)
  }
}
