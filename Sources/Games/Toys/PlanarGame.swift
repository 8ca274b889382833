import Contracts
import Scalars

/// A game without options whose two players have one coordinate each, `x` and `y`: most games of the zoo.
///
/// A file then holds the card, the start, the losses and the facts, and the knobs if there are any.
protocol PlanarGame: Game {
  init()
  /// What x and y minimise. Always inlined, so that the loss that is not wanted is not computed.
  func losses<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> (S, S)
}

/// A planar game in which x minimises and y maximises one payoff.
protocol PlanarZeroSumGame: PlanarGame {
  /// What x minimises and y maximises.
  func payoff<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> S
}

extension PlanarGame {
  init(options: Options) { self.init() }

  var players: [Player] { firstAndSecond }
  var knobs: [Knob] { [] }
  /// Polynomials, where a file does not say otherwise.
  var isArithmetic: Bool { true }

  @inline(__always) func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    let both = losses(z[0], z[1], knobs: k)
    return player == 0 ? both.0 : both.1
  }

  /// The derivatives of the losses, without a search for the players' blocks.
  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>) {
    let (x, y, lifted) = (z[0], z[1], k.lifted)
    if players.contains(0) {
      xi[0] = losses(Dual(value: x, tangent: 1), Dual(value: y, tangent: 0), knobs: lifted).0.tangent
    }
    if players.contains(1) {
      xi[1] = losses(Dual(value: x, tangent: 0), Dual(value: y, tangent: 1), knobs: lifted).1.tangent
    }
  }
}

extension PlanarZeroSumGame {
  var players: [Player] { minimiserAndMaximiser }
  var isZeroSum: Bool { true }

  @inline(__always) func losses<S: Scalar>(_ x: S, _ y: S, knobs k: Knobs<S>) -> (S, S) {
    let value = payoff(x, y, knobs: k)
    return (value, -value)
  }
}

private let firstAndSecond = [Player("first", ["x"]), Player("second", ["y"])]
private let minimiserAndMaximiser = [Player("minimiser", ["x"]), Player("maximiser", ["y"])]

extension Fact {
  /// An equilibrium of a planar game with all that follows from its Jacobian: the eigenvalues of -J, and the timescale
  /// `-J_xx / J_yy` of y from which on the flow is stable, where the trace of `diag(1, tau) J` changes its sign there and the
  /// determinant is positive.
  static func planar(at point: [Double], _ j: [[Double]]) -> [Fact] {
    let (half, product) = ((j[0][0] - j[1][1]) / 2, j[0][1] * j[1][0])
    var facts: [Fact] = [
      .equilibrium(point), .jacobian(at: point, rows: j),
      .fieldEigenvalues(at: point, pair(centre: -(j[0][0] + j[1][1]) / 2, discriminant: half * half + product)),
    ]
    if j[0][0] < 0, j[1][1] > 0, j[0][0] * j[1][1] > product {
      facts.append(.criticalTimescale(at: point, tau: -j[0][0] / j[1][1]))
    }
    return facts
  }
}
