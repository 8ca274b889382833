import Contracts
import Procedures
import Tables

/// What the catalogue knows about a procedure or a wrapper, as text and as one JSON object.
struct ProcedureDescription {
  private let kind: String
  /// With options as they are spelt on the command line.
  private let card: Card
  private let law: String
  private let knobs: [Knob]
  private let memory: [MemoryStart]
  private let fixedPoints, cost: String
  private let undefined: String?
  private let isAutonomous: Bool

  /// A procedure with the defaults of its options, for two players.
  init(_ entry: ProcedureEntry) throws {
    let procedure = try entry.make(Options([:], for: entry.card), 2)
    (kind, card, law, knobs) = ("procedure", entry.card, entry.law, entry.knobs)
    (memory, fixedPoints, cost) = (procedure.memory, procedure.fixedPoints.description, procedure.cost.description)
    (undefined, isAutonomous) = (procedure.undefined, procedure.isAutonomous)
  }

  /// A wrapper with the defaults of its options, by what it adds to simultaneous gradient descent.
  init(_ entry: WrapperEntry) throws {
    guard let plain = allProcedures.first(where: { $0.card.id == "simultaneous" }) else {
      throw Refusal("wrappers are described around simultaneous, which the registry does not have")
    }
    let inner = try plain.make(Options([:], for: plain.card), 2)
    let wrapped = try entry.wrap(inner, Options([:], for: entry.card), 2)
    let own = entry.card
    card = Card(
      id: own.id, title: own.title, formulas: own.formulas, source: own.source,
      options: own.options.map { OptionCard("\(own.id).\($0.name)", $0.kind, $0.meaning) })
    (kind, law, knobs) = ("wrapper", entry.law, entry.knobs.map { $0.prefixed(by: own.id) })
    (memory, fixedPoints) = (Array(wrapped.memory.dropFirst(inner.memory.count)), "those of the procedure")
    let factor = wrapped.cost.fields / inner.cost.fields
    cost = factor == 1 ? "that of the procedure" : "\(shown(factor)) times that of the procedure"
    (undefined, isAutonomous) = (wrapped.undefined, wrapped.isAutonomous)
  }

  private var isWrapper: Bool { kind == "wrapper" }

  /// The description in the form asked for.
  func text(as form: Describe.Form?) -> String {
    form == .json ? json.text(indent: 2) : lines.joined(separator: "\n")
  }

  private var lines: [String] {
    let lawLines = ["", "Law"] + [law.isEmpty ? "  none is stated" : "  \(law)"]
    let head = DescriptionText.head(card) + (isWrapper && law.isEmpty ? [] : lawLines)
    let tail =
      ["", "Knobs"] + DescriptionText.knobs(knobs, after: isWrapper ? [] : Self.steps)
      + ["", "Options"] + DescriptionText.options(card)
    if isWrapper { return head + tail }
    return head + ["", "State", "  " + (["the iterate"] + memory.map(\.description)).joined(separator: ", ")]
      + ["", "Fixed points", "  " + fixedPoints] + ["", "Cost of a step", "  " + cost] + tail
  }

  /// The step sizes, which every procedure has.
  private static let steps = [
    ["eta", "default 0.1, > 0", "step size of player 1; eta_1, eta_2, ... set one player's step"],
    ["tau", "default 1, > 0", "the other players step with tau times eta"],
  ]

  /// The rows of a wrapper are those it adds; the step sizes are left out, as every procedure has them.
  private var json: JSON {
    let rows = (isWrapper ? [] : ["the iterate"]) + memory.map(\.description)
    return .object([
      ("kind", .string(kind)), ("id", .string(card.id)), ("title", .string(card.title)),
      ("formulas", .string(card.formulas)), ("law", law.isEmpty ? .null : .string(law)),
      ("state", .array(rows.map { .string($0) })), ("fixed_points", .string(fixedPoints)), ("cost", .string(cost)),
      ("autonomous", .bool(isAutonomous)), ("undefined", undefined.map { .string($0) } ?? .null),
      ("knobs", .array(knobs.map(DescriptionText.json))), ("options", .array(card.options.map(DescriptionText.json))),
      ("source", .string(card.source)),
    ])
  }
}
