/// Reads CSV (RFC 4180): UTF-8 with or without a byte order mark, lines ending in LF or CR LF.
///
/// The last line end is optional. Strict on purpose: what cannot be read without guessing is refused, with the line and
/// the column of the field.
public enum CSVReader {
  /// Reads a file with a header row of distinct names; the rows may be none.
  ///
  /// Names lose the spaces and tabs around them; fields keep theirs.
  ///
  /// - Parameters:
  ///   - text: the file's bytes.
  ///   - source: the file's name, for messages.
  /// - Throws: `CSVError` for an empty file, invalid UTF-8, misplaced or unclosed quotes, a nameless or repeated
  ///   column, or a row with more or fewer fields than the header.
  public static func parse(_ text: [UInt8], source: String) throws(CSVError) -> CSVDocument {
    let records = try rectangle(text, source: source, expected: "a header row of column names")
    let header = records[0].map { trimmed($0.text) }
    for (j, name) in header.enumerated() {
      let place = records[0][j].place
      if name.isEmpty { throw CSVError(source, place, "column \(j + 1) has no name; every column needs one") }
      if let first = header[..<j].firstIndex(of: name) {
        throw CSVError(
          source, place, "\(quoted(name)) also names column \(first + 1); the names in the header row must differ")
      }
    }
    return CSVDocument(
      source: source, header: header, rows: records.dropFirst().map { $0.map(\.text) },
      places: records.map { $0.map(\.place) })
  }

  /// Reads a file with a header row from a string.
  public static func parse(_ text: String, source: String) throws(CSVError) -> CSVDocument {
    try parse(Array(text.utf8), source: source)
  }

  /// Reads a file of finite numbers without a header row: rows x columns, all rows of equal length, at least one.
  public static func matrix(_ text: [UInt8], source: String) throws(CSVError) -> [[Double]] {
    let records = try rectangle(text, source: source, expected: "rows of numbers")
    var matrix: [[Double]] = []
    matrix.reserveCapacity(records.count)
    for (i, record) in records.enumerated() {
      var row: [Double] = []
      row.reserveCapacity(record.count)
      for field in record {
        switch finiteNumber(field.text) {
        case .success(let value): row.append(value)
        case .failure(let fault):
          let hint =
            i == 0 ? "a matrix file holds finite numbers only, without a header row" : "a matrix needs finite numbers"
          throw CSVError(source, field.place, "\(fault.sentence); \(hint)")
        }
      }
      matrix.append(row)
    }
    return matrix
  }

  /// Reads a file of numbers without a header row from a string.
  public static func matrix(_ text: String, source: String) throws(CSVError) -> [[Double]] {
    try matrix(Array(text.utf8), source: source)
  }

  /// At least one record, all as long as the first.
  private static func rectangle(
    _ text: [UInt8], source: String, expected: String
  ) throws(CSVError) -> [[CSVScanner.Field]] {
    var scanner = try CSVScanner(text, source: source)
    let records = try scanner.records()
    guard let first = records.first else {
      throw CSVError(source, CSVPlace(line: 1, column: 1), "the file is empty; expected \(expected)")
    }
    for record in records where record.count != first.count {
      let isLong = record.count > first.count
      let place = (isLong ? record[first.count] : record[record.count - 1]).place
      let found =
        record.count == 1 && record[0].text.isEmpty ? "a blank line" : "\(counted(record.count, "field")) in this row"
      throw CSVError(source, place, "\(found); expected \(first.count), as in the first row")
    }
    return records
  }
}
