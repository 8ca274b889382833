import Contracts
import Scalars

/// Learning with opponent-learning awareness (LOLA): a player also shapes the step that the others take.
/// ```
/// w+ = P(w - h ((I - alpha J_o) xi - alpha chi)),   chi_i = sum_(j != i) (grad_i grad_j l_j) grad_j l_i
/// ```
/// - State: the iterate.
/// - Fixed points: those of xi in zero-sum games; otherwise chi moves them.
/// - Source: Foerster et al. (2018), arXiv:1709.04326, with exact gradients; in this notation Letcher et al. (2019),
///   arXiv:1811.08469, Section 2.3.
/// - Differs from the source: nowhere; there `alpha = h`.
struct LOLA: Procedure {
  static let card = Card(
    id: "lola", title: "learning with opponent-learning awareness",
    formulas: "w+ = P(w - h ((I - alpha J_o) xi - alpha chi)), chi_i = sum_(j != i) (grad_i grad_j l_j) grad_j l_i",
    source: "arXiv:1709.04326; arXiv:1811.08469, Section 2.3")
  static let law = "on f = s x y with alpha = h it contracts iff h s < sqrt(3)/2."
  static let knobs = LookAhead.knobs

  let cost: Cost
  let fixedPoints = FixedPoints.moved("the zeros of (I - alpha J_o) xi - alpha chi")

  init(options: Options, players: Int) { cost = OpponentShaping.cost(players: players) }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, h) = (state.iterate, knobs.eta)
    let (_, ahead, shaping) = OpponentShaping.terms(w, alpha: knobs.perCoordinate(0), game)
    return State(game.project(w - h * (ahead - shaping)))
  }
}
