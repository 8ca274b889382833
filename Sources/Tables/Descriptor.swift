internal import Glibc

/// An open file descriptor; every call says whether it failed.
struct Descriptor: Sendable {
  let number: Int32

  /// Opens or creates a file for writing, without interruption; throws the error number.
  init(opening path: String, flags: Int32) throws(ErrorNumber) {
    var number: Int32
    repeat { number = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY | flags, 0o666) } while number < 0 && errno == EINTR
    guard number >= 0 else { throw ErrorNumber.current }
    self.number = number
  }

  init(number: Int32) { self.number = number }

  /// Writes all bytes, however many calls it takes.
  func write(_ bytes: UnsafeRawBufferPointer) throws(ErrorNumber) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let chunk = UnsafeRawBufferPointer(rebasing: rest)
      let count = Glibc.write(number, chunk.baseAddress, chunk.count)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count == 0 {
        throw ErrorNumber(code: EIO)
      } else if errno == EAGAIN {
        try waitUntilWritable()
      } else if errno != EINTR {
        throw ErrorNumber.current
      }
    }
  }

  // Standard output may be shared with a program that made it non-blocking.
  private func waitUntilWritable() throws(ErrorNumber) {
    var request = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    guard poll(&request, 1, -1) >= 0 || errno == EINTR else { throw ErrorNumber.current }
  }

  /// Waits until the bytes are on the disk.
  func synchronize() throws(ErrorNumber) {
    guard fsync(number) == 0 else { throw ErrorNumber.current }
  }

  /// Closes; the descriptor is gone even if this throws (a late write error of a network disk).
  func close() throws(ErrorNumber) {
    guard Glibc.close(number) == 0 || errno == EINTR else { throw ErrorNumber.current }
  }
}

/// The system's error number of a failed call.
struct ErrorNumber: Error {
  var code: Int32

  static var current: ErrorNumber { ErrorNumber(code: errno) }
}
