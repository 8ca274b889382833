/// Splits CSV text into records (RFC 4180), strictly, keeping the place of every field.
struct CSVScanner {
  struct Field {
    var text: String
    var place: CSVPlace
  }

  private let source: String
  private let bytes: ArraySlice<UInt8>
  private var index: Int
  private var place = CSVPlace(line: 1, column: 1)

  /// Checks that the text is UTF-8 and drops a byte order mark.
  init(_ text: [UInt8], source: String) throws(CSVError) {
    self.source = source
    bytes = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...]
    index = bytes.startIndex
    guard String(validating: bytes, as: UTF8.self) == nil else { return }
    throw CSVError(
      source, firstInvalidPlace, "the text is not valid UTF-8 from here on; save the file in the encoding UTF-8")
  }

  /// All records; blank lines at the end are dropped.
  mutating func records() throws(CSVError) -> [[Field]] {
    var records: [[Field]] = []
    var blankAtEnd = 0
    while index < bytes.endIndex {
      let start = index
      records.append(try record())
      let isBlank = bytes[start] == .lineFeed || bytes[start] == .carriageReturn
      blankAtEnd = isBlank ? blankAtEnd + 1 : 0
    }
    records.removeLast(blankAtEnd)
    return records
  }

  private mutating func record() throws(CSVError) -> [Field] {
    var fields: [Field] = []
    while true {
      let start = place
      let isQuoted = peek == .quote
      fields.append(Field(text: isQuoted ? try quotedText() : try plainText(), place: start))
      switch peek {
      case .comma: advance()
      case .lineFeed, nil:
        advance()
        return fields
      case .carriageReturn:
        advance()
        guard peek == .lineFeed else {
          throw CSVError(source, place, "a carriage return without a line feed; lines must end with LF or CR LF")
        }
        advance()
        return fields
      default:
        throw CSVError(
          source, start, "text follows the closing quote of this field; expected a comma or the line's end")
      }
    }
  }

  private mutating func plainText() throws(CSVError) -> String {
    let (start, startPlace) = (index, place)
    while let byte = peek, byte != .comma, byte != .lineFeed, byte != .carriageReturn {
      if byte == .quote {
        throw CSVError(
          source, startPlace,
          "a quote inside the unquoted field \(quoted(String(decoding: bytes[start...index], as: UTF8.self))); "
            + "enclose the whole field in quotes and double the quotes in it")
      }
      advance()
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func quotedText() throws(CSVError) -> String {
    let start = place
    var text: [UInt8] = []
    advance()
    while let byte = peek {
      advance()
      if byte == .quote {
        guard peek == .quote else { return String(decoding: text, as: UTF8.self) }
        advance()
      }
      text.append(byte)
    }
    throw CSVError(
      source, start, "the quote that opens \(quoted(String(decoding: text, as: UTF8.self))) is never closed")
  }

  private var peek: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

  /// Moves past one byte; columns count Unicode scalars, so continuation bytes do not count.
  private mutating func advance() {
    guard let byte = peek else { return }
    index += 1
    if byte == .lineFeed {
      place = CSVPlace(line: place.line + 1, column: 1)
    } else if peek.map({ $0 & 0xC0 != 0x80 }) ?? true {
      place.column += 1
    }
  }

  /// The place of the first byte that no UTF-8 text can have there.
  private var firstInvalidPlace: CSVPlace {
    var place = CSVPlace(line: 1, column: 1)
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      if scalar == "\n" { place = CSVPlace(line: place.line + 1, column: 1) } else { place.column += 1 }
    }
    return place
  }
}

extension UInt8 {
  fileprivate static let comma = UInt8(ascii: ",")
  fileprivate static let quote = UInt8(ascii: "\"")
  fileprivate static let lineFeed = UInt8(ascii: "\n")
  fileprivate static let carriageReturn = UInt8(ascii: "\r")
}
