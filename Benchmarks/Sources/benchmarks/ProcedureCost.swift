import Contracts
import Games
import Procedures
import Scalars

/// A step of every procedure that uses products with J, in evaluations of xi, beside what its card states.
///
/// On doubles, where matrix and network games run. Procedures that form whole matrices are left out of the larger game: a step
/// of theirs takes as many products as there are coordinates.
func procedureCost() throws {
  let ring: [String: OptionValue] = [
    "generator": .word("mlp"), "discriminator": .word("mlp"), "hidden": .integers([16, 16]),
    "loss": .word("nonsaturating"), "latent_nodes": .integer(24),
  ]
  for (id, options, repeats) in [("lqg-wgan", ["dimension": OptionValue.integer(16)], 40), ("mixture-gan", ring, 12)] {
    let entry = try required(Games.allGames.first { $0.card.id == id })
    let game = try entry.make(Options(options, for: entry.card))
    // As a run prepares it: zero-sum where no penalty is set.
    let subject = CostSubject(game: game.prepared(game.knobs.map(\.defaultValue)))
    let plain = try required(allProcedures.first { $0.card.id == "simultaneous" })
    let single = try plain.make(Options([:], for: plain.card), subject.game.players.count)
    for item in allProcedures {
      let procedure = try item.make(Options([:], for: item.card), subject.game.players.count)
      let (cost, coordinates) = (procedure.cost, subject.game.coordinates.count)
      guard procedure.applies(to: subject.game) else { continue }
      guard cost.products(in: subject.game) > 0, cost.matrices == 0 || coordinates <= 400 else {
        continue
      }
      // Simultaneous gradient descent is one evaluation of xi; in turns, as the processor changes its pace.
      var (one, time) = (Double.infinity, Double.infinity)
      for _ in 0..<4 {
        one = min(one, try subject.stepTime(of: single, repeats))
        time = min(time, try subject.stepTime(of: procedure, cost.matrices > 0 ? 1 : repeats))
      }
      row("cost of \(item.card.id) on \(id)", "gandyn", time / one, "evaluations of xi")
      row(
        "cost of \(item.card.id) on \(id)", "the card", cost.evaluations(in: subject.game), "evaluations of xi")
    }
  }
}

/// A game whose steps are timed away from its start, where nothing vanishes.
private struct CostSubject {
  let game: CompiledGame

  /// Seconds of a step.
  func stepTime(of procedure: CompiledProcedure, _ repeats: Int) throws -> Double {
    let settings = try Settings([("eta", 1e-3)], game: game, procedure: procedure)
    let (workspace, n) = (Workspace(), game.coordinates.count)
    let arena = workspace.arena
    let access = Double.access(game, knobs: Knobs(Point(settings.gameKnobs, in: arena)))
    let knobs: StepKnobs<Double> = settings.stepKnobs(for: game, in: arena).at(0)
    let all = Point<Double>(count: n * (1 + procedure.memory.count), in: arena)
    for i in 0..<all.count { all[i] = game.start[i % n] + 0.01 * Double(i % 7) }
    let mark = arena.mark
    let time = bestNow(of: 5) {
      for _ in 0..<repeats {
        _ = procedure.onDouble(State(all: all, dimension: n), knobs, access)
        arena.release(to: mark)
      }
    }
    return withExtendedLifetime(workspace) { time / Double(repeats) }
  }
}
