/// A column of a table.
public struct Column: Sendable, Hashable {
  /// The name in headers and as a key in JSON.
  public let name: String
  /// The unit, shown to people only; empty where the column has none.
  public let unit: String

  /// A column.
  public init(_ name: String, unit: String = "") { (self.name, self.unit) = (name, unit) }
}

/// One entry of a table.
public enum Cell: Sendable, Hashable {
  /// A count or an index.
  case integer(Int)
  /// A double; CSV and JSON keep every bit of a finite one.
  case number(Double)
  /// A word or a sentence.
  case text(String)
  /// No value: an empty field in CSV, `null` in JSON.
  case missing
}

/// A small table held in memory, for people (`aligned`), for programs (`csv`, `json`); rows of long runs are streamed
/// through ``CSVBuffer`` instead.
public struct Table: Sendable {
  /// The columns, in order.
  public let columns: [Column]
  /// The rows; each has one cell per column.
  public private(set) var rows: [[Cell]] = []

  /// A table; every row must have one cell per column.
  public init(columns: [Column], rows: [[Cell]] = []) {
    self.columns = columns
    for row in rows { append(row) }
  }

  /// Adds a row of one cell per column.
  public mutating func append(_ row: [Cell]) {
    precondition(row.count == columns.count, "a row of \(row.count) cells in a table of \(columns.count) columns")
    rows.append(row)
  }

  /// The table as CSV (RFC 4180, LF): a header of column names, then the rows.
  public func csv() -> [UInt8] {
    var buffer = CSVBuffer()
    buffer.appendHeader(columns.map(\.name))
    for row in rows {
      for cell in row { buffer.append(cell) }
      buffer.endRow()
    }
    return buffer.bytes
  }

  /// The table as an array of objects, keyed by column name.
  public func json() -> JSON {
    .array(rows.map { row in .object(zip(columns, row).map { ($0.name, $1.json) }) })
  }
}

extension CSVBuffer {
  /// Adds one row of names.
  public mutating func appendHeader(_ names: [String]) {
    for name in names { append(name) }
    endRow()
  }

  /// Adds a field for the cell.
  public mutating func append(_ cell: Cell) {
    switch cell {
    case .integer(let value): append(value)
    case .number(let value): append(value)
    case .text(let value): append(value)
    case .missing: append("")
    }
  }
}

extension Cell {
  /// The cell as a JSON value.
  public var json: JSON {
    switch self {
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .text(let value): .string(value)
    case .missing: .null
    }
  }
}
