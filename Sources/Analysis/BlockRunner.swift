internal import Contracts
internal import Scalars

/// Runs the trajectories of one block side by side in the lanes of a scalar.
///
/// A lane's numbers do not depend on the other lanes, so a block may hold any number of live trajectories. The inner loop
/// allocates nothing and checks for non-finite values only every `stride` steps; where it finds one it goes back to the last
/// good state and repeats the stretch step by step, so that the step reported is exact.
struct BlockRunner<S: SimulationScalar> {
  private static var stride: Int { 64 }

  private let plan: Simulation
  private let first, live: Int
  /// Two arenas: a step reads the state from one and leaves the next state in the other, so that nothing is copied.
  private let workspace = Workspace()
  private let other = Workspace()
  private let step: CompiledProcedure.Step<S>
  private let access: FieldAccess<S>
  private let knobs: StepKnobs<S>
  private let state, snapshot: Point<S>
  private let dimension: Int
  private var outcomes: [Outcome?]
  private var rows: [Rows]
  /// The last step recorded of each trajectory.
  private var lastRecorded: [Int]
  /// Takes the rows of a trajectory too long to be kept, so many at a time.
  private let flush: (after: Int, take: (Rows) throws -> Void)?
  /// The largest stated quadrature error over the recorded points.
  private(set) var quadratureError = 0.0
  /// The last recorded point of each trajectory, where its quadrature error is measured in the end.
  private var lastPoints: [Int: [Double]] = [:]
  /// Rows that went through `flush`.
  private(set) var flushedRows = 0

  init(_ plan: Simulation, first: Int, live: Int, flush: (after: Int, take: (Rows) throws -> Void)? = nil) {
    (self.plan, self.first, self.live, self.flush) = (plan, first, live, flush)
    let arena = workspace.arena
    dimension = plan.game.coordinates.count
    step = S.step(of: plan.procedure)
    var access = S.access(plan.game, knobs: Knobs(Point<S>(plan.settings.gameKnobs, in: arena)))
    if plan.procedure.isStochastic, let draws = plan.game.draws {
      let trajectories = (0..<S.laneCount).map { first + min($0, live - 1) }
      access.noise = S.noise(seed: plan.seed, trajectories: trajectories, draws: draws)
    }
    self.access = access
    knobs = plan.settings.stepKnobs(for: plan.game, in: arena)
    let size = dimension * (1 + plan.procedure.memory.count)
    (state, snapshot) = (Point(count: size, in: arena), Point(count: size, in: arena))
    outcomes = Array(repeating: nil, count: live)
    rows = (0..<live).map { Rows(trajectory: first + $0) }
    lastRecorded = Array(repeating: -1, count: live)
    prepareStart()
  }

  private func prepareStart() {
    for lane in 0..<S.laneCount {
      let point = plan.starts[first + min(lane, live - 1)]
      for i in 0..<dimension { state[i][lane: lane] = point[i] }
    }
    let mark = state.arena.mark
    defer { state.arena.release(to: mark) }
    let z = access.project(state[0..<dimension])
    for (row, start) in plan.procedure.memory.enumerated() {
      let target = state[(row + 1) * dimension..<(row + 2) * dimension]
      switch start {
      case .iterate: target.assign(z)
      case .zero: target.fill(0)
      case .one: target.fill(1)
      case .simultaneousGradient: target.assign(access.xi(z))
      }
    }
  }

  /// Runs every trajectory to its end.
  mutating func run(_ monitor: RunMonitor) throws -> (rows: [Rows], outcomes: [Outcome]) {
    var step = 0
    try record(step)
    try finishConverged(step)
    while step < plan.steps, outcomes.contains(nil) {
      if monitor.isStopped {
        try finishAll(.interrupted(step: step), recordingStep: step)
        break
      }
      let target = nextStop(after: step)
      snapshot.assign(state)
      advance(from: step, to: target)
      if !isFinite() {
        state.assign(snapshot)
        try advanceCarefully(from: step, to: target)
      }
      monitor.add((target - step) * live)
      step = target
      if step % plan.recordEvery == 0 || step == plan.steps { try record(step) }
      try finishConverged(step)
    }
    try finishAll(.stepBudget(step: step), recordingStep: nil)
    for point in lastPoints.values { noteQuadratureError(at: point) }
    return (rows, outcomes.compactMap { $0 })
  }

  private func nextStop(after step: Int) -> Int {
    if plan.tolerance != nil { return step + 1 }
    let nextRecord = (step / plan.recordEvery + 1) * plan.recordEvery
    return min(step + Self.stride, nextRecord, plan.steps)
  }

  /// The inner loop.
  private func advance(from start: Int, to end: Int) {
    var (here, there) = (state.arena, other.arena)
    var (hereMark, thereMark) = (here.mark, there.mark)
    var current = state
    for k in start..<end {
      let next = step(State(all: current.moved(to: there), dimension: dimension), knobs.at(Double(k)), access).all
      here.release(to: hereMark)
      current = next
      swap(&here, &there)
      swap(&hereMark, &thereMark)
    }
    state.assign(current)
    here.release(to: hereMark)
  }

