import Contracts
import Scalars

/// Extragradient: look ahead, then step from here with the gradient seen there.
/// ```
/// ahead = P(w - gamma xi(w))
/// w+    = P(w - h xi(ahead))
/// ```
/// In turn: player i does both from the point that holds the new values so far, everybody extrapolating, and moves alone.
/// - State: the iterate.
/// - Fixed points: `xi(w - gamma xi(w)) = 0`.
/// - Source: Korpelevich (1976); for games Gidel et al. (2019), arXiv:1802.10551, Section 3; separate steps and turns Zhang and
///   Yu (2020), arXiv:1908.05699.
/// - Differs from the source: nowhere.
struct Extragradient: Procedure {
  static let card = Card(
    id: "extragradient", title: "extragradient",
    formulas: "ahead = P(w - gamma xi(w)); w+ = P(w - h xi(ahead))",
    source: "Korpelevich (1976); arXiv:1802.10551, Section 3; arXiv:1908.05699", options: [PlayOrder.option])
  static let law = "I - h J (I - gamma J); on lambda = +-i s with gamma = h it contracts iff h s < 1."
  static let knobs = [Knob(followingEta: "gamma", "extrapolation step")]

  let order: PlayOrder
  let cost: Cost
  let fixedPoints = FixedPoints.others(
    "points w with xi(w - gamma xi(w)) = 0, none near a regular point for small gamma")

  init(options: Options, players: Int) {
    order = PlayOrder(options)
    cost = Cost(fields: order == .simultaneous ? 2 : Double(players + 1))
  }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (h, gamma) = (knobs.eta, knobs.perCoordinate(0))
    var w = state.iterate
    for turn in 0..<order.turns(game.blocks.count) {
      let ahead = game.project(w - gamma * game.xi(w))
      w = game.project(w - h * order.xi(ahead, turn: turn, game))
    }
    return State(w)
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    let (identity, jacobian) = (field.identity, field.jacobian)
    let seen = jacobian * (identity - field.diagonal(0) * jacobian)
    var product = identity
    for turn in 0..<order.turns(field.blocks.count) {
      product = (identity - field.eta * (order.projector(turn, field) * seen)) * product
    }
    return product
  }
}
