import Foundation
import Testing

/// Lists, descriptions and help: columns, keys, and examples that run.
@Suite struct HelpTests {
  static let commands = ["list", "describe", "simulate", "stability", "nash", "gap", "price", "selfcheck"]
  static let games = [
    "dirac-gan", "bilinear", "quadratic", "uniform-quadratic-gan", "lqg-wgan", "lqg-w2", "lqg-gan", "gaussian-mean-gan",
    "restricted-fgan", "two-gaussians", "mixture-gan", "weak-attractor", "four-player", "hamiltonian-offset",
    "potential-saddle", "common-payoff", "consensus-trap", "sga-trap", "tandem", "f1", "f2", "f3",
    "cubic-stable-not-nash", "letcher-cycle", "torus", "polynomial", "matching-pennies", "iterated-prisoners-dilemma",
  ]
  static let procedures = [
    "simultaneous", "alternating", "heavy-ball", "nesterov", "rmsprop", "adam", "optimistic-adam", "extragradient",
    "optimistic", "proximal-point", "consensus", "sga", "lookahead", "lola", "sos", "competitive", "follow-the-ridge",
    "crossing-the-curl", "unrolled", "symplectic-surgery", "stackelberg", "lead", "jare", "anchored", "extra-anchored",
    "heun", "rk4", "ode-gan", "best-response",
  ]

  @Test(arguments: [
    ("games", games), ("procedures", procedures),
    ("wrappers", ["average", "ema", "historical", "replay", "delay", "schedule", "stochastic"]),
    ("analyses", ["simulate", "stability", "nash", "gap", "price", "selfcheck"]),
  ])
  func listNamesWhatThereIs(_ topic: String, _ names: [String]) throws {
    let sandbox = try Sandbox()
    let csv = try sandbox.gandyn("list \(topic) --format csv")
    #expect(csv.code == 0 && csv.stderr.isEmpty)
    #expect(csv.lines.first == "id,title,source")
    #expect(csv.lines.dropFirst().map { String($0.prefix { $0 != "," }) } == names)
    #expect(try sandbox.gandyn("list \(topic)").stdout == csv.stdout, "csv unless on a terminal")
    let json = try JSONSerialization.jsonObject(with: Data(sandbox.gandyn("list \(topic) --format json").stdout.utf8))
    let objects = try #require(json as? [[String: Any]])
    #expect(objects.map { $0["id"] as? String } == names)
    #expect(objects.allSatisfy { Set($0.keys) == ["id", "title", "source"] })
    let table = try sandbox.gandyn("list \(topic) --format table")
    #expect(table.lines.count == names.count + 1 && table.lines[0].hasPrefix("id "))
    #expect(zip(table.lines.dropFirst(), names).allSatisfy { $0.hasPrefix($1 + " ") })
  }

