import Contracts
import Scalars

/// Optimistic gradient descent: the next gradient is guessed to change as the last one did.
/// ```
/// w+ = P(w - (h + optimism) xi(w) + optimism xi(w_previous))
/// ```
/// In turn: each player's xi at the point that holds the new values so far; its previous one is what it saw then.
/// - State: the iterate and the previous gradient (one evaluation of xi a step).
/// - First step: `plain` takes the previous gradient to be the present one, so the first step is plain gradient descent;
///   `double` takes it to be zero, so the first step has the size h + optimism. The spectrum is the same, trajectories are not.
/// - Source: Daskalakis et al. (2018), arXiv:1711.00141; Gidel et al. (2019), arXiv:1802.10551, Section 3.3; separate steps and
///   turns Zhang and Yu (2020), arXiv:1908.05699 (there alpha = h + optimism, beta = optimism).
/// - Differs from the source: the first-step convention is an option; sources use both without saying so.
struct Optimistic: Procedure {
  enum FirstStep: String, CaseIterable { case plain, double }

  static let card = Card(
    id: "optimistic", title: "optimistic gradient descent (past extragradient)",
    formulas: "w+ = P(w - (h + optimism) xi(w) + optimism xi(w_previous))",
    source: "arXiv:1711.00141; arXiv:1802.10551, Section 3.3; arXiv:1908.05699",
    options: [
      .choice(
        "first", default: FirstStep.plain,
        "first step: plain (previous gradient = present one) or double (previous gradient = 0)"),
      PlayOrder.option,
    ])
  static let law = "[[I - (h + o) J, o], [J, 0]]; on lambda = +-i s with o = h it contracts iff h s < 1/sqrt(3)."
  static let knobs = [Knob(followingEta: "optimism", "weight of the change of the gradient, as a step size")]

  let order: PlayOrder
  let isPlain: Bool
  let memory: [MemoryStart]
  let cost = Cost(fields: 1)

  init(options: Options, players: Int) {
    order = PlayOrder(options)
    isPlain = options.choice("first", default: FirstStep.plain) == .plain
    memory = [isPlain ? .simultaneousGradient : .zero]
  }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (previous, h, optimism) = (state[1], knobs.eta, knobs.perCoordinate(0))
    if order == .simultaneous {
      let (w, xi) = (state.iterate, game.xi(state.iterate))
      return State(game.project(w - h * xi - optimism * (xi - previous)), xi)
    }
    var w = state.iterate
    let seen = Point<S>(count: w.count, in: w.arena)
    for (player, block) in game.blocks.enumerated() {
      let xi = game.xi(w, of: player)
      for i in block { seen[i] = xi[i] }
      let last = isPlain && knobs.time == 0 ? xi : previous.restricted(to: block)
      w = game.project(w - h * xi - optimism * (xi - last))
    }
    return State(w, seen)
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    let (identity, zero, optimism) = (field.identity, 0 * field.identity, field.diagonal(0))
    // Iterate and gradient as combinations of the old ones, after each turn.
    var (ofIterate, ofGradient, seen, seenOfGradient) = (identity, zero, zero, zero)
    for turn in 0..<order.turns(field.blocks.count) {
      let own = order.projector(turn, field)
      let (xi, xiOfGradient) = (own * field.jacobian * ofIterate, own * field.jacobian * ofGradient)
      (seen, seenOfGradient) = (seen + xi, seenOfGradient + xiOfGradient)
      let weight = field.eta + optimism
      (ofIterate, ofGradient) = (ofIterate - weight * xi, ofGradient - weight * xiOfGradient + own * optimism)
    }
    return field.assemble([[ofIterate, ofGradient], [seen, seenOfGradient]])
  }
}
