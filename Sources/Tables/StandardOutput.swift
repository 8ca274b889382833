internal import Glibc

/// Standard output as a sink that reports every failure: a full disk, a closed descriptor, a reader that went away.
///
/// Unbuffered: do not mix it with `print`, whose text waits in a buffer of its own.
public final class StandardOutput: ByteSink {
  /// The number of bytes written.
  public private(set) var byteCount = 0

  private let descriptor: Descriptor

  /// Opens descriptor 1 for writing.
  ///
  /// The process ignores SIGPIPE from then on, so that a closed pipe is an error here and not its end.
  public convenience init() { self.init(Descriptor(number: STDOUT_FILENO)) }

  init(_ descriptor: Descriptor) {
    signal(SIGPIPE, SIG_IGN)
    self.descriptor = descriptor
  }

  /// Writes all bytes, or throws; see `isBrokenPipe` for readers that stop early.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
    do throws(ErrorNumber) {
      try descriptor.write(bytes)
      byteCount += bytes.count
    } catch {
      throw OutputError(cannot: "write", "standard output", code: error.code)
    }
  }
}
