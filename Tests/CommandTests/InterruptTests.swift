import Foundation
import Glibc
import Testing

/// Signals leave valid files, and `--resume` ends where an uninterrupted run would.
@Suite struct InterruptTests {
  /// A data file that ends with a whole row, and a manifest that describes it.
  private func expectValid(_ sandbox: Sandbox) throws -> [String: Any] {
    let text = try sandbox.read("out.csv")
    #expect(text.hasSuffix("\n"))
    let data = Rows(text)
    #expect(data.rows.allSatisfy { $0.count == data.header.count && $0.allSatisfy { Double($0) != nil } })
    #expect(try sandbox.shell("sha256sum < out.csv").stdout.prefix(64) == sandbox.sha256("out.csv").map { $0[...] })
    #expect(sandbox.listing.keys.sorted() == ["out.csv", "out.csv.json"], "no parts are left")
    return try sandbox.json("out.csv.json")
  }

  @Test(arguments: [(SIGINT, "1000000"), (SIGTERM, "1000000"), (SIGINT, "1")]) func oneLongTrajectoryIsCutShort(
    _ signal: Int32, _ recordEvery: String
  ) throws {
    let sandbox = try Sandbox()
    let child = try sandbox.start(
      "simulate dirac-gan --set r1=0.3 --steps 2000000000 --record-every \(recordEvery) -o out.csv")
    try waitUntil { sandbox.exists("out.csv.part") && sandbox.exists("out.csv.json.part") }
    usleep(300_000)
    #expect(!sandbox.exists("out.csv"), "no final name before the end")
    child.send(signal)
    let run = try child.wait(seconds: 30)
    #expect(run.code == 130 && run.stdout.isEmpty && run.stderr.contains("interrupted"))
    let manifest = try expectValid(sandbox)
    #expect(manifest["outcomes"] as? [String] == ["interrupted"])
    let last = try #require(Rows(sandbox.read("out.csv")).rows.last)
    #expect((manifest["last_steps"] as? [Int])?.map(String.init) == [last[1]])
  }

  /// More work than cores: the signal must get through while every core computes.
  @Test func busyEnsembleIsCutShort() throws {
    let sandbox = try Sandbox()
    let random = "--start random:count=256 --threads 8 -o out.csv"
    let child = try sandbox.start("simulate dirac-gan --set r1=0.3 --steps 2000000000 --record-every 1000000 \(random)")
    try waitUntil { sandbox.exists("out.csv.json.part") }
    usleep(300_000)
    child.send(SIGTERM)
    #expect(try child.wait(seconds: 5).code == 130)
    let manifest = try expectValid(sandbox)
    #expect((manifest["outcome"] as? [String: Int])?.values.reduce(0, +) == 256)
  }

  @Test func interruptedStandardOutputEndsWithAWholeRow() throws {
    let run = try Sandbox().shell(
      "timeout --preserve-status -s INT 0.6 $G simulate dirac-gan --steps 2000000000 --record-every 100000")
    #expect(run.code == 130 && run.stdout.hasSuffix("\n") && run.lines.count >= 2)
    #expect(run.lines.allSatisfy { $0.split(separator: ",").count == 5 })
  }

  /// Some converge, most use all steps; with `diverging` some diverge as well.
  private func ensemble(_ count: Int, diverging: Bool = false) -> String {
    let stable = "dirac-gan --set r1=1,eta=0.2 --start random:scale=1,"
    let wild =
      "uniform-quadratic-gan --option loss=wasserstein --set regulariser=0.5,gradient_penalty=1,eta=0.4 --start random:scale=2,"
    return "simulate \(diverging ? wild : stable)count=\(count) --steps 400 --record-every 100 --until residual=1e-9"
  }

  /// Starts the ensemble and sends the signal when some of it is on disk; takes a larger one where that was too late.
  private func interrupted(_ sandbox: Sandbox, by signal: Int32, diverging: Bool) throws -> String {
    for count in [640, 6400, 64000, 640_000] {
      let arguments = ensemble(count, diverging: diverging)
      let child = try sandbox.start(arguments + " -o out.csv --threads 2")
      try waitUntil { sandbox.exists("out.csv") || (try? sandbox.bytes("out.csv.part").count) ?? 0 > 3000 }
      child.send(signal)
      let code = try child.wait(seconds: 60).code
      if code != 0 {
        #expect(code == (signal == SIGKILL ? -SIGKILL : 130))
        return arguments
      }
      for name in ["out.csv", "out.csv.json"] { try FileManager.default.removeItem(at: sandbox.url(name)) }
    }
    throw Failure("every run was over before the signal")
  }

