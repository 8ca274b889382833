import Contracts
import FiniteGames
import Tables

/// What the catalogue knows about an algorithm for finite games, as text and as one JSON object.
struct AlgorithmDescription {
  private let entry: AlgorithmEntry

  init(_ entry: AlgorithmEntry) { self.entry = entry }

  /// The description in the form asked for.
  func text(as form: Describe.Form?) -> String {
    form == .json ? json.text(indent: 2) : lines.joined(separator: "\n")
  }

  private var lines: [String] {
    DescriptionText.head(entry.card) + ["", "Strategies reported", "  " + average]
      + ["", "Knobs"] + DescriptionText.knobs(entry.knobs) + ["", "Options"] + DescriptionText.options(entry.card)
  }

  private var average: String {
    switch entry.average {
    case .uniform: "the mean of those played; --average linear or last for others"
    case .linear: "the mean with weight t in round t; --average uniform or last for others"
    case .last: "those of the last round; --average uniform or linear for others"
    case nil: entry.reports
    }
  }

  private var json: JSON {
    .object([
      ("kind", .string("algorithm")), ("id", .string(entry.card.id)), ("title", .string(entry.card.title)),
      ("formulas", .string(entry.card.formulas)), ("average", entry.average.map { .string($0.rawValue) } ?? .null),
      ("knobs", .array(entry.knobs.map(DescriptionText.json))),
      ("options", .array(entry.card.options.map(DescriptionText.json))), ("source", .string(entry.card.source)),
    ])
  }
}
