internal import Analysis
internal import Chance
public import Contracts
internal import Scalars

/// Every law about a procedure on a game.
public let procedureLaws: [ProcedureLaw] = [
  atEquilibria("the update map at an equilibrium is the stated linear law", 1e-11) { map, _, point in
    // A fact may be known to fewer digits than the law, or xi by quadrature vanish beside it.
    let point = (try? map.newton(from: point, steps: 3)) ?? point
    guard let law = map.linearLaw(map.jacobian(point)) else { return nil }
    let derivative = map.derivative(at: map.rest(at: point))
    return map.isUndefined(derivative + law) ? nil : relativeError(derivative, law)
  },
  atEquilibria("equilibria are fixed points of the update map", 1e-12) { map, game, point in
    if case .moved = map.procedure.fixedPoints, !game.isZeroSum { return nil }
    let (state, next) = (map.rest(at: point), map.step(map.rest(at: point)))
    if map.isUndefined(next) { return nil }
    let error = relativeError(next, state)
    // Rounding of the state moves it by as much as the map spreads it (J^T J of a steep game): in units of that.
    return error <= 1e-12 ? error : error / max(1, map.spread(at: state))
  },
  ProcedureLaw(description: "the derivative of the update map is its central difference", tolerance: 1e-6) {
    member, variant, random in
    for _ in 0..<5 {
      guard let (map, state) = try reachedState(member, variant, &random) else { return nil }
      let derivative = map.derivative(at: state)
      var best = (error: Double.infinity, asymmetry: 0.0)
      // Where the map bends strongly (an inverse near its pole, a root near zero) long displacements are off, elsewhere short
      // ones.
      for displacement in [1e-5, 1e-6, 1e-7, 1e-8] where !(best.error <= 1e-6) {
        let difference = map.centralDifference(at: state, displacement)
        let error = relativeError(derivative, difference.matrix)
        if error < best.error { best = (error, difference.asymmetry) }
      }
      // Where forward and backward differences disagree as much (a kink of the constraints, a bend that no displacement
      // resolves) the error says nothing: elsewhere then.
      if best.error <= 1e-6 || (best.asymmetry < best.error && best.error < .infinity) { return best.error }
    }
    return nil
  },
  ProcedureLaw(
    description: "a trajectory of an ensemble is the single run bit for bit, for any threads and lane", tolerance: 0
  ) { member, variant, random in
    try await ensembleMismatches(member, variant, &random)
  },
]

/// A law checked at the known equilibria, at the default knobs and at random ones.
private func atEquilibria(
  _ description: String, _ tolerance: Double,
  _ error: @escaping @Sendable (UpdateMap, CompiledGame, [Double]) -> Double?
) -> ProcedureLaw {
  ProcedureLaw(description: description, tolerance: tolerance) { member, variant, random in
    var errors: [Double] = []
    for knobs in [member.game.knobs.map(\.defaultValue), member.randomKnobs(&random), member.randomKnobs(&random)] {
      let settings = try randomSettings(member.game, variant.procedure, gameKnobs: knobs, &random)
      let map = UpdateMap(member.game, variant.procedure, settings)
      for case .equilibrium(let point) in member.game.facts(knobs) {
        if let error = error(map, member.game, point) { errors.append(error) }
      }
    }
    return errors.isEmpty ? nil : worst(errors)
  }
}

