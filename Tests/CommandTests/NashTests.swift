import Foundation
import Testing

/// `nash`, `gap` and `price`: columns, keys, files, refusals, and runs again from manifests.
@Suite struct NashTests {
  static let biased = "0,-0.25,0.5\n0.25,0,-0.05\n-0.5,0.05,0\n"

  @Test func aProgramSolvesBiasedRockPaperScissors() throws {
    let sandbox = try Sandbox()
    try sandbox.write("payoffs.csv", Self.biased)
    let run = try sandbox.gandyn("nash payoffs.csv --format json --quiet")
    #expect(run.code == 0 && run.stderr.isEmpty)
    let object = try #require(JSONSerialization.jsonObject(with: Data(run.stdout.utf8)) as? [String: Any])
    let keys = [
      "algorithm", "value", "nash_conv", "exploitability", "average", "strategies", "supports", "iterations", "outcome",
    ]
    #expect(Set(keys).isSubset(of: object.keys))
    #expect(object["algorithm"] as? String == "lp" && object["outcome"] as? String == "solved")
    let strategies = try #require(object["strategies"] as? [[Double]])
    for strategy in strategies {
      #expect(zip(strategy, [1.0 / 16, 10.0 / 16, 5.0 / 16]).allSatisfy { abs($0 - $1) < 1e-15 })
    }
    #expect(object["supports"] as? [[Int]] == [[1, 2, 3], [1, 2, 3]])
  }

  @Test func rowsHaveTheContractsColumns() throws {
    let sandbox = try Sandbox()
    try sandbox.write("payoffs.csv", Self.biased)
    let run = try sandbox.gandyn("nash payoffs.csv --algorithm hedge --iterations 1000 --record-every 500")
    #expect(run.lines[0].hasPrefix("iteration,nash_conv,value,p1_1,p1_2,p1_3,p2_1,p2_2,p2_3"))
    #expect(run.lines.dropFirst().map { $0.prefix { $0 != "," } } == ["500", "1000"])
    let last = try #require(run.lines.last).split(separator: ",").compactMap { Double($0) }
    #expect(agree(last[1], 0.0106655243495))
  }

  @Test(arguments: [
    "nash payoffs.csv --algorithm regret-matching-plus --option order=alternating --average linear --iterations 50",
    "nash dirac-gan --discretise theta=-2:2:5,psi=-1:1:3 --set r1=0.1,algorithm.eta=0.3 --algorithm hedge --iterations 20",
    "nash payoffs.csv --algorithm fictitious-play --option response=sampled --seed 7 --iterations 40",
  ])
  func theManifestRunsAgain(_ command: String) throws {
    let sandbox = try Sandbox()
    try sandbox.write("payoffs.csv", Self.biased)
    let first = try sandbox.gandyn("\(command) -o a.csv --quiet")
    #expect(first.code == 0, "\(first.stderr)")
    #expect(try sandbox.gandyn("nash --config a.csv.json -o b.csv --quiet").code == 0)
    #expect(try sandbox.bytes("a.csv") == sandbox.bytes("b.csv"))
    #expect(try sandbox.gandyn("\(command) -o a.csv --quiet").code == 73, "an existing file is kept")
  }

  @Test func payoffsThatChangedSinceTheManifestAreSaid() throws {
    let sandbox = try Sandbox()
    try sandbox.write("payoffs.csv", Self.biased)
    #expect(try sandbox.gandyn("nash payoffs.csv -o a.csv --quiet").code == 0)
    #expect(try sandbox.gandyn("nash --config a.csv.json -o b.csv --quiet").stderr.isEmpty)
    try sandbox.write("payoffs.csv", "1,0\n0,1\n")
    let run = try sandbox.gandyn("nash --config a.csv.json -o c.csv --quiet")
    #expect(run.code == 0 && run.stderr.contains("payoffs.csv has changed"))
  }

  /// A file, what is in it, and words of the sentence that refuses it.
  static let badFiles: [(name: String, text: String, words: [String])] = [
    ("ragged.csv", "1,2\n3\n", ["ragged.csv:2:1"]),
    ("words.csv", "1,x\n3,4\n", ["words.csv:1:3", "'x'"]),
    ("empty.csv", "", ["empty"]),
    ("large.csv", "1,1e200\n3,4\n", ["row 1, column 2", "1e+200"]),
    ("huge.csv", "1,1e400\n3,4\n", ["huge.csv:1:3"]),
    ("equal.csv", "2,2\n2,2\n", ["equal"]),
    ("ragged.yaml", "payoffs:\n  - [[3, 0], [5, 1]]\n  - [[3, 5], [0]]\n", ["ragged.yaml:3", "2 expected"]),
    ("none.yaml", "payoffs:\n  - [[], []]\n  - [[], []]\n", ["no actions"]),
    ("one.yaml", "payoffs:\n  - [[1, 2]]\n", ["one per player"]),
    ("key.yaml", "payoff: [[1, 2], [3, 4]]\n", ["payoffs"]),
    ("name.yaml", "zero-sum: [[1, 2], [3, 4]]\nplayers: [a]\n", ["players"]),
  ]

