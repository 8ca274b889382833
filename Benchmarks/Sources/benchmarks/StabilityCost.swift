import Analysis
import Contracts
import Games
import Procedures
import Spectra

/// `stability` in-process against the bare eigenvalue calls that it needs.
func stabilityAgainstLapack() throws {
  for (id, options, knobs) in [
    ("dirac-gan", [:], [("r1", 0.3)]), ("lqg-wgan", ["dimension": OptionValue.integer(1)], [("critic_l2", 0.5)]),
    ("lqg-wgan", ["dimension": .integer(2)], [("critic_l2", 0.5)]), ("bilinear", ["dimension": .integer(5)], []),
    ("uniform-quadratic-gan", [:], []),
  ] as [(String, [String: OptionValue], [(String, Double)])] {
    let entry = try required(Games.allGames.first { $0.card.id == id })
    let game = try entry.make(Options(options, for: entry.card))
    for procedureEntry in allProcedures {
      let procedure = try procedureEntry.make(Options([:], for: procedureEntry.card), game.players.count)
      guard procedure.applies(to: game) else { continue }
      let settings = try Settings(knobs, game: game, procedure: procedure)
      let report = try stability(of: procedure, on: game, settings: settings, at: .equilibrium(near: game.start))
      let total = try bestNow(of: 20) {
        _ = try stability(of: procedure, on: game, settings: settings, at: .equilibrium(near: game.start))
      }
      // One problem with error bounds for each spectrum, the rest are eigenvalues only.
      let (field, map) = (report.jacobian, report.mapDerivative)
      var (fieldSolver, mapSolver) = (Eigensolver(order: game.coordinates.count), Eigensolver(order: order(map)))
      let fieldOnly = try bestNow(of: 20) { for _ in 0..<100 { try fieldSolver.eigenvalues(of: field) } } / 100
      let mapOnly = try bestNow(of: 20) { for _ in 0..<100 { try mapSolver.eigenvalues(of: map) } } / 100
      let bare = fieldOnly + mapOnly * Double(1 + report.stepsTried)
      let work = "stability \(id) n=\(game.coordinates.count) rows=\(order(map)) \(procedureEntry.card.id)"
      row(work, "gandyn", total * 1e6, "us")
      row(work, "bare eigenvalue calls (\(2 + report.stepsTried))", bare * 1e6, "us")
    }
  }
}

private func order(_ matrix: [Double]) -> Int { Int(Double(matrix.count).squareRoot()) }
