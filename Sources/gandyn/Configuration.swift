import Contracts
import Tables
import Yams

/// The keys of a configuration file as text, in the spelling of the command line, each with its place for error messages.
struct Configuration {
  /// Every key that some command knows.
  static let keys = [
    "command", "game", "procedure", "wrap", "set", "option", "start", "seed", "threads", "format", "output", "quiet",
    "no-color",
    "force", "resume", "dry-run", "steps", "record-every", "until", "diagnostics", "at", "matrices", "critical-step",
    "inputs", "algorithm", "iterations", "average", "discretise", "strategies",
  ]
  /// The keys that hold names with values.
  private static let mappings = ["set", "option", "inputs"]

  /// Single values.
  private(set) var values: [String: (text: String, place: String)] = [:]
  /// `set`, `option` and `inputs` (files with their SHA-256) as name and value, in order.
  private(set) var pairs: [String: [(name: String, value: String)]] = [:]

  /// No file: nothing set.
  init() {}

  /// Reads a configuration, or the `configuration` part of a manifest.
  init(path: String) throws {
    var root = try yamlNode(path, for: "--config")
    if let mapping = root.mapping, mapping["gandyn"] != nil, let inner = mapping["configuration"] { root = inner }
    guard let mapping = root.mapping else {
      throw Refusal(.data, "\(place(root, path)): a configuration is a mapping such as 'game: dirac-gan'")
    }
    for (keyNode, node) in mapping {
      let (key, here) = (keyNode.string ?? "", place(keyNode, path))
      guard Self.keys.contains(key) else {
        throw Refusal(.data, "\(here): \(Refusal.unknown("key", key, known: Self.keys))")
      }
      if Self.mappings.contains(key) {
        guard let inner = node.mapping else {
          throw Refusal(.data, "\(here): '\(key)' is a mapping of names to values, such as '\(key): {name: value}'")
        }
        pairs[key] = try inner.map { (try text($0, path), try text($1, path)) }
      } else {
        values[key] = (try text(node, path), here)
      }
    }
  }

  /// A value, converted; a value of the wrong kind is refused with its place.
  func value<Value>(_ key: String, _ convert: (String) -> Value?, _ allowed: String) throws -> Value? {
    guard let (text, place) = values[key] else { return nil }
    guard let value = convert(text) else {
      throw Refusal(.data, "\(place): \(key) is '\(text)'; it must be \(allowed)")
    }
    return value
  }

  /// Whether a flag is set on the command line or here.
  func flag(_ key: String, _ onCommandLine: Bool) throws -> Bool {
    let configured = try value(key, { ["true": true, "false": false][$0] }, "true or false")
    return onCommandLine || configured ?? false
  }

  /// An integer from the command line, otherwise from here.
  func integer<Value: FixedWidthInteger>(_ key: String, _ onCommandLine: String?, in range: ClosedRange<Value>) throws
    -> Value?
  {
    let convert = { (text: String) in Value(text).flatMap { range.contains($0) ? $0 : nil } }
    let allowed = "an integer from \(range.lowerBound) to \(range.upperBound)"
    guard let text = onCommandLine else { return try value(key, convert, allowed) }
    guard let value = convert(text) else { throw Refusal("--\(key) \(text): it must be \(allowed)") }
    return value
  }
}

/// A scalar as text; a sequence as its items joined by commas.
private func text(_ node: Node, _ path: String) throws -> String {
  if let scalar = node.scalar { return scalar.string }
  if let sequence = node.sequence { return try sequence.map { try text($0, path) }.joined(separator: ",") }
  throw Refusal(.data, "\(place(node, path)): a single value or a list is expected here")
}

/// `file:line:column` of a node.
func place(_ node: Node, _ path: String) -> String {
  guard let mark = node.mark else { return path }
  return "\(path):\(mark.line):\(mark.column)"
}

/// The tree of a YAML (or JSON) file.
func yamlNode(_ path: String, for option: String) throws -> Node {
  let source = try textFile(path, for: option)
  do {
    guard let node = try Yams.compose(yaml: source) else { throw Refusal(.data, "\(path): the file is empty") }
    return node
  } catch let error as YamlError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      throw Refusal(.data, "\(path):\(mark.line):\(mark.column): malformed YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      let (names, mark) = (keys.joined(separator: ", "), context.mark)
      throw Refusal(.data, "\(path):\(mark.line):\(mark.column): malformed YAML: given twice in this mapping: \(names)")
    default: throw Refusal(.data, "\(path): malformed YAML: \(error)".replacing("\n", with: " "))
    }
  }
}