  @Test(arguments: games + procedures) func descriptionHasItsSections(_ name: String) throws {
    let run = try Sandbox().gandyn("describe \(name)")
    #expect(run.code == 0 && run.stderr.isEmpty && run.lines[0].hasPrefix("\(name): "))
    let isGame = Self.games.contains(name)
    for section in ["Formulas", "Source", "Knobs"]
      + (isGame ? ["Players", "Start", "Options", "Diagnostics", "Facts"] : ["State", "Cost of a step"])
    {
      #expect(run.lines.contains { $0.hasPrefix(section) }, "\(section)")
    }
    if !isGame { #expect(run.lines.contains { $0.hasPrefix("  eta  ") && $0.contains("default 0.1") }) }
  }

  @Test func descriptionFollowsTheOptions() throws {
    let sandbox = try Sandbox()
    let run = try sandbox.gandyn("describe lqg-wgan --option dimension=2 --option part=mean")
    #expect(run.lines.contains("  1  discriminator: w1_1, w1_2") && run.lines.contains("  2  generator: b_1, b_2"))
    let roles = try sandbox.gandyn("describe dirac-gan")
    #expect(roles.lines.contains("  1  generator: theta") && roles.lines.contains("  2  discriminator: psi"))
    #expect(roles.lines.contains { $0.contains("r1") && $0.contains("default 0") && $0.contains(">= 0") })
  }

  @Test func everySubcommandHasHelpWithAnExample() throws {
    let sandbox = try Sandbox()
    let root = try sandbox.gandyn("help")
    #expect(try sandbox.gandyn([]).stdout == root.stdout, "no arguments: help")
    for command in Self.commands {
      #expect(root.stdout.contains("\n  \(command) "))
      let help = try sandbox.gandyn("help \(command)")
      #expect(help.code == 0 && !Self.examples(help.stdout).isEmpty)
      #expect(help.stdout == (try sandbox.gandyn("\(command) --help").stdout))
      #expect(help.lines.allSatisfy { $0.count <= 80 }, "\(command)")
    }
    #expect(try sandbox.gandyn("--version").stdout.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  /// In the order of the help: later examples read what earlier ones write.
  @Test(arguments: [""] + commands) func everyExampleRuns(_ command: String) throws {
    let sandbox = try Sandbox()
    try sandbox.write("payoffs.csv", "0,-0.25,0.5\n0.25,0,-0.05\n-0.5,0.05,0\n")
    try sandbox.write("game.yaml", "payoffs:\n  - [[3, 0], [5, 1]]\n  - [[3, 5], [0, 1]]\n")
    for example in Self.examples(try sandbox.gandyn("help \(command)").stdout) {
      let run = try sandbox.gandyn(String(example.dropFirst("gandyn ".count)))
      #expect(run.code == 0, "\(example): \(run.stderr)")
      #expect(!run.stdout.isEmpty || example.contains(" -o "), "\(example)")
    }
  }

  static func examples(_ help: String) -> [String] {
    help.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0.hasPrefix("gandyn ") }
  }

  @Test func selfcheckTellsEveryLaw() throws {
    let sandbox = try Sandbox()
    let run = try sandbox.gandyn("selfcheck bilinear --format json --seed 3 --quiet")
    #expect(run.code == 0 && run.stderr.isEmpty)
    let laws = try #require(JSONSerialization.jsonObject(with: Data(run.stdout.utf8)) as? [[String: Any]])
    #expect(laws.count >= 10)
    for law in laws {
      #expect(Set(law.keys) == ["law", "subjects", "failed", "worst_error", "allowed"])
      #expect(law["failed"] as? Int == 0 && law["subjects"] as? Int ?? 0 > 0)
      #expect(law["worst_error"] as? Double ?? .infinity <= law["allowed"] as? Double ?? 0)
    }
  }

  /// `script` gives the command a terminal; it writes CR LF.
  @Test func terminalGetsTablesAndColour() throws {
    let sandbox = try Sandbox()
    let plain = try sandbox.gandyn("list games --format table").stdout
    func onTerminal(_ command: String) throws -> String {
      try sandbox.shell("TERM=xterm script -qec '\(command)' /dev/null < /dev/null").stdout.replacing(
        "\r\n", with: "\n")
    }
    let bold = "\u{1B}[1m"
    #expect(try onTerminal("$G list games").contains(bold))
    #expect(try onTerminal("$G list games --no-color") == plain)
    #expect(try onTerminal("NO_COLOR=1 $G list games") == plain)
    #expect(try onTerminal("$G list games --format csv").hasPrefix("id,title,source\n"))
    #expect(try onTerminal("$G simulate dirac-gan --steps 1 --quiet").contains(bold + "trajectory"))
    #expect(try !onTerminal("$G simulate dirac-gan --steps 1 --quiet --no-color").contains("\u{1B}"))
    #expect(try !onTerminal("NO_COLOR=1 $G stability dirac-gan --quiet").contains("\u{1B}"))
    let long = "$G simulate dirac-gan --steps 1000000000 --record-every 1000000 --format csv"
    #expect(try onTerminal("timeout -s INT 2 \(long) > out.csv").contains("steps/s"))
    #expect(try !onTerminal("timeout -s INT 1.4 \(long) --quiet > quiet.csv").contains("steps/s"))
    let elsewhere = try sandbox.shell("timeout -s INT 1.4 \(long) 2>&1 > off.csv").stdout
    #expect(
      elsewhere.contains("interrupted: stopped from outside") && !elsewhere.contains("[#"),
      "no progress without a terminal")
  }
}
