import Testing

/// Bad input: one sentence naming the option, the value and what is allowed; the code of the contract; nothing written.
@Suite struct BadInputTests {
  /// A few at a time, as starting a process takes longer than refusing.
  @Test(arguments: [Refused.names, Refused.values, Refused.files]) func areRefused(_ requests: [Refused]) throws {
    for first in stride(from: 0, to: requests.count, by: 8) {
      let started = try requests[first..<min(first + 8, requests.count)].map { request in
        let sandbox = try Sandbox()
        for (name, text) in request.files { try sandbox.write(name, text) }
        let takesOutput = request.arguments.hasPrefix("simulate ") && !request.arguments.contains("--resume")
        let before = sandbox.listing
        return (request, sandbox, before, try sandbox.start(request.arguments + (takesOutput ? " -o out.csv" : "")))
      }
      for (request, sandbox, before, child) in started {
        expectRefusal(try child.wait(seconds: 60), request)
        #expect(sandbox.listing == before, "\(request.arguments)")
      }
    }
  }

  private func expectRefusal(_ run: Run, _ request: Refused) {
    let told = "\(request.arguments): \(run.stderr)"
    #expect(run.code == request.code, "\(told)")
    for word in request.words { #expect(run.stderr.contains(word), "\(word): \(told)") }
    #expect(run.stderr.hasPrefix("gandyn: ") && run.stderr.hasSuffix("\n"), "\(told)")
    #expect(run.stderr.count { $0 == "\n" } == 1 && run.stdout.isEmpty, "\(told)")
  }

  /// Bytes that are no text, for every option that reads a file.
  @Test(arguments: [
    "simulate dirac-gan --start x.csv", "simulate dirac-gan --config x.csv", "simulate bilinear --option matrix=x.csv",
    "simulate quadratic --option file=x.csv",
  ]) func binaryFileIsRefused(_ arguments: String) throws {
    let sandbox = try Sandbox()
    try sandbox.write("x.csv", bytes: [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0xff, 0xfe, 0, 10, 0x80])
    let before = sandbox.listing
    expectRefusal(try sandbox.gandyn(arguments), Refused(arguments, "x.csv", "UTF-8", code: 65))
    #expect(sandbox.listing == before)
  }
}
