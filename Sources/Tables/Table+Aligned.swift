internal import Glibc

extension Table {
  /// The table for people: a header, numbers right-aligned at up to 12 significant digits, text left-aligned.
  ///
  /// Every line ends with LF. Units stand in brackets after the name, missing values are `-`, and control characters in
  /// texts are replaced, so that a cell can neither break the layout nor steer the terminal.
  ///
  /// - Parameter color: whether the header is bold and missing values are dim (ANSI escapes); the caller decides.
  public func aligned(color: Bool = false) -> String {
    let header = columns.map { printable($0.unit.isEmpty ? $0.name : "\($0.name) [\($0.unit)]") }
    let texts = rows.map { row in row.map(\.forPeople) }
    let widths = columns.indices.map { j in texts.reduce(header[j].count) { max($0, $1[j].count) } }
    let isRight = columns.indices.map { j in !rows.contains { $0[j].isText } }

    func line(_ fields: [String], style: (Int) -> String) -> String {
      var line = ""
      for (j, field) in fields.enumerated() {
        let padding = String(repeating: " ", count: widths[j] - field.count)
        let styled = color && !style(j).isEmpty ? style(j) + field + "\u{1B}[0m" : field
        let isLast = j == fields.count - 1
        line += (j > 0 ? "  " : "") + (isRight[j] ? padding + styled : isLast ? styled : styled + padding)
      }
      return line + "\n"
    }
    var result = line(header) { _ in "\u{1B}[1m" }
    for (cells, fields) in zip(rows, texts) {
      result += line(fields) { cells[$0] == .missing ? "\u{1B}[2m" : "" }
    }
    return result
  }
}

extension Cell {
  fileprivate var isText: Bool { if case .text = self { true } else { false } }

  /// The cell as people read it.
  fileprivate var forPeople: String {
    switch self {
    case .integer(let value): value.description
    case .number(let value): rounded(value, digits: 12)
    case .text(let value): printable(value)
    case .missing: "-"
    }
  }
}

/// `value` at up to `digits` significant digits, correctly rounded, without trailing zeros; zero without a sign.
func rounded(_ value: Double, digits: Int) -> String {
  // glibc writes "-nan" for a NaN with the sign bit, which means nothing to people.
  guard !value.isNaN else { return "nan" }
  return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
    let count = withVaList([Int32(digits), value == 0 ? 0 : value]) {
      vsnprintf(text.baseAddress, text.count, "%.*g", $0)
    }
    let bytes = UnsafeRawBufferPointer(UnsafeBufferPointer(text).prefix(max(0, Int(count))).rebased)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The text with control characters replaced by U+FFFD.
func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
  return String(
    String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
}

extension Slice where Base == UnsafeBufferPointer<CChar> {
  fileprivate var rebased: UnsafeBufferPointer<CChar> { UnsafeBufferPointer(rebasing: self) }
}
