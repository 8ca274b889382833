public import Contracts
internal import Scalars

/// The field and the update map of a procedure at a point, with their exact derivatives by duals.
///
/// One value belongs to one thread. Nothing is allocated per evaluation.
public struct UpdateMap {
  /// The game, prepared for its knobs.
  public let game: CompiledGame
  /// The procedure.
  public let procedure: CompiledProcedure
  /// The numbers.
  public let settings: Settings
  /// Coordinates of the game, and rows of the whole state.
  public let dimension, order: Int
  /// The number of the step; infinity for the limit of a map that changes with it.
  public let time: Double
  let workspace = Workspace()
  private let access: FieldAccess<Double>
  let dualAccess: FieldAccess<Dual<Double>>
  /// The game's knobs on duals, for the bare field.
  let dualKnobs: Knobs<Dual<Double>>

  /// A procedure on a game, with its numbers; in its limit unless a step is given.
  public init(
    _ game: CompiledGame, _ procedure: CompiledProcedure, _ settings: Settings, step time: Double = .infinity
  ) {
    self.time = time
    self.game = game.prepared(settings.gameKnobs)
    (self.procedure, self.settings) = (procedure, settings)
    dimension = game.coordinates.count
    order = dimension * (1 + procedure.memory.count)
    let arena = workspace.arena
    access = Double.access(self.game, knobs: Knobs(Point(settings.gameKnobs, in: arena)))
    dualKnobs = Knobs(Point<Dual<Double>>(settings.gameKnobs, in: arena))
    dualAccess = FieldAccess(self.game, self.game.onDual, self.game.onSecondDual, knobs: dualKnobs)
  }

  /// Runs `body` and gives its scratch back.
  private func scoped<Result>(_ body: (Arena) -> Result) -> Result {
    let mark = workspace.arena.mark
    defer { workspace.arena.release(to: mark) }
    return body(workspace.arena)
  }

  /// xi at a point.
  public func xi(_ z: [Double]) -> [Double] { scoped { access.xi(Point(z, in: $0)).doubles } }

  /// The game Jacobian J, row by row.
  public func jacobian(_ z: [Double]) -> [Double] {
    scoped { arena in
      var matrix = Array(repeating: 0.0, count: dimension * dimension)
      let point = Point<Dual<Double>>(z, in: arena)
      for j in 0..<dimension {
        point[j].tangent = 1
        let xi = dualAccess.xi(point)
        for i in 0..<dimension { matrix[i * dimension + j] = xi[i].tangent }
        point[j].tangent = 0
      }
      return matrix
    }
  }

  /// `z - P(z - xi(z))`, which vanishes at equilibria, constrained ones included; without constraints it is xi.
  public func natural(_ z: [Double]) -> [Double] {
    if !game.isConstrained { return xi(z) }
    return scoped { arena in
      let point = Point<Double>(z, in: arena)
      return (point - access.project(point - access.xi(point))).doubles
    }
  }

  /// Its derivative, row by row.
  func naturalJacobian(_ z: [Double]) -> [Double] {
    if !game.isConstrained { return jacobian(z) }
    return scoped { arena in
      var matrix = Array(repeating: 0.0, count: dimension * dimension)
      let point = Point<Dual<Double>>(z, in: arena)
      for j in 0..<dimension {
        point[j].tangent = 1
        let difference = point - dualAccess.project(point - dualAccess.xi(point))
        for i in 0..<dimension { matrix[i * dimension + j] = difference[i].tangent }
        point[j].tangent = 0
      }
      return matrix
    }
  }

  /// The nearest point of the constraint set.
  public func projection(_ z: [Double]) -> [Double] { scoped { access.project(Point(z, in: $0)).doubles } }

  /// The coordinates that the constraint set holds fixed at `z`: a step against xi from there is projected back.
  func activeConstraints(_ z: [Double]) -> [Int] {
    guard game.isConstrained else { return [] }
    return scoped { arena in
      let point = Point<Dual<Double>>(z, in: arena)
      let beyond = point - dualAccess.xi(point)
      return (0..<dimension).filter { i in
        let moved = Point<Dual<Double>>(count: dimension, in: arena)
        for j in 0..<dimension { moved[j] = Dual(value: beyond[j].value, tangent: i == j ? 1 : 0) }
        let landed = dualAccess.project(moved)[i]
        return landed.tangent == 0 && landed.value == z[i]
      }
    }
  }

  /// The whole state before the first step from `z`.
  public func start(at z: [Double]) -> [Double] {
    procedure.memory.reduce(z) { state, start in
      switch start {
      case .iterate: state + z
      case .zero: state + Array(repeating: 0, count: dimension)
      case .one: state + Array(repeating: 1, count: dimension)
      case .simultaneousGradient: state + xi(z)
      }
    }
  }

  /// The whole state at rest at `z`: the memory rows are those that the steps before this one leave, or one of the limit.
  public func rest(at z: [Double]) -> [Double] {
    if procedure.memory.isEmpty { return z }
    var state = start(at: z)
    if time.isInfinite { return z + step(state)[dimension...] }
    for number in 0..<Int(time) { state = step(state, number: Double(number)) }
    return z + state[dimension...]
  }

  /// One step from a whole state.
  public func step(_ state: [Double]) -> [Double] { step(state, number: time) }

  private func step(_ state: [Double], number: Double) -> [Double] {
    scoped { arena in
      procedure.onDouble(
        State(all: Point(state, in: arena), dimension: dimension),
        settings.stepKnobs(for: game, in: arena).at(number), access
      )
      .all.doubles
    }
  }

  /// The derivative of the update map at a whole state, row by row.
  public func derivative(at state: [Double]) -> [Double] {
    scoped { _ in
      let linearisation = Linearisation(of: self, at: state, field: dualAccess)
      return [Double](unsafeUninitializedCapacity: order * order) { buffer, count in
        if let start = buffer.baseAddress { linearisation.write(scale: 1, into: start) }
        count = order * order
      }
    }
  }

  /// The gradient and the Hessian of a loss, row by row.
  func lossDerivatives(of player: Int, at z: [Double]) -> (gradient: [Double], hessian: [Double]) {
    scoped { arena in
      var (slopes, matrix) = (z, Array(repeating: 0.0, count: dimension * dimension))
      let (point, gradient) = (Point<Dual<Double>>(z, in: arena), Point<Dual<Double>>(count: dimension, in: arena))
      for j in 0..<dimension {
        point[j].tangent = 1
        game.onDual.fullGradient(player, point, dualKnobs, gradient)
        for i in 0..<dimension { (slopes[i], matrix[i * dimension + j]) = (gradient[i].value, gradient[i].tangent) }
        point[j].tangent = 0
      }
      return (slopes, matrix)
    }
  }

  /// The second derivatives of the sum of all losses, row by row: zero where the game is zero-sum to second order.
  func lossHessianSum(_ z: [Double]) -> [Double] {
    game.blocks.indices.reduce(Array(repeating: 0.0, count: dimension * dimension)) { sum, player in
      zip(sum, lossDerivatives(of: player, at: z).hessian).map { $0 + $1 }
    }
  }

  /// The loss of a player at a point.
  public func loss(of player: Int, at z: [Double]) -> Double {
    scoped { arena in
      game.onDouble.loss(player, Point(z, in: arena), Knobs(Point(settings.gameKnobs, in: arena)))
    }
  }
}

extension Point<Double> {
  /// A copy that outlives the arena.
  var doubles: [Double] { (0..<count).map { self[$0] } }
}
