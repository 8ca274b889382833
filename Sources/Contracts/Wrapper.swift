public import Scalars

/// Something done around any training procedure: averaging, delays, past opponents, schedules of the step.
///
/// The wrapped update map acts on the state of the procedure followed by rows of the wrapper, so that spectra hold it all.
/// Knobs and options are spelt `NAME.KNOB` on the command line.
///
/// For developers: as for a procedure; add one line to `Registry.swift`.
public protocol Wrapper: Sendable {
  /// The card; the id is the prefix of knobs and options.
  static var card: Card { get }
  /// What is known of it on linear fields, for people.
  static var law: String { get }
  /// The knobs, in the order in which `step` indexes them.
  static var knobs: [Knob] { get }
  /// The wrapper that the options choose, for a game with so many players.
  init(options: Options, players: Int) throws(Refusal)
  /// The rows of memory after those of the procedure, by the value they start from.
  var memory: [MemoryStart] { get }
  /// Which of these rows is recorded in place of the iterate.
  var output: Int? { get }
  /// What it changes of the field that the procedure sees; two wrappers that change the same do not go together.
  var changes: FieldChange? { get }
  /// Refuses a game that lacks what the wrapper needs, in one sentence.
  func check(_ game: CompiledGame) throws(Refusal)
  /// Whether steps draw random numbers; the map without them is the mean map.
  var isStochastic: Bool { get }
  /// What one step costs, given what the procedure's costs.
  func cost(of procedure: Cost) -> Cost
  /// Whether the update map does not depend on the step number beyond what the procedure's does.
  var isAutonomous: Bool { get }
  /// Whether it uses only + - * / and square roots.
  var isArithmetic: Bool { get }
  /// One step around one of the procedure's.
  func step<S: OrderedScalar>(_ state: State<S>, of procedure: Wrapped<S>, knobs: StepKnobs<S>, game: FieldAccess<S>)
    -> State<S>
}

/// What a wrapper may change of the field.
public enum FieldChange: String, Sendable {
  case views, pull, batch
}

extension Wrapper {
  /// Nothing stated.
  public static var law: String { "" }
  /// Nothing beside the steps.
  public static var knobs: [Knob] { [] }
  /// The iterate is recorded.
  public var output: Int? { nil }
  /// The field is the game's.
  public var changes: FieldChange? { nil }
  /// Any game will do.
  public func check(_ game: CompiledGame) throws(Refusal) {}
  /// It does.
  public var isArithmetic: Bool { true }
  /// They draw none.
  public var isStochastic: Bool { false }
  /// The procedure's.
  public func cost(of procedure: Cost) -> Cost { procedure }
  /// It does not.
  public var isAutonomous: Bool { true }
}

/// The step that a wrapper wraps.
public struct Wrapped<S: OrderedScalar> {
  @usableFromInline let step: CompiledProcedure.Step<S>
  @usableFromInline let knobs: StepKnobs<S>
  /// How many rows of the state are the procedure's, the iterate included.
  public let rows: Int

  @inlinable init(_ step: @escaping CompiledProcedure.Step<S>, knobs: StepKnobs<S>, rows: Int) {
    (self.step, self.knobs, self.rows) = (step, knobs, rows)
  }

  /// One step of the procedure from its rows of a state, on a game as it is to be seen.
  @inlinable public func callAsFunction(_ state: State<S>, _ game: FieldAccess<S>) -> State<S> {
    step(State(all: state.rows(0..<rows), dimension: state.dimension), knobs, game)
  }
  /// The same with other step sizes.
  @inlinable public func callAsFunction(_ state: State<S>, _ game: FieldAccess<S>, eta: Point<S>) -> State<S> {
    step(State(all: state.rows(0..<rows), dimension: state.dimension), knobs.with(eta: eta), game)
  }
}

/// A line of the registry of wrappers.
public struct WrapperEntry: Sendable {
  /// The card.
  public let card: Card
  /// The knobs, without prefix.
  public let knobs: [Knob]
  /// See `Wrapper`.
  public let law: String
  /// The procedure wrapped by the wrapper that the options choose.
  public let wrap:
    @Sendable (_ procedure: CompiledProcedure, _ options: Options, _ players: Int) throws -> CompiledProcedure

  /// Registers a wrapper; call it in the module that defines `W`.
  @inlinable public init<W: Wrapper>(_ wrapper: W.Type) {
    (card, knobs, law) = (W.card, W.knobs, W.law)
    wrap = { try CompiledProcedure($0, wrappedBy: W(options: $1, players: $2)) }
  }
}

extension CompiledProcedure {
  /// A procedure inside a wrapper.
  /// - Throws: `Refusal` where a wrapper inside changes the field in the same way.
  @inlinable public init<W: Wrapper>(_ inner: CompiledProcedure, wrappedBy wrapper: W) throws(Refusal) {
    self = inner
    let own = W.knobs.map { $0.prefixed(by: W.card.id) }
    let (rows, count) = (1 + inner.memory.count, inner.knobs.count)
    knobs = inner.knobs + own
    memory = inner.memory + wrapper.memory
    cost = wrapper.cost(of: inner.cost)
    output = wrapper.output.map { rows + $0 } ?? inner.output
    isAutonomous = inner.isAutonomous && wrapper.isAutonomous
    isArithmetic = inner.isArithmetic && wrapper.isArithmetic
    wrappers = inner.wrappers + [W.card.id]
    isStochastic = inner.isStochastic || wrapper.isStochastic
    check = { [innerCheck = inner.check] (game) throws(Refusal) in
      try innerCheck(game)
      try wrapper.check(game)
    }
    try admit(wrapper.changes, of: W.card.id)
    linearLaw = { _ in nil }
    onDouble = { [step = inner.onDouble] state, knobs, game in
      wrapper.step(state, of: Wrapped(step, knobs: knobs, rows: rows), knobs: knobs.dropping(count), game: game)
    }
    onLanes = { [step = inner.onLanes] state, knobs, game in
      wrapper.step(state, of: Wrapped(step, knobs: knobs, rows: rows), knobs: knobs.dropping(count), game: game)
    }
    onDual = { [step = inner.onDual] state, knobs, game in
      wrapper.step(state, of: Wrapped(step, knobs: knobs, rows: rows), knobs: knobs.dropping(count), game: game)
    }
  }

  @usableFromInline mutating func admit(_ change: FieldChange?, of id: String) throws(Refusal) {
    if inner(wrappers.dropLast(), contains: id) {
      throw Refusal("--wrap \(id) is given twice; once is enough")
    }
    guard let change else { return }
    if let other = changes[change] {
      throw Refusal("--wrap \(other) and --wrap \(id) both change the gradients in the same way; use one of them")
    }
    changes[change] = id
  }

  private func inner(_ ids: ArraySlice<String>, contains id: String) -> Bool { ids.contains(id) }
}
