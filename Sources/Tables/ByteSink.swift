/// Where the bytes of a result go: a file (``DataFile``) or standard output (``StandardOutput``).
public protocol ByteSink: AnyObject {
  /// Writes all bytes, or throws. One call is at least one system call: hand over 100 KB or so at a time.
  func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError)

  /// The number of bytes written.
  var byteCount: Int { get }
}

extension ByteSink {
  /// Writes all bytes, or throws.
  public func write(_ bytes: [UInt8]) throws(OutputError) {
    try bytes.withBytes { bytes throws(OutputError) in try write(bytes) }
  }

  /// Writes the text as UTF-8, or throws.
  public func write(_ text: String) throws(OutputError) { try write(Array(text.utf8)) }

  /// Writes the rows, or throws; the buffer keeps them.
  public func write(_ rows: borrowing CSVBuffer) throws(OutputError) {
    try rows.withBytes { bytes throws(OutputError) in try write(bytes) }
  }
}

extension [UInt8] {
  func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafeBufferPointer { buffer throws(Failure) in try body(UnsafeRawBufferPointer(buffer)) }
  }
}
