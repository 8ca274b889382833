/// Why a request cannot be carried out, in one sentence for a person: what was given, what is allowed, what to do.
public struct Refusal: Error, Sendable, CustomStringConvertible {
  /// Whose fault it is; the command turns it into an exit code.
  public enum Kind: Sendable {
    /// Wrong usage, or a value out of its domain.
    case usage
    /// An unreadable or malformed input file.
    case data
    /// A numerical routine failed.
    case numerical
  }

  /// Whose fault it is.
  public let kind: Kind
  /// One sentence.
  public let description: String

  /// A refusal with its sentence.
  public init(_ kind: Kind, _ description: String) { (self.kind, self.description) = (kind, description) }
  /// Wrong usage, with its sentence.
  public init(_ description: String) { self.init(.usage, description) }

  /// "unknown knob 'thta'; did you mean 'theta'? (known: ...)".
  public static func unknown(_ what: String, _ name: String, known: [String]) -> Refusal {
    let suggestion = nearestName(to: name, among: known).map { "; did you mean '\($0)'?" } ?? ""
    let shown =
      known.count > 12
      ? known.prefix(11).joined(separator: ", ") + ", ... (\(known.count) in all)" : known.joined(separator: ", ")
    return Refusal(
      .usage, "unknown \(what) '\(name)'\(suggestion) (\(known.isEmpty ? "there are none" : "known: \(shown)"))")
  }
}

/// The candidate nearest to a misspelt name by edit distance, if one is near enough to be meant.
public func nearestName(to name: String, among candidates: [String]) -> String? {
  let scored = candidates.map { ($0, editDistance(name.lowercased(), $0.lowercased())) }
  guard let best = scored.min(by: { $0.1 < $1.1 }) else { return nil }
  return best.1 <= max(1, max(name.count, best.0.count) / 3) ? best.0 : nil
}

/// Insertions, deletions, substitutions and swaps of neighbours between two words.
private func editDistance(_ a: String, _ b: String) -> Int {
  let (source, target) = (Array(a), Array(b))
  var (before, row) = (Array(0...target.count), Array(0...target.count))
  for i in source.indices {
    var next = [i + 1]
    for j in target.indices {
      var best = min(row[j] + (source[i] == target[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1)
      if i > 0, j > 0, source[i] == target[j - 1], source[i - 1] == target[j] { best = min(best, before[j - 1] + 1) }
      next.append(best)
    }
    (before, row) = (row, next)
  }
  return row[target.count]
}
