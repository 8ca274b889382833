import Analysis
import Contracts
import Games
import Glibc
import Procedures
import Scalars

/// 4096 Dirac-GAN trajectories of simultaneous gradient descent, through the ensemble engine of the command.
func diracEnsemble() async throws {
  let (count, steps) = (4096, 4000)
  let entry = try required(Games.allGames.first { $0.card.id == "dirac-gan" })
  let byHand = try entry.make(Options([:], for: entry.card))
  let byDuals = CompiledGame(DiracByDuals(options: try Options([:], for: DiracByDuals.card)))
  let simultaneous = try required(allProcedures.first { $0.card.id == "simultaneous" })
  let procedure = try simultaneous.make(Options([:], for: simultaneous.card), 2)
  let cores = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  for (name, game) in [("hand-written gradient", byHand), ("default gradient", byDuals)] {
    for threads in Set([1, cores]).sorted() {
      let plan = Simulation(
        game: game, procedure: procedure, settings: try Settings([("eta", 0.001)], game: game, procedure: procedure),
        starts: .random(count: count, scale: 1, seed: 0, dimension: 2), steps: steps, recordEvery: steps)
      let time = try await best {
        _ = try await plan.run(threads: threads, monitor: RunMonitor(), format: { $0.values.count }, write: { _ in })
      }
      row(
        "dirac simultaneous n=\(count)", "gandyn \(name) \(threads) threads", time / Double(count * steps) * 1e9,
        "ns per trajectory-step")
    }
  }
}

/// The unregularised Dirac-GAN as a newcomer writes it: losses only, the gradient by the default.
///
/// The loss is inlined, so
/// that where only its slope is wanted its value is not computed.
struct DiracByDuals: Game {
  static let card = Card(
    id: "dirac-by-duals", title: "Dirac-GAN by losses alone",
    formulas: "L_theta = log sigmoid(theta psi); L_psi = -L_theta", source: "arXiv:1801.04406, Definition 2.1")

  let players = [Player("generator", ["theta"]), Player("discriminator", ["psi"])]
  let knobs: [Knob] = []
  let start = [1.0, 1.0]

  init(options: Options) {}

  func facts(knobs: [Double]) -> [Fact] { [.equilibrium([0, 0])] }

  @inline(__always) func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    let value: S = .logSigmoid(z[0] * z[1])
    return player == 0 ? value : -value
  }
}

struct Missing: Error {}

/// The value, which the registry must have.
func required<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw Missing() }
  return value
}
