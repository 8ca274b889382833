import Glibc
import Testing

@testable import Tables

@Suite struct StandardOutputTests {
  private func failure(_ body: () throws(OutputError) -> Void) -> OutputError? {
    do throws(OutputError) {
      try body()
      return nil
    } catch {
      return error
    }
  }

  private func output(to path: String) throws -> StandardOutput {
    StandardOutput(try Descriptor(opening: path, flags: 0))
  }

  @Test func fullDisk() throws {
    let output = try output(to: "/dev/full")
    let error = failure { () throws(OutputError) in try output.write("abc") }
    #expect(
      error?.description
        == "cannot write standard output: No space left on device; free some space or choose another disk")
    #expect(output.byteCount == 0)
  }

  @Test func closedPipeIsAnErrorAndNotTheEnd() throws {
    signal(SIGPIPE, SIG_DFL)
    let (reading, writing) = try makePipe()
    let output = StandardOutput(Descriptor(number: writing))
    try output.write("abc")
    #expect(output.byteCount == 3)
    close(reading)
    let error = failure { () throws(OutputError) in try output.write("def") }
    #expect(error?.isBrokenPipe == true)
    #expect(
      error?.description == "cannot write standard output: Broken pipe; the program that reads it has ended")
    close(writing)
  }

  @Test func closedDescriptor() {
    let output = StandardOutput(Descriptor(number: -1))
    #expect(failure { () throws(OutputError) in try output.write("abc") }?.code == EBADF)
  }

  // A non-blocking pipe of 64 KB takes a megabyte in many short writes with refusals between them.
  @Test func shortWritesAndRefusalsLoseNothing() throws {
    let (reading, writing) = try makePipe()
    _ = fcntl(writing, F_SETFL, O_NONBLOCK)
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 >> 8) }
    let reader = Reader(descriptor: reading)
    reader.start()
    let output = StandardOutput(Descriptor(number: writing))
    try output.write(bytes)
    close(writing)
    let arrivedWhole = reader.wait() == bytes
    #expect(arrivedWhole)
    #expect(output.byteCount == bytes.count)
  }
}

/// Reads a descriptor to its end on a thread of its own, slowly enough for the writer to meet a full pipe.
private final class Reader: @unchecked Sendable {
  private let descriptor: Int32
  private var bytes: [UInt8] = []
  private var thread = pthread_t()

  init(descriptor: Int32) { self.descriptor = descriptor }

  func start() {
    pthread_create(
      &thread, nil,
      { reader in
        if let reader { Unmanaged<Reader>.fromOpaque(reader).takeRetainedValue().readAll() }
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
  }

  func wait() -> [UInt8] {
    pthread_join(thread, nil)
    return bytes
  }

  private func readAll() {
    var chunk = [UInt8](repeating: 0, count: 50_000)
    usleep(20_000)
    while case let count = read(descriptor, &chunk, chunk.count), count > 0 { bytes += chunk[..<count] }
    close(descriptor)
  }
}