  @Test(arguments: [(SIGINT, false), (SIGKILL, false), (SIGTERM, true), (SIGKILL, true)])
  func resumedRunEqualsTheUninterruptedOne(_ signal: Int32, _ diverging: Bool) throws {
    let sandbox = try Sandbox()
    let arguments = try interrupted(sandbox, by: signal, diverging: diverging)
    let begun: String
    if signal == SIGKILL {
      #expect(sandbox.listing.keys.sorted() == ["out.csv.json.part", "out.csv.part"])
      begun = try sandbox.read("out.csv.part")
    } else {
      let outcome = try #require(expectValid(sandbox)["outcome"] as? [String: Int])
      #expect((outcome["interrupted"] ?? 0) + (outcome["notBegun"] ?? 0) > 0, "\(outcome)")
      begun = try sandbox.read("out.csv")
    }
    let before = sandbox.listing
    let other = try sandbox.gandyn(arguments + " -o out.csv --resume --set eta=0.25")
    #expect(other.code == 64 && other.stderr.contains("set.eta") && other.stderr.contains("0.25"), "\(other.stderr)")
    #expect(try sandbox.gandyn(arguments + " -o out.csv").code == 73, "without --resume nothing is touched")
    let dry = try sandbox.gandyn(arguments + " -o out.csv --resume --dry-run")
    #expect(dry.code == 0 && dry.stderr.contains("already done") && sandbox.listing == before, "\(dry.stderr)")
    let resumed = try sandbox.gandyn(arguments + " -o out.csv --resume")
    #expect(resumed.code == 0, "\(resumed.stderr)")
    let manifest = try expectValid(sandbox)
    let kept = try #require(manifest["resumed_after_trajectories"] as? Int)
    #expect(kept > 0 && kept <= Set(Rows(begun).rows.map { $0[0] }).count)
    #expect(try sandbox.gandyn(arguments + " -o whole.csv --threads 1").code == 0)
    #expect(try sandbox.shell("cmp out.csv whole.csv").code == 0)
    let whole = try sandbox.json("whole.csv.json")
    for key in ["outcomes", "last_steps", "advice", "counts", "outcome", "configuration"] {
      #expect(manifest[key] as? NSObject == whole[key] as? NSObject, "\(key)")
    }
    #expect((whole["outcome"] as? [String: Int])?.keys.contains("diverged") == diverging)
  }

  @Test func manifestContinuesItsOwnRun() throws {
    let sandbox = try Sandbox()
    let arguments = try interrupted(sandbox, by: SIGINT, diverging: false)
    #expect(try sandbox.gandyn("simulate --config out.csv.json -o out.csv --resume").code == 0)
    #expect(try sandbox.gandyn("\(arguments) -o whole.csv").code == 0)
    #expect(try sandbox.shell("cmp out.csv whole.csv").code == 0)
  }

  @Test func nothingToResumeIsAPlainRun() throws {
    let sandbox = try Sandbox()
    let run = "simulate dirac-gan --steps 5 -o out.csv --resume"
    #expect(try sandbox.gandyn(run).code == 0)
    let manifest = try expectValid(sandbox)
    #expect(manifest["resumed_after_trajectories"] == nil)
    let before = sandbox.listing
    let complete = try sandbox.gandyn(run)
    #expect(complete.code == 0 && complete.stderr.contains("complete") && sandbox.listing == before)
    #expect(try sandbox.gandyn(run + " --seed 1").code == 64)
    // Killed before the first byte.
    try sandbox.write("empty.csv.part", "")
    #expect(try sandbox.gandyn("simulate dirac-gan --steps 5 -o empty.csv --resume").code == 0)
    #expect(try sandbox.read("empty.csv") == sandbox.read("out.csv") && !sandbox.exists("empty.csv.part"))
  }

  @Test func whatIsNoRunIsNotResumed() throws {
    let sandbox = try Sandbox()
    let run = "simulate dirac-gan --steps 5 -o out.csv --resume"
    try sandbox.write("out.csv", "mine\n")
    for (manifest, word) in [(nil, "out.csv.json"), ("{", "malformed"), ("{}", "no configuration")]
      as [(String?, String)]
    {
      if let manifest { try sandbox.write("out.csv.json", manifest) }
      let refused = try sandbox.gandyn(run)
      #expect(refused.code == 65 && refused.stderr.contains(word), "\(refused.stderr)")
    }
    #expect(try sandbox.gandyn("simulate dirac-gan --steps 5 -o out.csv --force").code == 0)
    try sandbox.write("out.csv", sandbox.read("out.csv") + "1,0,1,1,1\n")
    let changed = try sandbox.gandyn(run)
    #expect(changed.code == 65 && changed.stderr.contains("SHA-256"))
    #expect(try sandbox.read("out.csv").hasSuffix("1,0,1,1,1\n"))
  }

  /// A torn or damaged tail, as a crash of the machine leaves it, costs only the trajectories it touches.
  @Test func damagedTailIsComputedAgain() throws {
    let sandbox = try Sandbox()
    let run = "simulate dirac-gan --steps 5 --start random:count=6 -o out.csv"
    #expect(try sandbox.gandyn(run).code == 0)
    let (whole, manifest) = (try sandbox.bytes("out.csv"), try sandbox.bytes("out.csv.json"))
    for cut in [10, 36, whole.count / 2, whole.count - 1] {
      for tail in [[], Array(repeating: UInt8(0), count: 64)] {
        for name in ["out.csv", "out.csv.json"] { try? FileManager.default.removeItem(at: sandbox.url(name)) }
        try sandbox.write("out.csv.part", bytes: Array(whole.prefix(cut)) + (cut < 35 ? [] : tail))
        try manifest.write(to: sandbox.url("out.csv.json.part"))
        let resumed = try sandbox.gandyn(run + " --resume")
        #expect(try resumed.code == 0 && sandbox.bytes("out.csv") == whole, "\(cut): \(resumed.stderr)")
      }
    }
  }

  @Test func fileInUseIsNotResumed() throws {
    let sandbox = try Sandbox()
    let run = "simulate dirac-gan --set r1=0.3 --steps 2000000000 --record-every 1000000 -o out.csv"
    let child = try sandbox.start(run)
    defer { child.send(SIGKILL) }
    try waitUntil { (try? sandbox.bytes("out.csv.part").count) ?? 0 > 0 }
    let refused = try sandbox.gandyn(run + " --resume")
    #expect(refused.code == 73 && refused.stderr.contains("still writing"), "\(refused.stderr)")
    child.send(SIGINT)
    #expect(try child.wait(seconds: 30).code == 130)
    _ = try expectValid(sandbox)
  }
}