  @Test(arguments: badFiles.map(\.name)) func badPayoffsAreRefused(_ name: String) throws {
    let file = try #require(Self.badFiles.first { $0.name == name })
    let sandbox = try Sandbox()
    try sandbox.write(name, file.text)
    let run = try sandbox.gandyn("nash \(name) --algorithm hedge -o out.csv")
    #expect(run.code == 65 && run.stdout.isEmpty && !sandbox.exists("out.csv"))
    #expect(run.stderr.split(separator: "\n").count == 1, "one sentence")
    for word in file.words { #expect(run.stderr.contains(word), "\(run.stderr)") }
  }

  @Test(arguments: [
    ("nash payoffs.csv --algorithm hedg", ["hedge"]),
    ("nash payoffs.csv --algorithm hedge --set et=1", ["eta"]),
    ("nash payoffs.csv --algorithm hedge --set eta=-1", ["eta", "> 0"]),
    ("nash payoffs.csv --algorithm hedge --average mean", ["uniform, linear, last"]),
    ("nash payoffs.csv --algorithm hedge --iterations 0", ["--iterations"]),
    ("nash payoffs.csv --algorithm hedge --start p1_4=1", ["p1_1=0.5"]),
    ("nash payoffs.csv --algorithm hedge --start p-9223372036854775808_1=1", ["p1_1=0.5"]),
    ("price dirac-gan --discretise theta=-1:1:3,psi=-1:1:3 --step inf", ["--step"]),
    ("nash payoffs.csv --algorithm hedge --start p1_1=0.4", ["sum to"]),
    ("nash payoffs.csv --algorithm hedge --until gap=1", ["nash_conv"]),
    ("nash payoffs.csv --discretise x=0:1:2", ["--discretise"]),
    ("nash dirac-gan", ["--discretise theta="]),
    ("nash dirac-gan --discretise thet=0:1:2", ["theta"]),
    ("nash four-player --discretise w_1=0:1:2,w_2=0:1:2,w_3=0:1:2,w_4=0:1:2", ["4 players"]),
    ("nash payoffs.csv --algorithm chekhov", ["chekhov"]),
    ("nash rps", ["known"]),
    ("gap dirac-gan --discretise theta=-1:1:3,psi=-1:1:3 --point thet=1", ["theta"]),
    ("price dirac-gan --discretise theta=-1:1:3,psi=-1:1:3 --steps 1,x", ["--steps"]),
  ])
  func wrongUsageIsRefused(_ command: String, _ words: [String]) throws {
    let sandbox = try Sandbox()
    try sandbox.write("payoffs.csv", Self.biased)
    let run = try sandbox.gandyn(command)
    #expect(run.code == 64 && run.stdout.isEmpty, "\(run.stderr)")
    #expect(run.stderr.split(separator: "\n").count == 1)
    for word in words { #expect(run.stderr.contains(word), "\(run.stderr)") }
  }

  /// Three players, the last one alone in its game.
  @Test func anyNumberOfPlayers() throws {
    let sandbox = try Sandbox()
    let pennies = "[[[1, 1], [-1, -1]], [[-1, -1], [1, 1]]]"
    let opposite = "[[[-1, -1], [1, 1]], [[1, 1], [-1, -1]]]"
    try sandbox.write(
      "three.yaml",
      """
      players: [even, odd, alone]
      payoffs:
        - \(pennies)
        - \(opposite)
        - [[[0, 1], [0, 1]], [[0, 1], [0, 1]]]

      """)
    let run = try sandbox.gandyn("nash three.yaml --algorithm replicator --iterations 300 --format json --quiet")
    let object = try #require(JSONSerialization.jsonObject(with: Data(run.stdout.utf8)) as? [String: Any])
    let strategies = try #require(object["strategies"] as? [[Double]])
    #expect(strategies.count == 3 && strategies[2][1] > 0.999999)
    #expect(abs(strategies[0][0] - 0.5) < 1e-9)
  }

  @Test func theGapOfAPointIsWhatBestResponsesGain() throws {
    // Player x minimises x y, y maximises it: at (1, 1) each gains in the box [-1, 1]^2 by changing sign or not at all.
    let run = try Sandbox().gandyn("gap bilinear --discretise x=-1:1:3,y=-1:1:3 --point x=1,y=0.5 --format csv")
    #expect(run.code == 0, "\(run.stderr)")
    #expect(run.lines[0] == "player,value,improvement,x,y")
    let rows = run.lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows.map { Double($0[2]) } == [1, 0.5])
    #expect(rows[0][3] == "-1" && rows[1][4] == "1")
  }
}