/// On random linear fields every procedure's update map is its stated linear law, whatever the number of players.
public func linearLawFinding(_ entry: ProcedureEntry, seed: UInt64 = 0) throws -> [Finding] {
  var random = SequentialStream(seed: seed)
  return try [[1, 1], [2, 3], [3, 1, 2]].flatMap { (dimensions: [Int]) -> [Finding] in
    let game = CompiledGame(RandomLinearField(dimensions: dimensions, &random))
    return try Variant.variants(of: entry, for: game).compactMap { variant in
      let settings = try randomSettings(game, variant.procedure, gameKnobs: [], &random)
      let map = UpdateMap(game, variant.procedure, settings)
      // Near the zero of the field, as some laws hold there only.
      let state = (0..<map.order).map { _ in 1e-8 * random.normal() }
      guard let law = map.linearLaw(map.jacobian(Array(state.prefix(map.dimension)))) else { return nil }
      let error = relativeError(map.derivative(at: state), law)
      return Finding(
        law: "the update map on a random linear field is the stated linear law",
        subject: "\(variant), blocks \(dimensions)", error: error, tolerance: 1e-12)
    }
  }
}

/// An update map with a state near one that a few steps from a random point have reached, so that memory rows are in their
/// domain.
///
/// Smaller points and steps are tried until it is moderate and its derivative finite; nil where that never happens.
private func reachedState(
  _ member: Member, _ variant: Variant, _ random: inout SequentialStream
) throws -> (map: UpdateMap, state: [Double])? {
  let (knobs, steps) = (member.randomKnobs(&random), 4)
  var share = 1.0
  while share > 1e-9 {
    let settings = try randomSettings(member.game, variant.procedure, gameKnobs: knobs, &random, share: share)
    func map(_ time: Int) -> UpdateMap {
      UpdateMap(member.game, variant.procedure, settings, step: Double(time))
    }
    var state = map(0).start(at: member.randomPoint(&random).map { share * $0 })
    for time in 0..<steps { state = map(time).step(state) }
    // A little off, as constraints have kinks just where steps end, and inside the constraint set where a few tries get there.
    let (reached, n) = (state, member.game.coordinates.count)
    for _ in 0..<20 {
      let moved = reached.map { $0 * (1 + 0.02 * random.normal()) }
      let inside = map(0).projection(Array(moved.prefix(n)))
      state = inside + moved.dropFirst(n)
      if inside == Array(moved.prefix(n)) { break }
    }
    let last = map(steps)
    let isModerate = state.allSatisfy { $0.magnitude < 100 }
    if isModerate, last.derivative(at: state).allSatisfy(\.isFinite) { return (last, state) }
    share /= 2
  }
  return nil
}

/// Random step sizes per player, a share of moderate ones, and random procedure knobs in their domains.
private func randomSettings(
  _ game: CompiledGame, _ procedure: CompiledProcedure, gameKnobs: [Double], _ random: inout SequentialStream,
  share: Double = 1
) throws -> Settings {
  var assignments = zip(game.knobs, gameKnobs).map { ("game.\($0.name)", $1) }
  func draw(_ knob: Knob) -> Double {
    switch knob.domain {
    case .real, .openUnitInterval: random.uniform(in: -0.8...0.8)
    case .nonnegative, .positive: knob.followsEta ? random.uniform(in: 0.01...0.3) : random.uniform(in: 0.1...1)
    case .unitInterval: random.uniform(in: 0.1...0.9)
    case .tolerance: 1e-14
    }
  }
  for player in 1...game.players.count {
    assignments.append(("procedure.eta_\(player)", share * random.uniform(in: 0.01...0.3)))
    for knob in procedure.knobs where knob.isPerPlayer {
      assignments.append(("procedure.\(knob.name)_\(player)", draw(knob)))
    }
  }
  for knob in procedure.knobs where !knob.isPerPlayer { assignments.append(("procedure.\(knob.name)", draw(knob))) }
  return try Settings(assignments, game: game, procedure: procedure)
}

extension UpdateMap {
  /// The largest entry of `M - I`.
  fileprivate func spread(at state: [Double]) -> Double {
    worst(derivative(at: state).enumerated().map { ($1 - ($0 % (order + 1) == 0 ? 1 : 0)).magnitude })
  }

  /// Whether numbers are not finite although the procedure says that this can be.
  fileprivate func isUndefined(_ numbers: [Double]) -> Bool {
    procedure.undefined != nil && !numbers.allSatisfy(\.isFinite)
  }

