import Contracts
import Scalars
import Spectra

/// The bilinear zero-sum game `l_x = scale x^T M y = -l_y`.
///
/// - Shape: x has as many coordinates as M has rows, y as many as it has columns.
/// - Domain: every real point.
/// - Source: Letcher et al. (2019), JMLR 20, Example 1; the standard test of every procedure.
/// - Differs from the source: nowhere.
struct Bilinear: Game {
  static let card = Card(
    id: "bilinear", title: "bilinear zero-sum game: x minimises and y maximises scale x^T M y",
    formulas: "L_x = scale x^T M y; L_y = -L_x",
    source: "Letcher et al., JMLR 20 (2019), Example 1",
    options: [
      OptionCard(
        "dimension", .integer(1...1000, default: 1, examples: [1, 2, 3]),
        "coordinates of each player; M is the identity"),
      OptionCard(
        "matrix", .matrix(example: [[1, 2], [-0.5, 3], [0.25, 1]]), "M from a CSV file without header; rows belong to x"
      ),
    ])

  let players: [Player]
  let knobs = [Knob("scale", 1, .real, "factor of the game")]
  let start: [Double]
  let isZeroSum = true
  let matrix: [[Double]]

  init(options: Options) throws(Refusal) {
    let dimension = options.integer("dimension")
    if let given = options.matrix("matrix") {
      matrix = given.rows
      if options.isGiven("dimension") && (matrix.count != dimension || matrix[0].count != dimension) {
        throw Refusal(
          "--option dimension=\(dimension): \(given.source) holds a \(matrix.count) x \(matrix[0].count) matrix; leave one of the two out"
        )
      }
    } else {
      matrix = (0..<dimension).map { i in (0..<dimension).map { i == $0 ? 1 : 0 } }
    }
    players = [
      Player("minimiser", indexedNames("x", matrix.count)), Player("maximiser", indexedNames("y", matrix[0].count)),
    ]
    start = Array(repeating: 1, count: matrix.count + matrix[0].count)
  }

  var usesLanes: Bool { start.count <= 16 }
  var isArithmetic: Bool { true }

  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    var value: S = 0
    for (i, row) in matrix.enumerated() {
      for (j, entry) in row.enumerated() { value = value + S(exact: entry) * z[i] * z[matrix.count + j] }
    }
    return player == 0 ? k[0] * value : -(k[0] * value)
  }

  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>) {
    let rows = matrix.count
    for player in players { for i in block(of: player) { xi[i] = 0 } }
    for (i, row) in matrix.enumerated() {
      for (j, entry) in row.enumerated() {
        let weight = k[0] * S(exact: entry)
        if players.contains(0) { xi[i] = xi[i] + weight * z[rows + j] }
        if players.contains(1) { xi[rows + j] = xi[rows + j] - weight * z[i] }
      }
    }
  }

  func facts(knobs k: [Double]) -> [Fact] {
    let (rows, columns) = (matrix.count, matrix[0].count)
    let origin = Array(repeating: 0.0, count: rows + columns)
    let scaled = matrix.map { $0.map { k[0] * $0 } }
    let jacobian =
      scaled.map { Array(repeating: 0.0, count: rows) + $0 }
      + (0..<columns).map { j in scaled.map { -$0[j] } + Array(repeating: 0.0, count: columns) }
    var facts: [Fact] = [.equilibrium(origin), .jacobian(at: origin, rows: jacobian)]
    if let singular = try? singularValues(of: scaled.flatMap { $0 }, rows: rows, columns: columns) {
      let rotations = singular.flatMap { [(real: 0.0, imaginary: $0), (real: 0.0, imaginary: -$0)] }
      let still = Array(repeating: (real: 0.0, imaginary: 0.0), count: rows + columns - rotations.count)
      facts.append(.fieldEigenvalues(at: origin, rotations + still))
    }
    return facts
  }
}
