import Contracts
import Scalars

/// Explicit Runge-Kutta steps of the joint flow `w' = -xi(w)`.
enum RungeKutta: String, CaseIterable {
  case euler, heun, rk4
  /// Two stages with `a_21 = 1/2` and equal weights, as in a published notebook: of first order only.
  case colabHeun = "colab-heun"

  /// Evaluations of xi in a step.
  var stages: Double {
    switch self {
    case .euler: 1
    case .heun, .colabHeun: 2
    case .rk4: 4
    }
  }

  /// One step, every stage projected.
  func step<S: OrderedScalar>(_ w: Point<S>, _ h: Point<S>, _ game: FieldAccess<S>) -> Point<S> {
    let first = game.xi(w)
    switch self {
    case .euler: return game.project(w - h * first)
    case .heun, .colabHeun:
      let reach: S = self == .heun ? 1 : .ratio(1, 2)
      let second = game.xi(game.project(w - h * (reach * first)))
      return game.project(w - h * (.ratio(1, 2) * (first + second)))
    case .rk4:
      let half: S = .ratio(1, 2)
      let second = game.xi(game.project(w - h * (half * first)))
      let third = game.xi(game.project(w - h * (half * second)))
      let fourth = game.xi(game.project(w - h * third))
      return game.project(w - h * (.ratio(1, 6) * (first + 2 * (second + third) + fourth)))
    }
  }

  /// The stability polynomial at `h J`.
  func linearLaw(_ field: LinearField) -> Matrix<Double> {
    let (identity, z) = (field.identity, field.eta * field.jacobian)
    let square = z * z
    return switch self {
    case .euler: identity - z
    case .heun: identity - z + 0.5 * square
    case .colabHeun: identity - z + 0.25 * square
    case .rk4: identity - z + 0.5 * square - (1.0 / 6) * (square * z) + (1.0 / 24) * (square * square)
    }
  }
}
