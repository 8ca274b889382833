internal import Chance
internal import Contracts
internal import Scalars
internal import Spectra

/// The second moments of a stochastic procedure linearised at an equilibrium, `x+ = M x + d` with random M and d.
public struct MeanSquare: Sendable {
  /// Batches from which the moments were taken.
  public let draws: Int
  /// Spectral radius of `Sigma -> E[M Sigma M^T]`: below 1 the second moments stay bounded.
  public let radius: Double
  /// Half the difference of the radii from two halves of the draws.
  public let radiusError: Double
  /// The covariance that solves `Sigma = E[M Sigma M^T] + E[d d^T]` on the whole state, row by row; nil where the radius is not
  /// below 1.
  public let stationaryCovariance: [Double]?
}

extension UpdateMap {
  /// State rows above which the operator on pairs of them is not formed.
  static var largestMeanSquareOrder: Int { 16 }

  /// The second moments at rest at `z`, from batches drawn with the seed; nil where the state is too large.
  ///
  /// - Complexity: one derivative of the map and `order^4` operations per draw, one eigenvalue problem of order `order^2`.
  func meanSquare(at z: [Double], seed: UInt64, draws: Int = 4096) throws(LapackError) -> MeanSquare? {
    guard procedure.isStochastic, let numbers = game.draws, order <= Self.largestMeanSquareOrder else { return nil }
    let size = order * order
    var halves = [Moments(order: order), Moments(order: order)]
    let noise = DrawnNoise(seed: seed, draws: numbers)
    var field = dualAccess
    field.noise = noise.source()
    let rest = rest(at: z)
    for draw in 0..<draws {
      noise.trajectory = UInt64(draw)
      let (derivative, displacement) = sampled(at: rest, field)
      halves[draw % 2].add(derivative, displacement)
    }
    let (first, second) = (halves[0].mean, halves[1].mean)
    let operatorMatrix = zip(first.operator, second.operator).map { ($0 + $1) / 2 }
    let radii = try [operatorMatrix, first.operator, second.operator].map { (matrix) throws(LapackError) in
      var solver = Eigensolver(order: size)
      try solver.eigenvalues(of: matrix)
      return solver.spectralRadius()
    }
    var covariance: [Double]?
    if radii[0] < 1 {
      let system = (0..<size * size).map { ($0 % (size + 1) == 0 ? 1 : 0) - operatorMatrix[$0] }
      let noise = zip(first.covariance, second.covariance).map { ($0 + $1) / 2 }
      covariance = try leastSquares(system, rows: size, columns: size, noise)
    }
    return MeanSquare(
      draws: draws, radius: radii[0], radiusError: (radii[1] - radii[2]).magnitude / 2,
      stationaryCovariance: covariance)
  }

  /// The derivative of one sampled step, row by row, and how far it moves the state.
  private func sampled(at rest: [Double], _ field: FieldAccess<Dual<Double>>) -> (
    derivative: [Double], displacement: [Double]
  ) {
    let arena = workspace.arena
    let mark = arena.mark
    defer { arena.release(to: mark) }
    let state = Point<Dual<Double>>(rest, in: arena)
    let knobs: StepKnobs<Dual<Double>> = settings.stepKnobs(for: game, in: arena).at(time)
    var (derivative, displacement) = (Array(repeating: 0.0, count: order * order), rest)
    for j in 0..<order {
      state[j].tangent = 1
      let next = procedure.onDual(State(all: state, dimension: dimension), knobs, field).all
      state[j].tangent = 0
      for i in 0..<order {
        derivative[i * order + j] = next[i].tangent
        displacement[i] = next[i].value - rest[i]
      }
    }
    return (derivative, displacement)
  }
}

/// Sums of `M (x) M` and of `d d^T`.
private struct Moments {
  let order: Int
  private var products, covariances: [Double]
  private var count = 0.0

  init(order: Int) {
    self.order = order
    products = Array(repeating: 0, count: order * order * order * order)
    covariances = Array(repeating: 0, count: order * order)
  }

  mutating func add(_ m: [Double], _ d: [Double]) {
    count += 1
    let size = order * order
    for i in 0..<order {
      for k in 0..<order {
        covariances[i * order + k] += d[i] * d[k]
        let row = (i * order + k) * size
        for j in 0..<order {
          let left = m[i * order + j]
          for l in 0..<order { products[row + j * order + l] += left * m[k * order + l] }
        }
      }
    }
  }

  /// Means.
  var mean: (operator: [Double], covariance: [Double]) {
    (products.map { $0 / count }, covariances.map { $0 / count })
  }
}
