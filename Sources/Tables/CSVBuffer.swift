/// Rows of CSV (RFC 4180, LF line ends) in a growing byte buffer, for streaming at speed.
///
/// Separators and quotes are placed by the buffer: append the fields of a row, then call ``endRow()``. Doubles take the
/// shortest decimal form that reads back to the same double; integral values have no `.0` (`1`, and `-0` for negative
/// zero); the others are `inf`, `-inf` and `nan`. Write the bytes out and empty the buffer, keeping its capacity, every
/// 100 KB or so; then no number allocates memory.
public struct CSVBuffer: Sendable {
  private var text = ByteText()
  private var rowStart = 0
  private var isFirstField = true

  /// An empty buffer.
  public init() {}

  /// The bytes written so far.
  public var bytes: [UInt8] { text.bytes }

  /// The number of bytes written so far.
  public var count: Int { text.bytes.count }

  /// Calls `body` with the bytes written so far, without a copy; they are valid during the call only.
  public func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try text.bytes.withBytes(body)
  }

  /// Empties the buffer; call it between rows.
  public mutating func removeAll(keepingCapacity: Bool = true) {
    text.removeAll(keepingCapacity: keepingCapacity)
    (rowStart, isFirstField) = (0, true)
  }

  /// Adds an integer field.
  public mutating func append(_ value: Int) {
    separate()
    text.append(value)
  }

  /// Adds a number field, in the shortest form that reads back to the same double.
  public mutating func append(_ value: Double) {
    separate()
    text.append(value)
  }

  /// Adds a text field, in quotes if it holds a comma, a quote or a line end.
  public mutating func append(_ value: String) {
    separate()
    guard value.utf8.contains(where: Self.needsQuotes) else { return text.write(value) }
    text.append(UInt8(ascii: "\""))
    for byte in value.utf8 {
      if byte == UInt8(ascii: "\"") { text.append(byte) }
      text.append(byte)
    }
    text.append(UInt8(ascii: "\""))
  }

  /// Ends the row.
  ///
  /// A row of one empty field is written as `""`, which no reader takes for a blank line.
  public mutating func endRow() {
    if !isFirstField, text.bytes.count == rowStart { text.append("\"\"") }
    text.append(UInt8(ascii: "\n"))
    (rowStart, isFirstField) = (text.bytes.count, true)
  }

  @inline(__always) private mutating func separate() {
    if !isFirstField { text.append(UInt8(ascii: ",")) }
    isFirstField = false
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}
