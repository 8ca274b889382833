internal import Chance
internal import Contracts
internal import Scalars

/// A quadratic game with normal random coefficients: its field is linear, so that laws on linear fields are exact.
struct RandomLinearField: Game {
  static let card = Card(
    id: "random-linear-field", title: "random linear field", formulas: "L_i = 1/2 w^T M_i w",
    source: "a fixture of the laws")

  let players: [Player]
  let knobs: [Knob] = []
  let start: [Double]
  let matrices: [[Double]]

  init(options: Options) {
    var random = SequentialStream(seed: 0)
    self.init(dimensions: [1, 1], &random)
  }

  init(dimensions: [Int], _ random: inout SequentialStream) {
    let n = dimensions.reduce(0, +)
    players = dimensions.enumerated().map { player, size in
      Player("player \(player + 1)", (0..<size).map { "w_\(player)_\($0)" })
    }
    start = Array(repeating: 1, count: n)
    matrices = dimensions.map { _ in
      let entries = (0..<n * n).map { _ in random.normal() }
      return (0..<n * n).map { (entries[$0] + entries[$0 % n * n + $0 / n]) / 2 }
    }
  }

  var bestResponders: [Int] { Array(players.indices) }

  /// Where the player's block of xi vanishes; the law of a map does not ask whether that is a minimum.
  func bestResponse<S: OrderedScalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) {
    let (own, n, matrix) = (block(of: player), z.count, matrices[player])
    let hessian = Matrix<S>(rows: own.count, columns: own.count, in: z.arena) { i, j in
      S(exact: matrix[(own.lowerBound + i) * n + own.lowerBound + j])
    }
    let slope = Matrix<S>(rows: own.count, columns: 1, in: z.arena) { i, _ in
      (0..<n).reduce(0) { $0 + S(exact: matrix[(own.lowerBound + i) * n + $1]) * z[$1] }
    }
    let step = hessian.solve(slope)
    for i in own { z[i] = z[i] - step.entries[i - own.lowerBound] }
  }

  func facts(knobs: [Double]) -> [Fact] { [] }

  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    var sum: S = 0
    for i in 0..<z.count {
      for j in 0..<z.count { sum = sum + S(exact: matrices[player][i * z.count + j]) * z[i] * z[j] }
    }
    return sum / 2
  }
}
