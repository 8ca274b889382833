/// A tree read from a file, every node with its place, so that a game can refuse it with line and column.
public struct Document: Sendable {
  /// What a node holds.
  public indirect enum Content: Sendable {
    case null
    case number(Double)
    case text(String)
    case list([Document])
    case map([(key: String, value: Document)])
  }

  /// What the node holds.
  public let content: Content
  /// Where it stands: `file:line:column`.
  public let place: String

  /// A node.
  public init(_ content: Content, place: String = "example") { (self.content, self.place) = (content, place) }

  /// A list of numbers as a node, for examples.
  public static func numbers(_ values: [Double]) -> Document { Document(.list(values.map { Document(.number($0)) })) }

  /// A refusal that starts with the node's place.
  public func refusal(_ sentence: String) -> Refusal { Refusal(.data, "\(place): \(sentence)") }

  /// The number here.
  public func number(_ what: String) throws(Refusal) -> Double {
    guard case .number(let value) = content else { throw refusal("\(what) must be a number") }
    guard value.isFinite else { throw refusal("\(what) is \(value); it must be finite") }
    return value
  }

  /// The list here, of a certain length if one is asked.
  public func list(_ what: String, count: Int? = nil) throws(Refusal) -> [Document] {
    guard case .list(let items) = content else { throw refusal("\(what) must be a list") }
    if let count, items.count != count { throw refusal("\(what) has \(items.count) entries, \(count) expected") }
    return items
  }

  /// The numbers of a list of the given length.
  public func vector(_ what: String, count: Int) throws(Refusal) -> [Double] {
    var values: [Double] = []
    for (i, item) in try list(what, count: count).enumerated() { values.append(try item.number("\(what)[\(i + 1)]")) }
    return values
  }

  /// The value under a key, or nil; keys other than the known ones are refused.
  public func entries(_ what: String, known: [String]) throws(Refusal) -> [String: Document] {
    guard case .map(let pairs) = content else {
      throw refusal("\(what) must be a mapping with the keys \(known.joined(separator: ", "))")
    }
    var entries: [String: Document] = [:]
    for (key, value) in pairs {
      guard known.contains(key) else {
        throw value.refusal(Refusal.unknown("key of \(what)", key, known: known).description)
      }
      entries[key] = value
    }
    return entries
  }
}
