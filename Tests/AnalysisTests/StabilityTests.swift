import Analysis
import Contracts
import Games
import Procedures
import Spectra
import Testing

/// Verdicts, classes, zero modes and constraints on games small enough to be worked out by hand.
@Suite struct StabilityTests {
  /// f = -3x^2 - y^2 + 4xy (x minimises) is minimax with leader x and not Nash.
  ///
  /// f = 3x^2 + y^2 + 4xy is minimax with leader y only.
  @Test(arguments: [([[-6.0, 4], [4, -2]], 1), ([[6.0, 4], [4, 2]], 2)]) func minimaxClasses(
    hessian: [[Double]], leader: Int
  ) throws {
    let report = try report(quadratic([hessian, hessian.map { $0.map { -$0 } }], [1, 1]), "simultaneous")
    #expect(report.equilibriumClass?.name == "minimax")
    #expect(report.equilibriumClass?.leader == leader)
  }

  /// Strict Nash, saddle, and a Nash that second order alone does not decide.
  @Test(
    arguments: [
      ([[[2.0, 1], [1, 0]], [[0, -1], [-1, 3]]], "nash", true),
      ([[[1.0, 0], [0, 0]], [[0, 0], [0, -1]]], "saddle", true),
      ([[[0.0, 1], [1, 0]], [[0, -1], [-1, 0]]], "nash", false),
    ] as [([[[Double]]], String, Bool)]) func classes(hessians: [[[Double]]], name: String, strict: Bool) throws
  {
    let found = try report(quadratic(hessians, [1, 1]), "simultaneous").equilibriumClass
    #expect(found?.name == name)
    #expect(found?.isStrict == strict)
  }

  /// Tandem, l_1 = (x+y)^2 - 2x, l_2 = (x+y)^2 - 2y: equilibria x + y = 1, eigenvalues of -J 0 (tangent) and -4.
  @Test func manifoldOfEquilibria() throws {
    let square = [[2.0, 2], [2, 2]]
    let report = try report(quadratic([square, square], [1, 1], linear: [[-2, 0], [0, -2]]), "simultaneous")
    #expect(report.zeroModes == 1)
    #expect(report.fieldVerdict == .stable && report.verdict == .stable)
    #expect((report.spectralAbscissa + 4).magnitude < 1e-12)
    #expect((report.spectralRadius - 0.6).magnitude < 1e-12)
    guard case .value(let step) = report.criticalStep else { throw Missing() }
    #expect((step - 0.5).magnitude < 1e-12)
  }

  /// sigma = 0.25, a >= 1: a is held at 1, w2 = -0.75, and the free coordinates have -J = diag(-1) and -[[1, 1], [-1, 1.5]].
  @Test func activeConstraint() throws {
    let game = try game("lqg-wgan")
    let report = try report(game, "simultaneous", [("sigma_11", 0.25), ("floor", 1), ("critic_l2", 1)])
    #expect(zip(report.point, [-0.75, 0, 1, 0]).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    #expect(report.fieldEigenvalues.count == 3)
    let expected = [(-1.25, -0.9375.squareRoot()), (-1.25, 0.9375.squareRoot()), (-1, 0)]
    for (value, (real, imaginary)) in zip(report.fieldEigenvalues, expected) {
      #expect((value.real - real).magnitude < 1e-12 && (value.imaginary - imaginary).magnitude < 1e-12)
    }
    #expect(report.notes.contains { $0.contains("a_11") })
  }

  /// l_1 = l_2 = -(x^2 + y^2)/2 with gamma = 1: consensus stands still everywhere, although xi = -(x, y).
  @Test func spuriousFixedPoint() throws {
    let hill = [[-1.0, 0], [0, -1]]
    let game = try quadratic([hill, hill], [1, 1])
    let entry = try #require(allProcedures.first { $0.card.id == "consensus" })
    let procedure = try entry.make(Options([:], for: entry.card), 2)
    let report = try stability(
      of: procedure, on: game, settings: Settings([("gamma", 1)], game: game, procedure: procedure), at: .point([1, 1]))
    #expect(report.equilibriumClass?.name == "spurious")
    #expect(report.verdict == .neutral)
    #expect(report.fieldVerdict == nil)
  }

  /// Locally zero-sum in the cross blocks only: y = x is the best response and l_1(x, x) = -4.25 x^2, no minimax point.
  @Test func aMaximumOfTheLeaderIsNotMinimax() throws {
    let game = try quadratic([[[-0.5, 1], [1, -10]], [[0, -1], [-1, 1]]], [1, 1])
    #expect(try report(game, "simultaneous").equilibriumClass?.name == "saddle")
  }

  /// With xi != 0 at an active constraint the consensus term pushes the free coordinates: no fixed point, no verdict.
  @Test func aPointTheMapLeavesHasNoVerdict() throws {
    let knobs = [("sigma_11", 0.25), ("floor", 1.0), ("critic_l2", 1.0)]
    let report = try report(game("lqg-wgan"), "consensus", knobs)
    #expect(report.verdict == nil && report.fieldVerdict == .stable)
    #expect(report.criticalStep == .none(reason: "no-equilibrium"))
  }

