public import Scalars

/// A linear field `xi(w) = J w` with the step knobs, for stated laws.
public struct LinearField {
  /// The Jacobian.
  public let jacobian: Matrix<Double>
  /// Step sizes and knobs.
  public let knobs: StepKnobs<Double>
  /// The coordinates of each player.
  public let blocks: [Range<Int>]

  /// A linear field.
  public init(jacobian: Matrix<Double>, knobs: StepKnobs<Double>, blocks: [Range<Int>]) {
    (self.jacobian, self.knobs, self.blocks) = (jacobian, knobs, blocks)
  }

  /// The identity.
  public var identity: Matrix<Double> { diagonal { _ in 1 } }
  /// J without its own-own blocks.
  public var crossJacobian: Matrix<Double> {
    Matrix(rows: jacobian.rows, columns: jacobian.columns, in: jacobian.entries.arena) { i, j in
      blocks.contains { $0.contains(i) && $0.contains(j) } ? 0 : jacobian[i, j]
    }
  }
  /// The rows of J of one player, by the columns of another.
  public func block(_ player: Int, _ other: Int) -> Matrix<Double> {
    let (rows, columns) = (blocks[player], blocks[other])
    return Matrix(rows: rows.count, columns: columns.count, in: jacobian.entries.arena) {
      jacobian[rows.lowerBound + $0, columns.lowerBound + $1]
    }
  }
  /// A matrix as large as J with one block filled, zero elsewhere.
  public func embed(_ block: Matrix<Double>, _ player: Int, _ other: Int) -> Matrix<Double> {
    let (rows, columns) = (blocks[player], blocks[other])
    return Matrix(rows: jacobian.rows, columns: jacobian.columns, in: jacobian.entries.arena) { i, j in
      rows.contains(i) && columns.contains(j) ? block[i - rows.lowerBound, j - columns.lowerBound] : 0
    }
  }
  /// The diagonal matrix of the step sizes.
  public var eta: Matrix<Double> { diagonal { knobs.eta[$0] } }
  /// The diagonal matrix of a per-player knob.
  public func diagonal(_ k: Int) -> Matrix<Double> { diagonal { knobs.perCoordinate(k)[$0] } }
  /// The diagonal matrix that keeps one player's block.
  public func projector(on player: Int) -> Matrix<Double> { diagonal { blocks[player].contains($0) ? 1 : 0 } }
  /// The matrix with these blocks, row by row, each as large as J.
  public func assemble(_ parts: [[Matrix<Double>]]) -> Matrix<Double> {
    let n = jacobian.rows
    return Matrix(rows: parts.count * n, columns: parts.count * n, in: jacobian.entries.arena) {
      parts[$0 / n][$1 / n][$0 % n, $1 % n]
    }
  }

  /// A diagonal matrix.
  public func diagonal(_ value: (Int) -> Double) -> Matrix<Double> {
    Matrix(rows: jacobian.rows, columns: jacobian.rows, in: jacobian.entries.arena) { $0 == $1 ? value($0) : 0 }
  }
}
