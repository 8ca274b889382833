import Glibc

/// `1 step`, `3 steps`.
func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }

/// Three digits, a prefix and a unit: `950 steps`, `1.23 Msteps`.
func brief(_ value: Double, _ unit: String) -> String {
  var (scaled, prefixes) = (value, ["", "k", "M", "G", "T", "P", "E"][...])
  while scaled >= 999.5, prefixes.count > 1 { (scaled, prefixes) = (scaled / 1000, prefixes.dropFirst()) }
  let text = rounded(scaled, scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0)
  return "\(text.hasSuffix(".0") ? String(text.dropLast(2)) : text) \(prefixes.first ?? "")\(unit)"
}

/// A number with a few decimals, for people.
func rounded(_ value: Double, _ places: Int) -> String {
  let unit = (0..<places).reduce(1.0) { unit, _ in unit * 10 }
  return "\((value * unit).rounded() / unit)"
}

/// A number for people: at most 12 significant digits, without trailing zeros.
func shown(_ value: Double) -> String {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
    let count = withVaList([value == 0 ? 0 : value]) { vsnprintf(text.baseAddress, text.count, "%.12g", $0) }
    return String(decoding: text.prefix(max(0, Int(count))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