  /// Whether a point counts as an equilibrium does not depend on the step or the scale of the game.
  @Test func smallStepsAndSmallGamesAreNoEquilibria() throws {
    #expect(try report(game("dirac-gan"), "simultaneous", [("eta", 1e-10)], at: .point([1, 1])).verdict == nil)
    #expect(try report(game("bilinear"), "simultaneous", [("scale", 1e-10)], at: .point([1, 1])).verdict == nil)
  }

  /// gp_target = 0 is R1; large coordinates are no kinks; a jump is seen at any step; weak damping has its critical step 4 r1.
  @Test func kinksAndDamping() throws {
    let dirac = try game("dirac-gan")
    let (penalty, r1) = (
      try report(dirac, "simultaneous", [("gp", 0.3), ("gp_target", 0)]),
      try report(dirac, "simultaneous", [("r1", 0.3)])
    )
    #expect(penalty.mapEigenvalues == r1.mapEigenvalues)
    _ = try report(game("lqg-wgan"), "simultaneous", [("mu_1", 1e6)])
    #expect(throws: Refusal.self) { try report(dirac, "simultaneous", [("gp", 0.7), ("eta", 1e-12)]) }
    guard case .value(let step) = try report(dirac, "simultaneous", [("r1", 1e-5)]).criticalStep else {
      throw Missing()
    }
    #expect((step - 4e-5).magnitude < 1e-10)
  }

  /// Squares of 1e-170 vanish and squares of 1e200 overflow; norms do not.
  @Test func sizesBeyondTheRangeOfSquares() throws {
    #expect(try report(game("bilinear"), "simultaneous", [("scale", 1e-170)]).zeroModes == 0)
    guard
      case .value(let step) = try report(game("dirac-gan"), "simultaneous", [("r1", 0.3), ("eta", 1e200)]).criticalStep
    else { throw Missing() }
    #expect((step - 1.2).magnitude < 1e-10)
  }

  @Test func noVerdictAwayFromEquilibria() throws {
    let report = try report(game("dirac-gan"), "simultaneous", at: .point([1, 0.5]))
    #expect(report.verdict == nil && report.fieldVerdict == nil && report.equilibriumClass == nil && report.rate == nil)
  }

  /// At psi = 0 the field of the gradient penalty jumps; at |psi| = clip the projection has a kink.
  @Test func kinksAreRefused() throws {
    #expect(throws: Refusal.self) { try report(game("dirac-gan"), "simultaneous", [("gp", 0.7)]) }
    #expect(throws: Refusal.self) {
      try report(game("dirac-gan"), "simultaneous", [("clip", 0.5)], at: .point([0, 0.5]))
    }
    _ = try report(game("dirac-gan"), "simultaneous", [("gp", 0.7)], at: .point([0.3, 0.5]))
  }

  /// A double eigenvalue is known to half the digits: what is reported is right to what it claims.
  @Test func defectiveEigenvaluesKeepTheirKnownDigits() throws {
    let report = try report(game("dirac-gan"), "simultaneous", [("r1", 1), ("eta", 0.2)])
    #expect(report.spectralRadius == 0.9)
    #expect(report.mapEigenvalues.allSatisfy { $0.error > 1e-10 && $0.error < 1e-6 })
    #expect(report.notes.contains { $0.contains("defective") })
  }

  /// One Newton step solves a linear field.
  @Test func newtonFindsTheEquilibriumOfALinearField() throws {
    let game = try quadratic([[[2.0, 1], [1, 0]], [[0, -1], [-1, 3]]], [1, 1], linear: [[1, 0], [0, -2]])
    let entry = try #require(allProcedures.first)
    let procedure = try entry.make(Options([:], for: entry.card), 2)
    let map = UpdateMap(game, procedure, try Settings([], game: game, procedure: procedure))
    let found = try map.newton(from: [5, -7])
    // 2x + y = -1, -x + 3y = 2.
    #expect((found[0] + 5.0 / 7).magnitude < 1e-14 && (found[1] - 3.0 / 7).magnitude < 1e-14)
  }

  private struct Missing: Error {}

  private func report(
    _ game: CompiledGame, _ id: String, _ knobs: [(String, Double)] = [], at place: StabilityPoint? = nil
  ) throws -> StabilityReport {
    let entry = try #require(allProcedures.first { $0.card.id == id })
    let procedure = try entry.make(Options([:], for: entry.card), game.players.count)
    let settings = try Settings(knobs.map { (name: $0.0, value: $0.1) }, game: game, procedure: procedure)
    return try stability(of: procedure, on: game, settings: settings, at: place ?? .equilibrium(near: game.start))
  }

  private func game(_ id: String) throws -> CompiledGame {
    let entry = try #require(allGames.first { $0.card.id == id })
    return try entry.make(Options([:], for: entry.card))
  }

  private func quadratic(_ hessians: [[[Double]]], _ dimensions: [Int], linear: [[Double]]? = nil) throws
    -> CompiledGame
  {
    let players = hessians.enumerated().map { player, hessian -> Document in
      var entries = [
        (key: "dimension", value: Document(.number(Double(dimensions[player])))),
        (key: "M", value: Document(.list(hessian.map { .numbers($0) }))),
      ]
      if let linear { entries.append((key: "b", value: .numbers(linear[player]))) }
      return Document(.map(entries))
    }
    let entry = try #require(allGames.first { $0.card.id == "quadratic" })
    let document = Document(.map([(key: "players", value: Document(.list(players)))]))
    return try entry.make(Options(["file": .document(document)], for: entry.card))
  }
}
