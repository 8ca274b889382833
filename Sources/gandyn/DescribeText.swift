import Contracts
import Tables

/// The sections of a description that games, procedures and wrappers share.
enum DescriptionText {
  /// The first sections: title, formulas, source.
  static func head(_ card: Card) -> [String] {
    ["\(card.id): \(card.title)", "", "Formulas"] + card.formulas.split(separator: "\n").map { "  \($0)" }
      + ["", "Source", "  \(card.source)"]
  }

  /// A line for each knob, the first and last of very many.
  static func knobs(_ knobs: [Knob], after first: [[String]] = []) -> [String] {
    let listed = knobs.count > 24 ? Array(knobs.prefix(20) + knobs.suffix(2)) : knobs
    let rows = listed.map { knob in
      let players = knob.isPerPlayer ? "; \(knob.name)_1, \(knob.name)_2, ... set one player's" : ""
      let value = knob.defaultText ?? shown(knob.defaultValue)
      return [knob.name, "default \(value), \(knob.domain.condition)", knob.meaning + players]
    }
    return inColumns(first + rows) + (listed.count < knobs.count ? ["  ... \(knobs.count) in all"] : [])
  }

  /// A line for each option.
  static func options(_ card: Card) -> [String] {
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
  static func inColumns(_ rows: [[String]]) -> [String] {
    guard let first = rows.first else { return ["  none"] }
    let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).dropLast().reduce("  ") { line, item in
        line + item.0 + String(repeating: " ", count: item.1 - item.0.count + 2)
      } + row[row.count - 1]
    }
  }
}

/// The same as JSON.
extension DescriptionText {
  /// A knob as an object.
  static func json(_ knob: Knob) -> JSON {
    .object([
      ("name", .string(knob.name)),
      ("default", knob.defaultText.map { .string($0) } ?? .number(knob.defaultValue)),
      ("domain", .string(knob.domain.condition)), ("meaning", .string(knob.meaning)),
      ("per_player", .bool(knob.isPerPlayer)),
    ])
  }

  /// The values are a list of words or a text such as `1 to 64`; the default is null where nothing is meant.
  static func json(_ option: OptionCard) -> JSON {
    let (values, value): (JSON, JSON) =
      switch option.kind {
      case .choice(let words, let value): (.array(words.map { .string($0) }), .string(value))
      case .integer(let range, let value, _):
        (.string("\(range.lowerBound) to \(range.upperBound)"), .integer(value))
      case .integers(_, let value, _):
        (.string("N,N,..."), value.map { .string($0.map(String.init).joined(separator: ",")) } ?? .null)
      case .matrix: (.string("FILE.csv"), .null)
      case .document: (.string("FILE.yaml"), .null)
      }
    return .object([
      ("name", .string(option.name)), ("values", values), ("default", value), ("meaning", .string(option.meaning)),
    ])
  }
}
