import Foundation
import Testing

/// `simulate`: columns, and numbers that are not this program's own.
@Suite struct SimulateTests {
  /// Iterates of the Dirac-GAN from (1, 1) at eta 0.2, computed apart from this program (arXiv:1801.04406, Section 3).
  static let iterates: [(String, (Double, Double), (Double, Double))] = [
    ("", (0.946211715726, 1.053788284274), (0.257053374369, 1.417682168251)),
    ("--procedure alternating", (0.946211715726, 1.052921113019), (0.259600952898, 1.394623085654)),
    (
      "--procedure alternating --option updates=1,5", (0.946211715726, 1.246772719835), (0.105576967864, 2.471888370593)
    ),
    ("--option loss=nonsaturating", (0.853788284274, 1.053788284274), (-0.358261962297, 1.202800507998)),
    ("--option loss=wasserstein --set clip=1", (0.8, 1), (-0.92032, 0.608)),
    ("--option loss=wasserstein --set gp=0.7", (0.8, 1.2), (-1.340082665651, 0.538804556202)),
    ("--set noise=0.7", (0.942381959768, 1.017207206768), (0.284052090923, 1.032566761324)),
    ("--set r1=0.3", (0.946211715726, 0.993788284274), (0.364932198292, 0.891536967778)),
    ("--set r2=0.3", (0.946211715726, 0.993788284274), (0.364932198292, 0.891536967778)),
    ("--set r1=0.3 --procedure alternating", (0.946211715726, 0.992921113019), (0.368273853616, 0.871809691037)),
    ("--procedure consensus --set gamma=1", (0.952896655214, 1.060473223762), (0.488082725420, 1.423786874359)),
  ]

