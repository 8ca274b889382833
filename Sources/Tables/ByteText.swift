/// A growing byte string that numbers are formatted into without an intermediate `String`.
///
/// The standard library generates the digits; this only places them. One array of memory, grown by doubling.
struct ByteText: TextOutputStream {
  private(set) var bytes: [UInt8] = []

  mutating func removeAll(keepingCapacity: Bool) { bytes.removeAll(keepingCapacity: keepingCapacity) }

  @inline(__always) mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func write(_ string: String) { bytes.append(contentsOf: string.utf8) }

  // What `Double.write(to:)` calls with its digits. Without it they arrive as a `String`, which is on the heap beyond
  // 15 bytes: correct, but slower.
  mutating func _writeASCII(_ buffer: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: buffer) }

  // Half of all fields are integers, and `Int.description` takes longer than the digits of a double.
  mutating func append(_ value: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var first = digits.count
      var rest = value.magnitude
      repeat {
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        first -= 1
        digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
        rest = quotient
      } while rest > 0
      if value < 0 {
        first -= 1
        digits[first] = UInt8(ascii: "-")
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
    }
  }

  /// The shortest decimal form that reads back to the same double: `1`, `-0`, `0.1`, `1e-05`, `inf`, `-inf`, `nan`.
  mutating func append(_ value: Double) {
    guard value.isFinite else { return append(value.isNaN ? "nan" : value > 0 ? "inf" : "-inf") }
    value.write(to: &self)
    let count = bytes.count
    if bytes[count - 1] == UInt8(ascii: "0"), bytes[count - 2] == UInt8(ascii: ".") { bytes.removeLast(2) }
  }
}
