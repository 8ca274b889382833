/// A CSV file with a header row, as texts.
public struct CSVDocument: Sendable {
  /// The file's name, for messages.
  public let source: String
  /// The column names, distinct and not empty.
  public let header: [String]
  /// The rows below the header, each as long as it.
  public let rows: [[String]]

  /// Where every field starts, the header's first.
  let places: [[CSVPlace]]

  /// All rows as finite numbers: rows x columns.
  ///
  /// Spaces and tabs around a number are allowed.
  ///
  /// - Throws: `CSVError` at the first field that is no decimal number, is not finite, or is beyond the doubles.
  public func numbers() throws(CSVError) -> [[Double]] {
    var result: [[Double]] = []
    result.reserveCapacity(rows.count)
    for (i, row) in rows.enumerated() {
      var values: [Double] = []
      values.reserveCapacity(row.count)
      for (j, text) in row.enumerated() {
        switch finiteNumber(text) {
        case .success(let value): values.append(value)
        case .failure(let fault):
          throw error(row: i, column: j, "\(fault.sentence); column \(printable(header[j])) needs finite numbers")
        }
      }
      result.append(values)
    }
    return result
  }

  /// An error of the caller's about one field, with its line and column.
  ///
  /// - Parameters:
  ///   - row: an index into `rows`, or nil for the header.
  ///   - column: an index into `header`.
  ///   - message: what was found and what is expected.
  public func error(row: Int?, column: Int, _ message: String) -> CSVError {
    CSVError(source, places[row.map { $0 + 1 } ?? 0][column], message)
  }
}

/// Why a text is no finite number.
struct NumberFault: Error {
  let sentence: String
}

/// Reads one decimal number; hexadecimal forms and the words for infinity and NaN are refused.
func finiteNumber(_ text: String) -> Result<Double, NumberFault> {
  let word = trimmed(text)
  if word.isEmpty { return .failure(NumberFault(sentence: "the field is empty")) }
  // The standard library also reads "0x1p3", "inf" and "nan(7)".
  let isDecimal = word.utf8.allSatisfy { byte in
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
  }
  guard let value = Double(word), isDecimal || !value.isFinite else {
    return .failure(NumberFault(sentence: "\(quoted(word)) is not a number"))
  }
  guard value.isFinite else {
    let reason = isDecimal ? "is too large for a double" : "is not finite"
    return .failure(NumberFault(sentence: "\(quoted(word)) \(reason)"))
  }
  return .success(value)
}

/// The text without spaces and tabs at its ends.
func trimmed(_ text: String) -> String {
  let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
  let rest = text.utf8.drop(while: isBlank)
  guard let last = rest.lastIndex(where: { !isBlank($0) }) else { return "" }
  return String(decoding: rest[...last], as: UTF8.self)
}
