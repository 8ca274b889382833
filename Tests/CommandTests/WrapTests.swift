import Foundation
import Testing

/// Wrappers from the command line.
@Suite struct WrapTests {
  /// The recorded iterate is the average, and the manifest makes the run again.
  @Test func wrappersAreReproduced() throws {
    let sandbox = try Sandbox()
    let run = try sandbox.gandyn(
      "simulate bilinear --procedure alternating --wrap delay --wrap ema --option delay.steps=0,1 --set ema.decay=0.5 --steps 3 -o out.csv"
    )
    #expect(run.code == 0)
    #expect(try sandbox.gandyn("simulate --config out.csv.json -o again.csv").code == 0)
    #expect(try sandbox.shell("cmp out.csv again.csv").code == 0)
    let manifest = try #require(
      JSONSerialization.jsonObject(with: Data(sandbox.shell("cat out.csv.json").stdout.utf8)) as? [String: Any])
    let configuration = try #require(manifest["configuration"] as? [String: Any])
    #expect(configuration["wrap"] as? [String] == ["delay", "ema"])
    #expect((configuration["option"] as? [String: Any])?["delay.steps"] as? String == "0,1")
    #expect((configuration["set"] as? [String: Any])?["ema.decay"] as? Double == 0.5)
  }

  /// e_1 = decay w_0 + (1 - decay) w_1 with w_1 = (0.9, 1.1).
  @Test func theAverageIsRecorded() throws {
    let run = try Sandbox().gandyn("simulate bilinear --start x=1,y=1 --wrap ema --set ema.decay=0.5 --steps 1")
    #expect(run.lines.last?.hasPrefix("0,1,0.95,1.05,") == true)
  }

  @Test func batchesDependOnTheSeedAlone() throws {
    let sandbox = try Sandbox()
    let command = "simulate lqg-wgan --wrap stochastic --option stochastic.batch=4 --steps 20 --start random:count=40"
    let once = try sandbox.gandyn("\(command) --threads 1").stdout
    #expect(try sandbox.gandyn("\(command) --threads 2").stdout == once)
    #expect(try sandbox.gandyn("\(command) --seed 1").stdout != once)
    let report = try sandbox.gandyn("stability lqg-wgan --set critic_l2=0.5 --wrap stochastic --format json")
    let object = try #require(JSONSerialization.jsonObject(with: Data(report.stdout.utf8)) as? [String: Any])
    let moments = try #require(object["mean_square"] as? [String: Any])
    #expect((moments["spectral_radius"] as? Double ?? 2) < 1.1 && object["wrap"] as? [String] == ["stochastic"])
    #expect((object["notes"] as? [String])?.contains { $0.hasPrefix("a stochastic procedure") } == true)
  }

  @Test(arguments: [
    ("--wrap emma", "did you mean 'ema'"),
    ("--wrap ema --wrap ema", "--wrap ema is given twice"),
    ("--wrap delay --wrap replay", "--wrap delay and --wrap replay both change the gradients"),
    ("--wrap ema --set ema.decay=1", "ema.decay must be >= 0 and < 1"),
    ("--wrap delay --option delay.steps=1,2,3", "give one delay, or one for each of the 2 players"),
    ("--set ema.decay=0.5", "ema.decay"),
    ("--wrap stochastic", "needs a game that can sample a batch, and bilinear cannot"),
    ("--procedure follow-the-ridge", "use --set damping="),
  ])
  func mistakesAreNamed(_ options: String, _ sentence: String) throws {
    let run = try Sandbox().gandyn("stability bilinear \(options)")
    #expect(run.code == 64 && run.stdout.isEmpty && run.stderr.contains(sentence), "\(run.stderr)")
  }

  /// A step without a solution ends the trajectory with the reason.
  @Test func undefinedStepsSayWhy() throws {
    let run = try Sandbox().gandyn("simulate bilinear --procedure follow-the-ridge --steps 3")
    #expect(run.code == 0 && run.lines.count == 2)
    #expect(run.stderr.contains("1 undefined") && run.stderr.contains("use --set damping="), "\(run.stderr)")
  }
}
