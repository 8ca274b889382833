import Glibc
import Testing

@testable import Tables

@Suite struct CSVBufferTests {
  private func field(_ value: Double) -> String {
    var buffer = CSVBuffer()
    buffer.append(value)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  @Test func randomBitPatternsReadBackBitForBit() {
    var bits = RandomBits(state: 1)
    let values = (0..<100_000).map { _ in Double(bitPattern: bits.next()) }
    var buffer = CSVBuffer()
    for value in values {
      buffer.append(value)
      buffer.endRow()
    }
    let lines = String(decoding: buffer.bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == values.count)
    for (value, line) in zip(values, lines) {
      if value.isNaN {
        #expect(line == "nan")
      } else {
        #expect(Double(line)?.bitPattern == value.bitPattern, "Swift's parser: \(line)")
        #expect(strtod(String(line), nil).bitPattern == value.bitPattern, "the C library's parser: \(line)")
      }
    }
  }

  // The C library needs as many digits: with one less it reads back another double.
  @Test func digitsAreFewest() {
    var bits = RandomBits(state: 2)
    for _ in 0..<10_000 {
      let value = Double.random(in: -2...2, using: &bits)
      let digits = field(value).prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }.count
      var text = [CChar](repeating: 0, count: 64)
      let needed = (1...17).first { precision in
        withVaList([Int32(precision), value]) { _ = vsnprintf(&text, text.count, "%.*g", $0) }
        return strtod(text, nil) == value
      }
      #expect(digits == needed, "\(value)")
    }
  }

  @Test(
    arguments: [
      (1, "1"), (-3, "-3"), (0, "0"), (-0.0, "-0"), (0.1, "0.1"), (1e-5, "1e-05"), (1e15, "1000000000000000"),
      (1e16, "1e+16"), (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"),
      (1.7976931348623157e308, "1.7976931348623157e+308"),
      (10, "10"), (100.5, "100.5"), (9_007_199_254_740_992, "9007199254740992"),
      (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"), (-.nan, "nan"), (.signalingNaN, "nan"),
    ] as [(Double, String)])
  func form(_ value: Double, _ expected: String) {
    #expect(field(value) == expected)
    if !value.isNaN { #expect(Double(expected)?.bitPattern == value.bitPattern) }
  }

  @Test func integersAreThoseOfTheStandardLibrary() {
    var bits = RandomBits(state: 3)
    let random = (0..<10_000).map { _ in Int(truncatingIfNeeded: bits.next()) >> Int.random(in: 0..<64, using: &bits) }
    for value in random + [0, 9, 10, -1, -10, 99, 100, .max, .min] {
      var buffer = CSVBuffer()
      buffer.append(value)
      #expect(String(decoding: buffer.bytes, as: UTF8.self) == value.description)
    }
  }

  @Test func quotesWhereRFC4180NeedsThem() {
    var buffer = CSVBuffer()
    for text in ["plain", "a,b", "say \"hi\"", "two\nlines", "cr\r", "", " space ", "é;'"] { buffer.append(text) }
    buffer.append(-7)
    buffer.append(0.5)
    buffer.endRow()
    #expect(
      String(decoding: buffer.bytes, as: UTF8.self)
        == "plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\"cr\r\",, space ,é;',-7,0.5\n")
  }

  @Test func lonelyEmptyFieldIsNoBlankLine() throws {
    var buffer = CSVBuffer()
    for text in ["name", "", "x"] {
      buffer.append(text)
      buffer.endRow()
    }
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == "name\n\"\"\nx\n")
    #expect(try CSVReader.parse(buffer.bytes, source: "f").rows == [[""], ["x"]])
  }

  @Test func emptiedBufferStartsANewRow() {
    var buffer = CSVBuffer()
    buffer.append(1)
    buffer.endRow()
    buffer.removeAll(keepingCapacity: true)
    #expect(buffer.count == 0)
    buffer.append("")
    buffer.append(2)
    buffer.endRow()
    #expect(buffer.withBytes { Array($0) } == Array(",2\n".utf8))
    #expect(buffer.count == 3)
  }

  // Speed and freedom from allocation rest on this hook of the standard library.
  @Test func standardLibraryHandsOverDigitsWithoutAString() {
    struct Probe: TextOutputStream {
      var strings = 0
      var buffers = 0
      mutating func write(_ string: String) { strings += 1 }
      mutating func _writeASCII(_ buffer: UnsafeBufferPointer<UInt8>) { buffers += 1 }
    }
    var probe = Probe()
    (-0.12345678901234567).write(to: &probe)
    #expect(probe.strings == 0)
    #expect(probe.buffers == 1)
  }
}