  @Test(arguments: iterates) func diracGANFollowsItsCheckValues(
    _ options: String, _ first: (Double, Double), _ tenth: (Double, Double)
  ) throws {
    let run = try Sandbox().gandyn("simulate dirac-gan --set eta=0.2 --steps 10 \(options)")
    #expect(run.code == 0)
    let data = Rows(run.stdout)
    #expect(data.header == ["trajectory", "step", "theta", "psi", "residual"])
    #expect(data.rows.map { $0[1] } == (0...10).map(String.init))
    for (step, point) in [(1, first), (10, tenth)] {
      #expect(
        agree(data.number(step, "theta"), point.0, 2e-12) && agree(data.number(step, "psi"), point.1, 2e-12),
        "\(data.rows[step])")
    }
  }

  @Test func residualIsTheNormOfTheField() throws {
    let data = Rows(try Sandbox().gandyn("simulate dirac-gan --steps 0").stdout)
    #expect(data.rows.count == 1 && agree(data.number(0, "residual"), 0.268941421370 * 2.0.squareRoot()))
  }

  @Test func everyKthAndTheLastStepAreRecorded() throws {
    let data = Rows(try Sandbox().gandyn("simulate dirac-gan --steps 10 --record-every 4").stdout)
    #expect(data.rows.map { $0[1] } == ["0", "4", "8", "10"])
  }

  /// On the bilinear game `x+ = x - h_x y`, `y+ = y + h_y x`.
  @Test(arguments: [
    ("--set eta=0.2", 0.8, 1.2), ("--set eta=0.2,tau=0.5", 0.8, 1.1), ("--set eta_1=0.3,eta_2=0.1", 0.7, 1.1),
    ("--set eta=0.2 --set eta_2=0.4", 0.8, 1.4), ("--set scale=-1", 1.1, 0.9),
    ("--set game.scale=2,procedure.eta=0.2", 0.6, 1.4),
    ("--procedure alternating", 0.9, 1.09), ("--procedure alternating --option first=2", 0.89, 1.1),
    ("--start x=-1,y=0.5", -1.05, 0.4), ("--start y=-0.5", 1.05, -0.4),
  ]) func bilinearStepsByHand(_ options: String, _ x: Double, _ y: Double) throws {
    let data = Rows(try Sandbox().gandyn("simulate bilinear --steps 1 \(options)").stdout)
    #expect(data.header == ["trajectory", "step", "x", "y", "residual"])
    #expect(agree(data.number(1, "x"), x, 1e-15) && agree(data.number(1, "y"), y, 1e-15), "\(data.rows)")
  }

  @Test func blanksBetweenAssignmentsAreAllowed() throws {
    let sandbox = try Sandbox()
    let spaced = try sandbox.gandyn([
      "simulate", "bilinear", "--steps", "2", "--set", "eta = 0.2, scale=-2", "--start", "x=1, y=-3",
    ])
    #expect(
      spaced.stdout
        == (try sandbox.gandyn("simulate bilinear --steps 2 --set eta=0.2,scale=-2 --start x=1,y=-3").stdout))
    #expect(spaced.code == 0)
  }

  /// Heavy ball: `z2 = z1 - h xi(z1) + beta (z1 - z0)`, by hand on the bilinear game.
  @Test func negativeMomentumIsAccepted() throws {
    let data = Rows(try Sandbox().gandyn("simulate bilinear --procedure heavy-ball --set beta=-0.5 --steps 2").stdout)
    #expect(agree(data.number(1, "x"), 0.9, 1e-15) && agree(data.number(1, "y"), 1.1, 1e-15))
    #expect(
      agree(data.number(2, "x"), 0.9 - 0.11 + 0.05, 1e-15) && agree(data.number(2, "y"), 1.1 + 0.09 - 0.05, 1e-15))
  }

  @Test func matrixComesFromAFile() throws {
    let sandbox = try Sandbox()
    try sandbox.write("m.csv", "1,2\n-0.5,3\n0.25,1\n")
    let data = Rows(try sandbox.gandyn("simulate bilinear --option matrix=m.csv --steps 1").stdout)
    #expect(data.header == ["trajectory", "step", "x_1", "x_2", "x_3", "y_1", "y_2", "residual"])
    // M y = (3, 2.5, 1.25), M^T x = (0.75, 6).
    for (name, value) in [("x_1", 0.7), ("x_2", 0.75), ("x_3", 0.875), ("y_1", 1.075), ("y_2", 1.6)] {
      #expect(agree(data.number(1, name), value, 1e-15), "\(name)")
    }
    #expect(agree(data.number(0, "residual"), (9 + 6.25 + 1.5625 + 0.5625 + 36).squareRoot(), 1e-14))
  }

  @Test func quadraticGameComesFromAFile() throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      "q.yaml",
      "players:\n  - {name: leader, dimension: 1, M: [[1, 2], [2, 0]], b: [0.5, 1]}\n  - {dimension: 1, M: [[0, -2], [-2, 1]]}\n"
    )
    let data = Rows(try sandbox.gandyn("simulate quadratic --option file=q.yaml --start w_1=1,w_2=-1 --steps 1").stdout)
    // xi = (w_1 + 2 w_2 + 0.5, -2 w_1 + w_2) = (-0.5, -3).
    #expect(data.header == ["trajectory", "step", "w_1", "w_2", "residual"])
    #expect(agree(data.number(1, "w_1"), 1.05, 1e-15) && agree(data.number(1, "w_2"), -0.7, 1e-15))
  }

  @Test func covarianceAndMeanComeFromFiles() throws {
    let sandbox = try Sandbox()
    try sandbox.write("sigma.csv", "2,0.5\n0.5,1\n")
    try sandbox.write("mu.csv", "0.5\n-1\n")
    let start = "--start w2_11=0,a_11=0.5,a_21=0,a_22=0.5,b_1=0.5,b_2=0.5 --steps 1 --diagnostics w2"
    let fromFiles = try sandbox.gandyn("simulate lqg-wgan --option covariance=sigma.csv --option mean=mu.csv \(start)")
    let knobs = "--option dimension=2 --set sigma_11=2,sigma_12=0.5,sigma_22=1,mu_1=0.5,mu_2=-1"
    #expect(fromFiles.stdout == (try sandbox.gandyn("simulate lqg-wgan \(knobs) \(start)").stdout))
    let data = Rows(fromFiles.stdout)
    let names = ["w2_11", "w2_12", "w2_22", "w1_1", "w1_2", "a_11", "a_21", "a_22", "b_1", "b_2"]
    #expect(data.header == ["trajectory", "step"] + names + ["residual", "w2"])
    // M = Sigma + mu mu^T - A A^T - b b^T = [[1.75, -0.25], [-0.25, 1.5]], mu - b = (0, -1.5); W2 = 0 keeps the generator.
    for (name, value) in zip(names, [0.175, -0.05, 0.15, 0, -0.15, 0.5, 0, 0.5, 0.5, 0.5]) {
      #expect(agree(data.number(1, name), value, 1e-15), "\(name)")
    }
    #expect(agree(data.number(0, "residual"), (1.75 * 1.75 + 0.25 + 1.5 * 1.5 + 1.5 * 1.5).squareRoot(), 1e-14))
    // W2^2 = |mu - b|^2 + tr Sigma + tr A A^T - 2 tr (Sigma^(1/2) A A^T Sigma^(1/2))^(1/2), here A = I/2: tr Sigma^(1/2).
    let trace = (3 + 2 * 1.75.squareRoot()).squareRoot()
    #expect(agree(data.number(0, "w2"), (2.25 + 3 + 0.5 - trace).squareRoot(), 1e-12))
  }

  @Test func untilStopsAtConvergence() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.gandyn("simulate dirac-gan --set r1=1,eta=0.5 --until residual=1e-8 --record-every 10 -o out.csv")
    let data = Rows(try sandbox.read("out.csv"))
    let (last, before) = (data.number(data.rows.count - 1, "residual"), data.number(data.rows.count - 2, "residual"))
    #expect(last <= 1e-8 && before > 1e-8)
    let manifest = try sandbox.json("out.csv.json")
    #expect(manifest["outcomes"] as? [String] == ["converged"])
    #expect((manifest["last_steps"] as? [Int])?.map(String.init) == [data.rows[data.rows.count - 1][1]])
  }

  /// `|z|` grows by 5^(1/2) a step, up to the largest double; the loop below is the same map.
  @Test func divergenceIsAResult() throws {
    let sandbox = try Sandbox()
    let run = try sandbox.gandyn("simulate bilinear --set eta=2 --steps 100000 -o out.csv")
    #expect(run.code == 0 && run.stderr.contains("diverged"))
    var (z, steps): ((Double, Double), Int) = ((1, 1), 0)
    while z.0.isFinite && z.1.isFinite { (z, steps) = ((z.0 - 2 * z.1, z.1 + 2 * z.0), steps + 1) }
    let data = Rows(try sandbox.read("out.csv"))
    let last = data.rows.count - 1
    #expect(data.rows[last][1] == String(steps - 1))
    #expect(data.number(last, "x").isFinite && data.number(last, "y").isFinite)
    let manifest = try sandbox.json("out.csv.json")
    #expect(manifest["outcomes"] as? [String] == ["diverged"] && manifest["last_steps"] as? [Int] == [steps])
    #expect((manifest["outcome"] as? [String: Int]) == ["diverged": 1])
  }

  @Test func formatsShowTheSameNumbers() throws {
    let sandbox = try Sandbox()
    let csv = Rows(try sandbox.gandyn("simulate dirac-gan --steps 2 -o - --format csv").stdout)
    let text = try sandbox.gandyn("simulate dirac-gan --steps 2 --format json").stdout
    let objects = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(objects.count == 3 && objects.allSatisfy { Set($0.keys) == Set(csv.header) })
    for row in csv.rows {
      for (name, field) in zip(csv.header, row) { #expect(text.contains("\"\(name)\": \(field)")) }
    }
    let table = try sandbox.gandyn("simulate dirac-gan --steps 2 --format table").lines
    #expect(table.count == 4 && table[0].split(separator: " ").map(String.init) == csv.header)
  }

  @Test func quietSaysNothing() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.gandyn("simulate dirac-gan --steps 2 --quiet").stderr.isEmpty)
    #expect(try sandbox.gandyn("simulate dirac-gan --steps 2 --quiet -o out.csv").stderr.isEmpty)
    #expect(try sandbox.gandyn("simulate dirac-gan --steps 2").stderr.contains("stepBudget"))
  }
}
