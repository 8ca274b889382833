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

  /// Takes the file for this process, for as long as it is open; false where another one has it.
  @discardableResult
  func lock() -> Bool { flock(number, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK }

  /// Cuts the file and goes to its end.
  func truncate(to count: Int) throws(ErrorNumber) {
    guard ftruncate(number, count) == 0, lseek(number, 0, SEEK_END) >= 0 else { throw ErrorNumber.current }
  }

  /// Hands the first bytes of a file over, piece by piece.
  static func read(_ path: String, count: Int, take: (UnsafeRawBufferPointer) -> Void) throws(ErrorNumber) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw ErrorNumber.current }
    defer { _ = Glibc.close(file) }
    var (chunk, rest) = ([UInt8](repeating: 0, count: 1 << 20), count)
    while rest > 0 {
      let got = Glibc.read(file, &chunk, min(rest, chunk.count))
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw got < 0 ? ErrorNumber.current : ErrorNumber(code: EIO) }
      chunk.withUnsafeBytes { take(UnsafeRawBufferPointer(rebasing: $0[..<got])) }
      rest -= got
    }
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
