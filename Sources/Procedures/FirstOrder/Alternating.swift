import Contracts
import Scalars

/// Alternating gradient descent: players move in turn, each seeing what the others did before it in the same iteration.
/// ```
/// for each player i in order, updates_i times:  w = P(w - h_i xi_i(w))
/// ```
/// - State: the iterate, once per iteration.
/// - Source: Mescheder, Geiger, Nowozin (2018), arXiv:1801.04406, Section 2.3 (generator first, then n_d discriminator
///   updates).
/// - Differs from the source: the order is an option; player 1 is first unless `first` says otherwise.
struct Alternating: Procedure {
  static let card = Card(
    id: "alternating", title: "alternating gradient descent",
    formulas: "for each player i in order, updates_i times: w = P(w - h_i xi_i(w))",
    source: "arXiv:1801.04406, Section 2.3",
    options: [
      OptionCard(
        "updates", .integers(examples: [[1, 5], [2, 1]]),
        "updates of each player per iteration, such as 1,5; default 1 each"),
      OptionCard(
        "first", .integer(1...64, default: 1, examples: [1, 2]),
        "the player that moves first; the others follow cyclically"),
    ])
  static let law = "the product over the updates of I - h_i P_i J, P_i the projector on the block of player i."

  let order: [Int]
  let updates: [Int]
  let cost: Cost
  let fixedPoints: FixedPoints

  init(options: Options, players: Int) throws(Refusal) {
    let given = options.integers("updates")
    if let given, given.count != players {
      throw Refusal(
        "--option updates=\(given.map(String.init).joined(separator: ",")): the game has \(players) players, so \(players) numbers are needed"
      )
    }
    let first = options.integer("first")
    guard first <= players else { throw Refusal("--option first=\(first): the game has \(players) players") }
    let updates = given ?? Array(repeating: 1, count: players)
    order = (0..<players).map { ($0 + first - 1) % players }
    self.updates = updates
    fixedPoints =
      updates.allSatisfy { $0 == 1 }
      ? .zerosOfXi : .others("cycles of a player's inner updates at zeros of the others' gradients")
    cost = Cost(fields: Double(updates.reduce(0, +)) / Double(players))
  }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let h = knobs.eta
    var w = state.iterate
    for player in order {
      for _ in 0..<updates[player] { w = game.project(w - h * game.xi(w, of: player)) }
    }
    return State(w)
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    var product = field.identity
    for player in order {
      let update = field.identity - field.eta * (field.projector(on: player) * field.jacobian)
      for _ in 0..<updates[player] { product = update * product }
    }
    return product
  }
}
