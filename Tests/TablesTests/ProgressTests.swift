import Testing

@testable import Tables

@Suite struct ProgressTests {
  private func progress(total: Int = 1000, label: String = "simulate", unit: String = "steps") -> Progress {
    Progress(total: total, label: label, unit: unit, enabled: false)
  }

  @Test func shortRunsShowNothing() {
    var progress = progress()
    #expect(progress.isDue(at: 0) == false)
    #expect(progress.isDue(at: 0.99) == false)
    #expect(progress.isDue(at: 1) == true)
  }

  @Test func atMostTenLinesPerSecond() {
    var progress = progress()
    let shown = stride(from: 1.0, to: 3.0, by: 0.001).count { progress.isDue(at: $0) }
    #expect((15...20).contains(shown))
  }

  @Test func line() {
    let progress = progress(total: 4_000_000)
    #expect(
      progress.line(done: 1_000_000, seconds: 2, width: 80)
        == "simulate [#######.......................]  25 %  500 ksteps/s  0:06 left")
    #expect(
      progress.line(done: 4_000_000, seconds: 3, width: 60)
        == "simulate [################] 100 %  1.33 Msteps/s  0:00 left")
  }

  @Test(arguments: [0, 1, 5, 20, 40, 41, 60, 79, 80, 200])
  func lineNeverWraps(_ width: Int) {
    let progress = progress(label: "a rather long label of a run")
    let line = progress.line(done: 999, seconds: 5, width: width)
    #expect(line.count <= max(0, width - 1))
  }

  @Test func oddTotals() {
    let empty = progress(total: 0)
    #expect(empty.line(done: 0, seconds: 1, width: 80).contains("100 %") == true)
    let stalled = progress()
    #expect(stalled.line(done: 0, seconds: 1, width: 80).hasSuffix("0 steps/s") == true)
    let over = progress()
    #expect(over.line(done: 5000, seconds: 1, width: 80).contains("100 %") == true)
  }

  @Test(
    arguments: [
      (0.5, "0.5 "), (950, "950 "), (999.4, "999 "), (999.6, "1 k"), (1234, "1.23 k"), (12_345_678, "12.3 M"),
      (2e9, "2 G"), (5e15, "5e+03 T"),
    ] as [(Double, String)])
  func shortNumbers(_ value: Double, _ expected: String) { #expect(Progress.short(value) == expected) }

  @Test(
    arguments: [
      (0, "0:00"), (0.2, "0:01"), (59.9, "1:00"), (750, "12:30"), (11_100, "3:05:00"), (1e300, "over 100 days"),
    ] as [(Double, String)])
  func clock(_ seconds: Double, _ expected: String) { #expect(Progress.clock(seconds) == expected) }
}
