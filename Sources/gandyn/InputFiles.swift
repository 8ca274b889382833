import Contracts
import Glibc
import Tables
import Yams

/// The bytes of a file; `option` says in a refusal what needs it.
func fileBytes(_ path: String, for option: String) throws -> [UInt8] {
  func refusal() -> Refusal { Refusal(.data, "\(option): cannot read '\(path)': \(String(cString: strerror(errno)))") }
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw refusal() }
  defer { close(descriptor) }
  var (bytes, chunk): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: 1 << 16))
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw refusal() }
    if count == 0 { return bytes }
    bytes += chunk[..<count]
  }
}

/// Whether a path names a file that can be read more than once.
func isRegularFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}

/// A file as UTF-8 text.
func textFile(_ path: String, for option: String) throws -> String {
  guard let text = String(validating: try fileBytes(path, for: option), as: UTF8.self) else {
    throw Refusal(.data, "\(option): '\(path)' is not UTF-8 text")
  }
  return text
}

/// The options of a card from `NAME=VALUE` texts: words and integers parsed, files read.
func options(_ given: [(name: String, value: String)], for card: Card, seed: UInt64 = 0) throws -> Options {
  var values: [String: OptionValue] = [:]
  for (name, text) in given {
    guard let option = card.options.first(where: { $0.name == name }) else {
      throw Refusal.unknown("option of \(card.id)", name, known: card.options.map(\.name))
    }
    values[name] = try optionValue(option, text)
  }
  return try Options(values, for: card, seed: seed)
}

private func optionValue(_ option: OptionCard, _ text: String) throws -> OptionValue {
  switch option.kind {
  case .choice: return .word(text)
  case .integer(let range, _, _):
    guard let value = Int(text) else {
      throw Refusal(
        "--option \(option.name)=\(text): an integer from \(range.lowerBound) to \(range.upperBound) is needed")
    }
    return .integer(value)
  case .integers:
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard !parts.contains(nil) else {
      throw Refusal("--option \(option.name)=\(text): integers separated by commas are needed")
    }
    return .integers(parts.compactMap { $0 })
  case .matrix:
    let bytes = try fileBytes(text, for: "--option \(option.name)")
    return .matrix(try CSVReader.matrix(bytes, source: text), source: text)
  case .document: return .document(try document(try yamlNode(text, for: "--option \(option.name)"), text))
  }
}

/// A YAML tree as a document with places.
func document(_ node: Node, _ path: String) throws -> Document {
  let here = place(node, path)
  switch node {
  case .scalar(let scalar):
    if let number = Double(scalar.string) { return Document(.number(number), place: here) }
    return Document(scalar.string.isEmpty ? .null : .text(scalar.string), place: here)
  case .sequence(let sequence): return Document(.list(try sequence.map { try document($0, path) }), place: here)
  case .mapping(let mapping):
    return Document(.map(try mapping.map { ($0.string ?? "", try document($1, path)) }), place: here)
  default: throw Refusal(.data, "\(here): aliases are not supported")
  }
}
