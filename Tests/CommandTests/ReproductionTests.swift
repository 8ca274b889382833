import Foundation
import Testing

/// The same request gives the same bytes: from its manifest, for any threads, for any split of an ensemble.
@Suite struct ReproductionTests {
  static let runs = [
    "dirac-gan --set r1=0.3,eta=0.2 --start random:count=40,scale=0.5 --seed 7 --steps 50 --record-every 7",
    "dirac-gan --option loss=nonsaturating --set noise=0.7,eta_1=0.1,eta_2=0.3 --procedure alternating --option updates=1,5 --steps 20",
    "dirac-gan --set tau=3 --procedure heavy-ball --set beta_1=-0.5,beta_2=0.25 --option order=alternating --steps 20",
    "bilinear --option matrix=m.csv --procedure optimistic --option first=double --steps 30 --start starts.csv",
    "bilinear --option dimension=3 --procedure extragradient --set scale=1e-3,eta=12.5 --until residual=1e-5",
    "quadratic --option file=q.yaml --procedure consensus --set gamma=0.01,eta=0.01 --steps 20 --start grid:w_1=-1:1:3",
    "uniform-quadratic-gan --set regulariser=0.5,eta=0.1 --option loss=wasserstein --steps 30 --start w=-0.1,a=0.3",
    "lqg-wgan --option covariance=s.csv --set critic_l2=0.1 --diagnostics kl,reverse-kl,w2 --steps 20 --option part=covariance",
  ]

