import Contracts
import Scalars

/// Step sizes that decrease like a power of time; different powers are two time scales.
/// ```
/// h_i(t) = h_i (offset / (offset + t))^power_i
/// ```
/// - Limit: a player with a positive power stands still.
/// - Source: Robbins and Monro (1951) for `1/2 < power <= 1`; two time scales Borkar (1997), for GANs Heusel et al. (2017),
///   arXiv:1706.08500: the discriminator's power is the smaller one.
struct Schedule: Wrapper {
  static let card = Card(
    id: "schedule", title: "step sizes that decrease like a power of time",
    formulas: "h_i(t) = h_i (offset / (offset + t))^power_i",
    source: "Robbins and Monro (1951); Borkar (1997); arXiv:1706.08500")
  static let knobs = [
    Knob("power", 0.5, .nonnegative, "0 is a constant step, dimensionless", isPerPlayer: true),
    Knob("offset", 1, .positive, "time before the steps begin to fall, in iterations"),
  ]

  let memory: [MemoryStart] = []
  let isAutonomous = false
  let isArithmetic = false

  init(options: Options, players: Int) {}

  func step<S: OrderedScalar>(
    _ state: State<S>, of procedure: Wrapped<S>, knobs: StepKnobs<S>, game: FieldAccess<S>
  ) -> State<S> {
    let eta = Point<S>(count: state.dimension, in: state.all.arena)
    for i in 0..<eta.count {
      eta[i] = knobs.eta[i] * knobs.decay(offset: knobs.value(1), power: knobs.perCoordinate(0)[i])
    }
    return procedure(state, game, eta: eta)
  }
}
