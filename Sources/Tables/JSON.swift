/// A JSON value whose objects keep the order of their members; written, never read.
public indirect enum JSON: Sendable {
  /// Members in the order they are written; keys are not checked for duplicates.
  case object([(String, JSON)])
  /// An array.
  case array([JSON])
  /// A text, escaped when written.
  case string(String)
  /// A double in the shortest form that reads back to it, negative zero as `-0.0`; JSON has no infinities: `null`.
  case number(Double)
  /// An integer.
  case integer(Int)
  /// A truth value.
  case bool(Bool)
  /// No value.
  case null

  /// An array of numbers.
  public static func numbers(_ values: some Sequence<Double>) -> JSON { .array(values.map { .number($0) }) }

  /// The JSON text (RFC 8259), without a line end after it.
  ///
  /// Arrays that hold neither arrays nor objects stay on one line.
  ///
  /// - Parameter indent: spaces per level; 0 puts everything on one line.
  public func text(indent: Int = 2) -> String { String(decoding: utf8(indent: indent), as: UTF8.self) }

  /// The bytes of ``text(indent:)``.
  public func utf8(indent: Int = 2) -> [UInt8] {
    var writer = JSONWriter(indent: indent)
    writer.write(self)
    return writer.text.bytes
  }

  fileprivate var isNested: Bool {
    switch self {
    case .object, .array: true
    default: false
    }
  }
}

private struct JSONWriter {
  let indent: Int
  var text = ByteText()
  private var level = 0

  init(indent: Int) { self.indent = indent }

  mutating func write(_ value: JSON) {
    switch value {
    case .object(let members): write(members)
    case .array(let elements): write(elements)
    case .string(let string): write(string)
    case .number(let number): write(number)
    case .integer(let integer): text.append(integer)
    case .bool(let bool): text.append(bool ? "true" : "false")
    case .null: text.append("null")
    }
  }

  private mutating func write(_ members: [(String, JSON)]) {
    guard !members.isEmpty else { return text.append("{}") }
    text.append("{")
    level += 1
    for (i, (key, value)) in members.enumerated() {
      if i > 0 { text.append(",") }
      newLine()
      write(key)
      text.append(indent > 0 ? ": " : ":")
      write(value)
    }
    level -= 1
    newLine()
    text.append("}")
  }

  private mutating func write(_ elements: [JSON]) {
    let isOneLine = !elements.contains(where: \.isNested)
    text.append("[")
    level += 1
    for (i, element) in elements.enumerated() {
      if i > 0 { text.append(isOneLine && indent > 0 ? ", " : ",") }
      if !isOneLine { newLine() }
      write(element)
    }
    level -= 1
    if !isOneLine { newLine() }
    text.append("]")
  }

  // Readers that tell integers from doubles drop the sign of `-0`.
  private mutating func write(_ number: Double) {
    guard number.isFinite else { return text.append("null") }
    text.append(number)
    if number == 0, number.sign == .minus { text.append(".0") }
  }

  private mutating func write(_ string: String) {
    text.append("\"")
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""): text.append("\\\"")
      case UInt8(ascii: "\\"): text.append("\\\\")
      case 0x08: text.append("\\b")
      case 0x09: text.append("\\t")
      case 0x0A: text.append("\\n")
      case 0x0C: text.append("\\f")
      case 0x0D: text.append("\\r")
      case 0..<0x20:
        text.append("\\u00")
        text.append(byte < 0x10 ? "0" : "1")
        text.write(String(byte % 16, radix: 16))
      default: text.append(byte)
      }
    }
    text.append("\"")
  }

  private mutating func newLine() {
    guard indent > 0 else { return }
    text.append("\n")
    for _ in 0..<indent * level { text.append(UInt8(ascii: " ")) }
  }
}
