import Foundation
import Testing

/// `stability`: columns, JSON keys, and spectra known apart from this program.
@Suite struct StabilityTests {
  /// Eigenvalue pairs of the flow and of the update map at eta 0.2 (arXiv:1801.04406, Lemmas 2.5 to 3.3), and the critical step.
  static let spectra: [(String, Double, Double, Double, Double, Double?)] = [
    ("--set r1=0.3,eta=0.2", -0.15, 0.476969600708, 0.97, 0.095393920142, 1.2),
    ("--set r1=0.3,eta=0.2 --procedure alternating", -0.15, 0.476969600708, 0.965, 0.093674969976, 2.976122603564),
    (
      "--set r1=0.3,eta=0.2 --procedure alternating --option updates=1,5", -0.15, 0.476969600708, 0.844777346400,
      0.142320966162, nil
    ),
    ("--set noise=0.7,eta=0.2", -0.1225, 0.484761539316, 0.9755, 0.096952307863, nil),
    ("--set gamma=1,eta=0.2 --procedure consensus", 0, 0.5, 0.95, 0.1, 1.6),
    ("--set r1=0.5,eta=0.2 --option loss=nonsaturating", -0.25, 0.433012701892, 0.95, 0.0866025403784, 2),
  ]

  @Test(arguments: spectra) func spectrumIsTheKnownOne(
    _ options: String, _ real: Double, _ imaginary: Double, _ mapReal: Double, _ mapImaginary: Double,
    _ critical: Double?
  ) throws {
    let sandbox = try Sandbox()
    let run = try sandbox.gandyn("stability dirac-gan \(options)")
    #expect(run.code == 0)
    let data = Rows(run.stdout)
    #expect(data.header == ["kind", "index", "real", "imaginary", "modulus"])
    #expect(
      data.rows.map { $0[0] } == ["field", "field", "map", "map"] && data.rows.map { $0[1] } == ["0", "1", "0", "1"])
    for (row, (re, im)) in [(real, -imaginary), (real, imaginary), (mapReal, -mapImaginary), (mapReal, mapImaginary)]
      .enumerated()
    {
      #expect(agree(data.number(row, "real"), re) && agree(data.number(row, "imaginary"), im), "\(data.rows[row])")
      #expect(agree(data.number(row, "modulus"), (re * re + im * im).squareRoot()))
    }
    let json = try sandbox.stabilityJSON(options)
    let radius = (mapReal * mapReal + mapImaginary * mapImaginary).squareRoot()
    #expect(agree(json["spectral_radius"] as? Double ?? 0, radius))
    #expect(agree(json["rate"] as? Double ?? 0, -1 / log(radius), 1e-9))
    if let critical { #expect(agree(json["critical_step"] as? Double ?? 0, critical, 1e-8)) }
  }