  private func prepared() throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write("m.csv", "1,2\n-0.5,3\n")
    try sandbox.write("s.csv", "2,0.5\n0.5,1\n")
    try sandbox.write("starts.csv", "y_2,x_1\n0.1,-3\n1e-300,0.30000000000000004\n")
    try sandbox.write(
      "q.yaml",
      "players:\n  - {dimension: 2, M: [[1, 2, 0], [2, 0, 1], [0, 1, -1]]}\n  - {dimension: 1, M: [[0, 0, 1], [0, 0, 2], [1, 2, 3]]}\n"
    )
    return sandbox
  }

  @Test(arguments: runs) func manifestReproducesTheRun(_ arguments: String) throws {
    let sandbox = try prepared()
    let first = try sandbox.gandyn("simulate \(arguments) --threads 1 -o out.csv")
    #expect(first.code == 0, "\(first.stderr)")
    let again = try sandbox.gandyn("simulate --config out.csv.json -o again.csv --threads 2")
    #expect(again.code == 0, "\(again.stderr)")
    let shell = try sandbox.shell("cmp out.csv again.csv && sha256sum < out.csv")
    #expect(shell.code == 0)
    #expect(shell.stdout.hasPrefix(try sandbox.sha256("out.csv") ?? "none"))
    let configurations = try ["out.csv.json", "again.csv.json"].map {
      try sandbox.json($0)["configuration"] as? NSDictionary
    }
    #expect(configurations[0] != nil && configurations[0] == configurations[1])
    // The same on standard output.
    #expect(try sandbox.gandyn("simulate --config out.csv.json --threads 3").stdout == sandbox.read("out.csv"))
  }

  /// Over the whole catalogue, with no name in it: an ensemble of every game under every procedure.
  @Test func everyPairIsReproduced() throws {
    let sandbox = try prepared()
    func names(_ topic: String) throws -> [String] {
      try sandbox.gandyn("list \(topic) --format csv").stdout.split(separator: "\n").dropFirst().compactMap {
        $0.split(separator: ",").first.map(String.init)
      }
    }
    let (games, procedures) = (try names("games"), try names("procedures"))
    #expect(games.count >= 5 && procedures.count >= 6)
    for game in games {
      let needsFile = try sandbox.gandyn("simulate \(game) --dry-run").stderr.contains("needs --option file")
      let file = needsFile ? "--option file=q.yaml" : ""
      for procedure in procedures {
        let request = "\(game) --procedure \(procedure) \(file) --start random:count=3,scale=0.5 --steps 5 --force"
        let check = try sandbox.gandyn("simulate \(request) --dry-run")
        if check.code == 64, check.stderr.contains("\(procedure) needs a game") { continue }
        #expect(try sandbox.gandyn("simulate \(request) -o out.csv").code == 0, "\(request)")
        #expect(try sandbox.gandyn("simulate --config out.csv.json -o again.csv --force").code == 0, "\(request)")
        #expect(try sandbox.read("out.csv") == sandbox.read("again.csv"), "\(request)")
      }
    }
  }

  @Test(arguments: [
    "dirac-gan --set r1=0.3,eta=0.2 --procedure all", "dirac-gan --set r1=0.7,beta=-0.2 --procedure heavy-ball",
    "lqg-wgan --option covariance=s.csv --set critic_l2=0.5 --procedure optimistic",
    "dirac-gan --at point --start theta=1,psi=0.5",
  ]) func manifestReproducesTheStabilityTable(_ arguments: String) throws {
    let sandbox = try prepared()
    #expect(try sandbox.gandyn("stability \(arguments) -o out.csv").code == 0)
    let again = try sandbox.gandyn("stability --config out.csv.json -o again.csv")
    #expect(again.code == 0, "\(again.stderr)")
    #expect(try sandbox.read("out.csv") == sandbox.read("again.csv"))
  }

  @Test func manifestSaysWhatWasDone() throws {
    let sandbox = try prepared()
    _ = try sandbox.gandyn("simulate bilinear --option matrix=m.csv --procedure extragradient --steps 5 -o out.csv")
    let manifest = try sandbox.json("out.csv.json")
    for key in [
      "gandyn", "command_line", "configuration", "players", "columns", "conventions", "machine", "counts", "outcome",
      "outcomes", "wall_seconds", "data",
    ] {
      #expect(manifest.keys.contains(key), "\(key)")
    }
    #expect(
      (manifest["counts"] as? [String: Int]) == [
        "trajectories": 1, "steps": 5, "rows": 6, "field_evaluations": 10, "jacobian_products": 0,
      ])
    let configuration = manifest["configuration"] as? [String: Any]
    #expect((configuration?["set"] as? [String: Double]) == ["eta": 0.1, "tau": 1, "scale": 1])
    let matrix = try sandbox.shell("sha256sum < m.csv").stdout.prefix(64)
    #expect((configuration?["inputs"] as? [String: String]) == ["m.csv": String(matrix)])
    #expect(try (manifest["data"] as? [String: Any])?["bytes"] as? Int == sandbox.bytes("out.csv").count)
    try sandbox.write("m.csv", "1,2\n-0.5,4\n")
    let changed = try sandbox.gandyn("simulate --config out.csv.json --quiet")
    #expect(changed.code == 0 && changed.stderr.contains("m.csv has changed since out.csv.json was written"))
  }

  @Test func commandLineWinsOverTheConfiguration() throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      "c.yaml",
      "game: bilinear\nset: {eta: 0.3, scale: 2}\nsteps: 4\nrecord-every: 2\nstart: x=2\noption: {dimension: 1}\n")
    func text(_ arguments: String) throws -> String { try sandbox.gandyn("simulate \(arguments) --quiet").stdout }
    #expect(
      try text("--config c.yaml") == text("bilinear --set eta=0.3,scale=2 --steps 4 --record-every 2 --start x=2"))
    #expect(
      try text("--config c.yaml --steps 2 --set eta=0.1 --start y=3")
        == text("bilinear --set eta=0.1,scale=2 --steps 2 --record-every 2 --start y=3"))
    #expect(
      try text("--config c.yaml --option dimension=2 --start x_1=2")
        == text("bilinear --option dimension=2 --set eta=0.3,scale=2 --steps 4 --record-every 2 --start x_1=2"))
    try sandbox.write(
      "d.yaml", "{set: {eta_1: 0.3, eta_2: 0.2, procedure.beta_1: 0.5}, procedure: heavy-ball, steps: 3}")
    #expect(
      try text("bilinear --config d.yaml --set eta=0.1,beta=0.2")
        == text("bilinear --procedure heavy-ball --set eta=0.1,beta=0.2 --steps 3"))
    #expect(
      try text("bilinear --config d.yaml --set eta_2=0.1")
        == text("bilinear --procedure heavy-ball --set eta_1=0.3,eta_2=0.1,beta_1=0.5 --steps 3"))
    try sandbox.write(
      "l.yaml", "option: {updates: [2, 1]}\nprocedure: alternating\nquiet: true\nformat: json\nsteps: 1\n")
    #expect(try sandbox.gandyn("simulate bilinear --config l.yaml --format csv").stderr.isEmpty)
    #expect(try text("bilinear --config l.yaml").hasPrefix("["))
  }

  /// The later option replaces the earlier one everywhere, in the manifest too.
  @Test func optionGivenTwiceCountsOnce() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.gandyn("simulate dirac-gan --option loss=hinge --option loss=wasserstein --steps 1 -o out.csv")
    #expect(try sandbox.read("out.csv.json").components(separatedBy: "\"loss\"").count == 2)
    #expect(
      try sandbox.read("out.csv") == sandbox.gandyn("simulate dirac-gan --option loss=wasserstein --steps 1").stdout)
  }

  @Test func seedChangesRandomStartsOnly() throws {
    let sandbox = try Sandbox()
    let start = "simulate dirac-gan --steps 0 --quiet --start random:count=400,scale=2"
    let (zero, one) = (try sandbox.gandyn(start).stdout, try sandbox.gandyn("\(start) --seed 1").stdout)
    #expect(zero == (try sandbox.gandyn("\(start) --seed 0").stdout) && zero != one)
    let rows = Rows(zero).rows + Rows(one).rows
    let values = rows.flatMap { $0[2...3] }.compactMap { Double($0) }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
    // 1600 normal numbers of standard deviation 2: five standard errors of mean and variance.
    #expect(values.count == 1600 && abs(mean) < 5 * 2 / 40 && abs(variance - 4) < 5 * 4 * (2.0 / 1600).squareRoot())
    let point = "simulate dirac-gan --steps 3 --quiet"
    #expect(try sandbox.gandyn(point).stdout == sandbox.gandyn("\(point) --seed 5").stdout)
  }

  @Test func gridAndItsPartsGiveTheSameRows() throws {
    let sandbox = try Sandbox()
    let options = "--set r1=0.3,eta=0.2 --steps 30 --record-every 10 --quiet"
    let grid = Rows(
      try sandbox.gandyn("simulate dirac-gan --start grid:theta=-2:2:9,psi=-1:1:5 \(options) --threads 2").stdout)
    let starts = grid.rows.filter { $0[1] == "0" }
    // The last coordinate varies fastest; binary fractions are exact.
    var expected: [[Double]] = []
    for i in 0..<9 { for j in 0..<5 { expected.append([Double(i) / 2 - 2, Double(j) / 2 - 1]) } }
    #expect(starts.map { $0[2...3].compactMap { Double($0) } } == expected)
    for (first, count) in [(0, 1), (1, 31), (32, 13), (7, 38)] {
      let part = starts[first..<first + count].map { "\($0[2]),\($0[3])\n" }.joined()
      try sandbox.write("part.csv", "theta,psi\n\(part)")
      let rows = Rows(try sandbox.gandyn("simulate dirac-gan --start part.csv \(options)").stdout).rows
      let whole = grid.rows.filter { (first..<first + count).contains(Int($0[0]) ?? -1) }
      #expect(rows.map { $0.dropFirst() } == whole.map { $0.dropFirst() }, "from \(first)")
      #expect(rows.first?[0] == "0" && rows.last?[0] == "\(count - 1)")
    }
  }

  @Test func startsReadBackToTheSameDoubles() throws {
    let sandbox = try Sandbox()
    var generator = Shuffle()
    let special = [
      0.1, -0.0, .leastNonzeroMagnitude, 1.7976931348623157e308, 0.30000000000000004, 1e23, 2.2250738585072014e-308,
      9_007_199_254_740_994,
    ]
    let values = special + (0..<200).map { _ in Double(bitPattern: generator.next()) }.filter(\.isFinite)
    let points = values.map { ($0, values.randomElement(using: &generator) ?? 0) }
    try sandbox.write("starts.csv", "theta,psi\n" + points.map { "\($0),\($1)\n" }.joined())
    let rows = Rows(try sandbox.gandyn("simulate dirac-gan --start starts.csv --steps 0 --quiet").stdout).rows
    #expect(rows.count == points.count)
    for (row, point) in zip(rows, points) {
      #expect(
        Double(row[2])?.bitPattern == point.0.bitPattern && Double(row[3])?.bitPattern == point.1.bitPattern,
        "\(row) \(point)")
    }
  }
}

/// The same numbers in every run.
private struct Shuffle: RandomNumberGenerator {
  private var state: UInt64 = 1

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}
