import Foundation
import Testing

/// Where results go: refusals with code 73, pipes, devices, dry runs.
@Suite struct OutputTests {
  private let run = "simulate dirac-gan --steps 3"

  @Test(arguments: ["out.csv", "out.csv.json", "out.csv.part"]) func existingOutputIsKept(_ name: String) throws {
    let sandbox = try Sandbox()
    try sandbox.write(name, "mine\n")
    for command in [run, run + " --dry-run", "stability dirac-gan"]
    where !(command.hasPrefix("stab") && name.hasSuffix("x")) {
      let refused = try sandbox.gandyn("\(command) -o out.csv")
      #expect(
        refused.code == 73 && refused.stderr.contains(name) && refused.stderr.contains("--force"), "\(refused.stderr)")
      #expect(refused.stderr.count { $0 == "\n" } == 1)
    }
    #expect(try sandbox.listing.count == 1 && sandbox.read(name) == "mine\n")
    #expect(try sandbox.gandyn("\(run) -o out.csv --force").code == 0)
    #expect(sandbox.listing.keys.sorted() == ["out.csv", "out.csv.json"])
  }

  /// The kernel's own folders take no file, from the superuser neither.
  @Test(arguments: ["/proc/out.csv", "/sys/out.csv", "missing/out.csv", ".", "file/out.csv", "folder/"])
  func unusableOutputIsRefused(_ path: String) throws {
    let sandbox = try Sandbox()
    try sandbox.write("file", "")
    let isKernels = ["/proc/out.csv", "/sys/out.csv"].contains(path)
    for command in [run, "stability dirac-gan"] + (isKernels ? [] : [run + " --dry-run"]) {
      let before = sandbox.listing
      let refused = try sandbox.gandyn("\(command) -o \(path)")
      #expect(refused.code == 73 && refused.stderr.contains(path) && refused.stdout.isEmpty, "\(refused.stderr)")
      #expect(refused.stderr.count { $0 == "\n" } == 1 && sandbox.listing == before)
    }
  }

  @Test func fullDiskIsReported() throws {
    let sandbox = try Sandbox()
    for command in [
      run, run + " --format json", "list games", "describe dirac-gan", "stability dirac-gan", "help", "help simulate",
    ] {
      let full = try sandbox.shell("$G \(command) > /dev/full")
      #expect(full.code == 73 && full.stderr.contains("standard output"), "\(command): \(full.stderr)")
    }
    for command in [run, "stability dirac-gan"] {
      let file = try sandbox.gandyn("\(command) -o /dev/full")
      #expect(file.code == 73 && file.stderr.contains("/dev/full"), "\(file.stderr)")
    }
    #expect(sandbox.listing.isEmpty)
  }

  @Test func closedPipeEndsTheRunQuietly() throws {
    let sandbox = try Sandbox()
    let piped = try sandbox.shell(
      "$G simulate dirac-gan --steps 2000 --start random:count=64 | head -1; echo ${PIPESTATUS[0]}")
    #expect(piped.lines == ["trajectory,step,theta,psi,residual", "73"] && piped.stderr.isEmpty, "\(piped)")
    #expect(try sandbox.shell("$G list games | true; echo ${PIPESTATUS[0]}").lines.count == 1)
  }

  @Test func closedDescriptorsHarmNothing() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.shell("$G \(run) >&-").code == 73)
    #expect(try sandbox.shell("$G \(run) -o out.csv <&- >&- 2>&-").code == 0)
    #expect(try sandbox.read("out.csv") == sandbox.gandyn("\(run) --quiet").stdout)
  }

  @Test func devicesTakeDataWithoutManifest() throws {
    let sandbox = try Sandbox()
    let null = try sandbox.gandyn("\(run) -o /dev/null")
    #expect(null.code == 0 && !null.stderr.contains(".json"))
    let fifo = try sandbox.shell("mkfifo pipe; cat pipe > read.csv & $G \(run) -o pipe --quiet && wait; cat read.csv")
    #expect(fifo.stdout == (try sandbox.gandyn("\(run) --quiet").stdout))
    // An input may be a pipe too.
    let substituted = try sandbox.shell("$G \(run) --quiet --start <(echo theta,psi; echo 2,3)")
    #expect(substituted.stdout == (try sandbox.gandyn("\(run) --quiet --start theta=2,psi=3").stdout))
  }

  @Test func dashIsStandardOutput() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.gandyn("\(run) -o -").stdout == sandbox.gandyn(run).stdout)
    #expect(try sandbox.gandyn("stability dirac-gan -o -").stdout == sandbox.gandyn("stability dirac-gan").stdout)
    #expect(try sandbox.gandyn("\(run) -o out.csv").stdout.isEmpty)
  }

  @Test func dryRunSaysWhatWouldBeDone() throws {
    let sandbox = try Sandbox()
    let dry = try sandbox.gandyn(
      "simulate dirac-gan --procedure extragradient --start random:count=1000 --steps 100 --record-every 30 -o out.csv --dry-run"
    )
    #expect(dry.code == 0 && dry.stdout.isEmpty && sandbox.listing.isEmpty)
    // Rows at steps 0, 30, 60, 90, 100; extragradient takes two fields a step.
    for word in [
      "1000 trajectories of 100 steps", "100 ksteps", "200 kevaluations of xi", "5 krows", "kB", "out.csv",
    ] {
      #expect(dry.stderr.contains(word), "\(word): \(dry.stderr)")
    }
    #expect(try sandbox.gandyn("simulate dirac-gan --set r1=-1 --dry-run").code == 64)
    let stability = try sandbox.gandyn("stability dirac-gan -o out.csv --dry-run")
    #expect(stability.code == 0 && stability.stderr.contains("2 x 2") && sandbox.listing.isEmpty)
    #expect(try sandbox.gandyn("stability dirac-gan --set r1=-1 --dry-run").code == 64)
  }
}