  @Test func jsonHasTheKeysOfTheContract() throws {
    let json = try Sandbox().stabilityJSON("--set r1=0.3,eta=0.2")
    let keys = [
      "game", "procedure", "options", "knobs", "point", "residual", "field_eigenvalues", "map_eigenvalues",
      "spectral_radius",
      "spectral_abscissa", "verdict", "field_verdict", "critical_step", "critical_step_reason", "rate", "class",
      "zero_modes", "notes",
    ]
    for key in keys + ["strict", "margin"] { #expect(json.keys.contains(key), "\(key)") }
    #expect(json["verdict"] as? String == "stable" && json["field_verdict"] as? String == "stable")
    #expect(json["point"] as? [String: Double] == ["theta": 0, "psi": 0] && json["residual"] as? Double == 0)
    #expect((json["knobs"] as? [String: Double])?["r1"] == 0.3 && json["zero_modes"] as? Int == 0)
    #expect((json["map_eigenvalues"] as? [[Double]])?.map(\.count) == [2, 2])
    #expect(json["critical_step_reason"] is NSNull)
  }

  @Test func verdictsFollowTheTheory() throws {
    let sandbox = try Sandbox()
    let plain = try sandbox.stabilityJSON("")
    #expect(plain["verdict"] as? String == "unstable" && plain["field_verdict"] as? String == "neutral")
    #expect(
      plain["critical_step"] is NSNull && plain["critical_step_reason"] as? String == "never-stable"
        && plain["rate"] is NSNull)
    #expect(try sandbox.stabilityJSON("--procedure alternating")["verdict"] as? String == "neutral")
    let away = try sandbox.stabilityJSON("--at point --start theta=1,psi=0.5 --matrices")
    #expect(
      away["verdict"] is NSNull && away["class"] is NSNull
        && away["critical_step_reason"] as? String == "no-equilibrium")
    // J at (1, 1/2) with f' = 1/(1 + e^t), f'' = -s(t) s(-t), t = 1/2: [[psi^2 f'', f' + t f''], [-(f' + t f''), -theta^2 f'']].
    let (slope, bend) = (1 / (1 + exp(0.5)), -1 / (2 + exp(0.5) + exp(-0.5)))
    let jacobian = (away["jacobian"] as? [[Double]])?.flatMap { $0 } ?? []
    let expected = [bend / 4, slope + bend / 2, -(slope + bend / 2), -bend]
    #expect(jacobian.count == 4 && zip(jacobian, expected).allSatisfy { agree($0, $1, 1e-15) }, "\(jacobian)")
    let map = (away["update_map_derivative"] as? [[Double]])?.flatMap { $0 } ?? []
    #expect(
      zip(map, [1, 0, 0, 1]).enumerated().allSatisfy { agree($1.0, $1.1 - 0.1 * expected[$0], 1e-15) } && map.count == 4
    )
  }

  /// But those that need what the game lacks, and those without a derivative, which is said.
  @Test func allProceduresGiveOneRowEach() throws {
    let sandbox = try Sandbox()
    let suitable = HelpTests.procedures.filter {
      !["best-response", "rmsprop", "adam", "optimistic-adam"].contains($0)
    }
    let data = Rows(try sandbox.gandyn("stability dirac-gan --set r1=0.3,eta=0.2,beta=-0.2 --procedure all").stdout)
    #expect(data.header.prefix(4) == ["procedure", "verdict", "field_verdict", "spectral_radius"])
    #expect(data.rows.map { $0[0] } == suitable)
    #expect(
      agree(data.number(0, "spectral_radius"), 0.974679434481)
        && agree(data.number(1, "spectral_radius"), 0.969535971483))
    let run = try sandbox.gandyn("stability dirac-gan --set r1=0.3 --procedure all --format json")
    let objects = try JSONSerialization.jsonObject(with: Data(run.stdout.utf8)) as? [[String: Any]]
    #expect(objects?.map { $0["procedure"] as? String } == suitable)
    for id in ["rmsprop", "adam", "optimistic-adam"] {
      #expect(run.stderr.contains("left out \(id): \(id) is undefined at (0.0, 0.0), because the root"))
    }
  }

  @Test func fileHasManifestAndIsReproduced() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.gandyn("stability lqg-wgan --procedure extragradient --set sigma_11=2 -o out.csv").code == 0)
    #expect(try sandbox.gandyn("stability --config out.csv.json -o again.csv").code == 0)
    #expect(
      try sandbox.shell("cmp out.csv again.csv && sha256sum out.csv").lines.first?.prefix(64)
        == sandbox.sha256("out.csv")?.prefix(64))
  }

  @Test func tableIsForPeople() throws {
    let run = try Sandbox().gandyn("stability dirac-gan --set r1=0.3,eta=0.2 --format table --matrices")
    #expect(run.lines[0].contains("dirac-gan with simultaneous") && run.stdout.contains("critical step eta = 1.2"))
    #expect(run.lines.contains { $0.split(separator: " ") == ["kind", "index", "real", "imaginary", "modulus"] })
  }
}

extension Sandbox {
  func stabilityJSON(_ options: String) throws -> [String: Any] {
    let run = try gandyn("stability dirac-gan --format json \(options)")
    return try JSONSerialization.jsonObject(with: Data(run.stdout.utf8)) as? [String: Any] ?? [:]
  }

  /// The SHA-256 in the manifest of a data file.
  func sha256(_ name: String) throws -> String? {
    (try json(name + ".json")["data"] as? [String: Any])?["sha256"] as? String
  }
}