  /// The stated law at a Jacobian, row by row.
  fileprivate func linearLaw(_ jacobian: [Double]) -> [Double]? {
    let workspace = Workspace()
    let matrix = Matrix(entries: Point<Double>(jacobian, in: workspace.arena), rows: dimension, columns: dimension)
    let field = LinearField(
      jacobian: matrix, knobs: settings.stepKnobs(for: game, in: workspace.arena), blocks: game.blocks)
    guard let law = procedure.linearLaw(field)?.entries else { return nil }
    return withExtendedLifetime(workspace) { (0..<law.count).map { law[$0] } }
  }

  /// Of fourth order, from two displacements, and how much forward and backward differences disagree, relative to the largest
  /// entry.
  fileprivate func centralDifference(at state: [Double], _ displacement: Double) -> (
    matrix: [Double], asymmetry: Double
  ) {
    var (matrix, asymmetry) = (Array(repeating: 0.0, count: order * order), 0.0)
    let centre = step(state)
    for j in 0..<order {
      func columns(_ displacement: Double) -> (central: [Double], bend: Double) {
        var (ahead, behind) = (state, state)
        ahead[j] += displacement
        behind[j] -= displacement
        let (after, before) = (step(ahead), step(behind))
        // What rounding hides counts as disagreement too.
        let bends = centre.indices.map {
          max(((after[$0] - centre[$0]) - (centre[$0] - before[$0])).magnitude, 4 * centre[$0].ulp) / displacement
        }
        return (zip(after, before).map { ($0 - $1) / (ahead[j] - behind[j]) }, worst(bends))
      }
      var (long, short) = (columns(displacement), columns(displacement / 2))
      // A row that must stay positive may be smaller than the displacement.
      if !(long.central + short.central).allSatisfy(\.isFinite) {
        let own = 1e-3 * state[j].magnitude
        (long, short) = (columns(own), columns(own / 2))
      }
      for i in 0..<order { matrix[i * order + j] = (4 * short.central[i] - long.central[i]) / 3 }
      asymmetry = worst([asymmetry, short.bend])
    }
    let scale = matrix.reduce(1e-3) { max($0, $1.magnitude) }
    return (matrix, asymmetry.isNaN ? .infinity : asymmetry / scale)
  }
}

private func ensembleMismatches(_ member: Member, _ variant: Variant, _ random: inout SequentialStream) async throws
  -> Double
{
  // Games in lanes need more than one block of lanes.
  let (game, count, steps) = (member.game, member.game.usesLanes ? 37 : 6, 11)
  let settings = try randomSettings(game, variant.procedure, gameKnobs: member.randomKnobs(&random), &random)
  let points = (0..<count).map { _ in member.randomPoint(&random) }
  func rows(_ points: [[Double]], from first: Int = 0, threads: Int) async throws -> [[UInt64]] {
    let plan = Simulation(
      game: game, procedure: variant.procedure, settings: settings, starts: .points(points), steps: steps,
      recordEvery: 5
    ).starting(at: first)
    let collector = Collector()
    _ = try await plan.run(
      threads: threads, monitor: RunMonitor(), format: { $0.values.map(\.bitPattern) },
      write: { collector.rows.append($0) })
    return collector.rows
  }
  let whole = try await rows(points, threads: 2)
  var mismatches = try await rows(points, threads: 1) == whole ? 0.0 : 1
  for index in [0, count / 3, count - 1] {
    // Batches are those of a trajectory's number, which a single run keeps.
    let (points, first) = variant.procedure.isStochastic ? (Array(points[...index]), index) : ([points[index]], 0)
    if try await rows(points, from: first, threads: 1) != [whole[index]] { mismatches += 1 }
  }
  return whole.count == count ? mismatches : .infinity
}

private final class Collector { var rows: [[UInt64]] = [] }
