import Contracts
import Scalars

/// Gradient descent with mistakes, so that the laws have something to find: a drift, other derivatives than its step has, and
/// a law that is not its own.
struct WrongProcedure: Procedure {
  static let card = Card(id: "wrong-procedure", title: "a procedure with mistakes", formulas: "", source: "a fixture")

  let cost = Cost(fields: 1)

  init(options: Options, players: Int) {}

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let factor: S = S.carriesDerivatives ? .ratio(101, 100) : 1
    let next = state.iterate - knobs.eta * (factor * game.xi(state.iterate))
    for i in 0..<next.count { next[i] = next[i] + .ratio(1, 1_000_000) }
    return State(next)
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? { field.identity - field.eta * field.jacobian }
}
