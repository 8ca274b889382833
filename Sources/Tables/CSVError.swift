/// What is wrong with a CSV file, and where.
public struct CSVError: Error, CustomStringConvertible, Sendable, Hashable {
  /// The file as the user named it.
  public let source: String
  /// The line, from 1; a quoted field with line ends spans several.
  public let line: Int
  /// The column of the first character of the offending field, from 1, counted in Unicode scalars.
  public let column: Int
  /// What was found and what is expected.
  public let message: String

  /// `source:line:column: message`.
  public var description: String { "\(source):\(line):\(column): \(message)" }

  init(_ source: String, _ place: CSVPlace, _ message: String) {
    (self.source, line, column, self.message) = (source, place.line, place.column, message)
  }
}

/// Where a field starts: line and column from 1.
struct CSVPlace: Sendable {
  var line: Int
  var column: Int
}

/// `count` with its noun: `1 field`, `3 fields`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// The text in quotes for a message: one line, at most 40 characters.
func quoted(_ text: some StringProtocol) -> String {
  let short = text.count > 40 ? text.prefix(40) + "..." : String(text)
  return "'\(printable(String(short)))'"
}
