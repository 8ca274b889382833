import Contracts

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
