internal import Glibc

/// One line on standard error that says how far a long run is: bar, percentage, rate, time left.
///
/// Shown only on a terminal that can erase a line (`TERM` neither `dumb` nor unset), from the first second on, at most
/// ten times per second; erased at the end. Failed writes are ignored: progress is no result. For one caller at a time.
public struct Progress: Sendable {
  private let total: Int
  private let label: String
  private let unit: String
  private let isShown: Bool
  private let start: Double
  private var lastShown = -Double.infinity

  /// Starts the clock.
  ///
  /// - Parameters:
  ///   - total: the amount of work.
  ///   - label: what is done, at the head of the line.
  ///   - unit: what is counted, after the rate: `steps` gives `1.2 Msteps/s`.
  ///   - enabled: the caller's wish (`--quiet`); the terminal must allow it too.
  public init(total: Int, label: String, unit: String = "", enabled: Bool) {
    let terminal = getenv("TERM").map { String(cString: $0) } ?? "dumb"
    (self.total, self.label, self.unit) = (total, label, unit)
    isShown = enabled && isatty(STDERR_FILENO) == 1 && terminal != "dumb"
    start = Self.now
  }

  /// Says how much is done; cheap enough for every block of work.
  public mutating func update(done: Int) {
    guard isShown else { return }
    let seconds = Self.now - start
    guard isDue(at: seconds) else { return }
    Self.show("\r" + line(done: done, seconds: seconds, width: Self.width) + "\u{1B}[K")
  }

  /// Erases the line.
  public mutating func finish() {
    guard isShown, lastShown > 0 else { return }
    lastShown = -.infinity
    Self.show("\r\u{1B}[K")
  }

  /// Whether to show a line: not in the first second, nor within a tenth of a second of the last one.
  mutating func isDue(at seconds: Double) -> Bool {
    guard seconds >= 1, seconds >= lastShown + 0.1 else { return false }
    lastShown = seconds
    return true
  }

  /// The line after `seconds`, shorter than `width`.
  func line(done: Int, seconds: Double, width: Int) -> String {
    let fraction = total > 0 ? min(1, max(0, Double(done) / Double(total))) : 1
    let rate = Double(done) / seconds
    var head = label
    let percent = Int(fraction * 100)
    var tail = " \(percent < 10 ? "  " : percent < 100 ? " " : "")\(percent) %  \(Self.short(rate))\(unit)/s"
    if rate > 0 { tail += "  \(Self.clock(Double(max(0, total - done)) / rate)) left" }
    let room = width - 1 - tail.count
    if head.count > room { head = String(head.prefix(max(0, room))) }
    let bar = min(30, room - head.count - 3)
    guard bar >= 5 else { return String((head + tail).prefix(max(0, width - 1))) }
    let filled = Int(fraction * Double(bar))
    let marks = String(repeating: "#", count: filled) + String(repeating: ".", count: bar - filled)
    return "\(head) [\(marks)]\(tail)"
  }

  /// Three significant digits and a prefix: `950 `, `1.23 k`, `12.3 M`.
  static func short(_ value: Double) -> String {
    var (scaled, prefixes) = (value, ["", "k", "M", "G", "T"][...])
    while scaled >= 999.5, prefixes.count > 1 {
      scaled /= 1000
      prefixes = prefixes.dropFirst()
    }
    return "\(rounded(scaled, digits: 3)) \(prefixes.first ?? "")"
  }

  /// `0:07`, `12:30`, `3:05:00`.
  static func clock(_ seconds: Double) -> String {
    guard seconds < 8_640_000 else { return "over 100 days" }
    let whole = Int(seconds.rounded(.up))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    let pair = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
    return hours > 0 ? "\(hours):\(pair(minutes)):\(pair(rest))" : "\(minutes):\(pair(rest))"
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  private static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  private static func show(_ text: String) {
    try? Array(text.utf8).withBytes { bytes throws(ErrorNumber) in try Descriptor(number: STDERR_FILENO).write(bytes) }
  }
}