  /// Whether all live lanes are finite: 0 times a finite number is 0.
  private func isFinite() -> Bool {
    var zero: S = 0
    for i in 0..<state.count { zero = zero + 0 * state[i] }
    return (0..<live).allSatisfy { outcomes[$0] != nil || zero[lane: $0] == 0 }
  }

  /// One step at a time, ending each lane at its first non-finite step with its last finite state recorded.
  private mutating func advanceCarefully(from start: Int, to end: Int) throws {
    for step in start + 1...end {
      snapshot.assign(state)
      advance(from: step - 1, to: step)
      if isFinite() { continue }
      let failed = state
      for lane in 0..<live where outcomes[lane] == nil {
        guard let culprit = (0..<state.count).first(where: { !failed[$0][lane: lane].isFinite }) else { continue }
        let last = (0..<dimension).map { snapshot[$0][lane: lane] }
        let coordinate = plan.game.coordinates[culprit % dimension]
        let isLarge = last.contains { $0.magnitude > 1e10 } || failed[culprit][lane: lane].isInfinite
        outcomes[lane] =
          isLarge
          ? .diverged(step: step, coordinate: coordinate)
          : plan.procedure.undefined.map { .undefined(step: step, reason: $0) }
            ?? .notFinite(step: step, coordinate: coordinate)
        if lastRecorded[lane] != step - 1 { try record(step - 1, at: snapshot, lanes: [lane]) }
      }
    }
  }

  private mutating func finishAll(_ outcome: Outcome, recordingStep step: Int?) throws {
    let open = (0..<live).filter { outcomes[$0] == nil }
    if let step { try record(step, at: state, lanes: open.filter { lastRecorded[$0] != step }) }
    for lane in open { outcomes[lane] = outcome }
  }

  private mutating func finishConverged(_ step: Int) throws {
    guard let tolerance = plan.tolerance, outcomes.contains(nil) else { return }
    let mark = state.arena.mark
    defer { state.arena.release(to: mark) }
    let residual = access.xi(output(of: state)).norm
    for lane in 0..<live where outcomes[lane] == nil && residual[lane: lane] <= tolerance {
      outcomes[lane] = .converged(step: step)
      if lastRecorded[lane] != step { try record(step, at: state, lanes: [lane]) }
    }
  }

  private mutating func noteQuadratureError(at point: [Double]) {
    guard let quadrature = plan.game.quadrature else { return }
    quadratureError = max(quadratureError, quadrature.bound(point, plan.settings.gameKnobs))
  }

  /// An angle brought into (-period/2, period/2]; other coordinates as they are.
  private func wrapped(_ value: Double, coordinate: Int) -> Double {
    guard !plan.game.periods.isEmpty, case let period = plan.game.periods[coordinate], period > 0 else { return value }
    let rest = value.remainder(dividingBy: period)
    return rest == -period / 2 ? -rest : rest
  }

  /// What is recorded: the iterate, or the average that a wrapper puts in its place.
  private func output(of state: Point<S>) -> Point<S> {
    state[plan.procedure.output * dimension..<(plan.procedure.output + 1) * dimension]
  }

  private mutating func record(_ step: Int) throws {
    try record(step, at: state, lanes: (0..<live).filter { outcomes[$0] == nil })
  }

  private mutating func record(_ step: Int, at state: Point<S>, lanes: [Int]) throws {
    guard !lanes.isEmpty else { return }
    let mark = state.arena.mark
    defer { state.arena.release(to: mark) }
    let z = output(of: state)
    let residual = access.xi(z).norm
    for lane in lanes {
      rows[lane].steps.append(step)
      lastRecorded[lane] = step
      for i in 0..<dimension { rows[lane].values.append(wrapped(z[i][lane: lane], coordinate: i)) }
      rows[lane].values.append(residual[lane: lane])
      let isWanted = plan.game.quadrature != nil || !plan.diagnostics.isEmpty
      let point = isWanted ? (0..<dimension).map { z[$0][lane: lane] } : []
      if let quadrature = plan.game.quadrature {
        if quadrature.isMeasured { lastPoints[lane] = point }
        if !quadrature.isMeasured || step == 0 { noteQuadratureError(at: point) }
      }
      if !plan.diagnostics.isEmpty {
        for diagnostic in plan.diagnostics {
          rows[lane].values.append(diagnostic.value(point, plan.settings.gameKnobs))
        }
      }
      if let flush, rows[lane].steps.count >= flush.after {
        try flush.take(rows[lane])
        flushedRows += rows[lane].steps.count
        rows[lane].steps.removeAll(keepingCapacity: true)
        rows[lane].values.removeAll(keepingCapacity: true)
      }
    }
  }
}
