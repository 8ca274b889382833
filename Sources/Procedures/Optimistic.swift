import Contracts
import Scalars

/// Optimistic gradient descent: the next gradient is guessed to change as the last one did.
/// ```
/// w+ = P(w - 2 h xi(w) + h xi(w_previous))
/// ```
/// - State: the iterate and the previous gradient (one evaluation of xi a step).
/// - Linear law: `[[I - 2 h J, h], [J, 0]]`; on `lambda = +-i s` it contracts iff `h s < 1/sqrt(3)`.
/// - First step: `plain` takes the previous gradient to be the present one, so the first step is plain gradient descent;
///   `double` takes it to be zero, so the first step has twice the size. The spectrum is the same, trajectories are not.
/// - Source: Daskalakis et al. (2018), arXiv:1711.00141; Gidel et al. (2019), arXiv:1802.10551, Section 3.3.
/// - Differs from the source: the first-step convention is an option; sources use both without saying so.
struct Optimistic: Procedure {
  enum FirstStep: String, CaseIterable { case plain, double }

  static let card = Card(
    id: "optimistic", title: "optimistic gradient descent (past extragradient)",
    formulas: "w+ = P(w - 2 h xi(w) + h xi(w_previous))",
    source: "arXiv:1711.00141; arXiv:1802.10551, Section 3.3",
    options: [
      .choice(
        "first", default: FirstStep.plain,
        "first step: plain (previous gradient = present one) or double (previous gradient = 0)")
    ])

  let memory: [MemoryStart]
  let cost = Cost(fields: 1)

  init(options: Options, players: Int) {
    memory = [options.choice("first", default: FirstStep.plain) == .plain ? .simultaneousGradient : .zero]
  }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, previous, h) = (state.iterate, state[1], knobs.eta)
    let xi = game.xi(w)
    return State(game.project(w - h * (2 * xi - previous)), xi)
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double> {
    let (identity, h, jacobian) = (field.identity, field.eta, field.jacobian)
    return field.assemble([[identity - 2 * (h * jacobian), h], [jacobian, 0 * identity]])
  }
}
