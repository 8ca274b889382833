import Testing

@testable import Scalars

/// The layers of a network in one pass, against sums one by one; alone and with helpers.
@Suite(.serialized) struct LayerTests {
  struct Shape: Sendable, CustomTestStringConvertible {
    let rows, inner, columns: Int
    var testDescription: String { "\(rows) x \(inner) with \(columns) points" }
  }

  /// Left-over rows of every kind, and sizes on which the crew works.
  static let shapes = [(1, 2, 64), (2, 3, 64), (7, 16, 800), (16, 16, 96), (17, 64, 800), (64, 64, 800), (65, 5, 272)]
    .map { Shape(rows: $0.0, inner: $0.1, columns: $0.2) }

  /// Entries between -1 and 1 in a matrix of their own.
  private func matrix(_ rows: Int, _ columns: Int, _ seed: Int, in arena: Arena) -> Matrix<Double> {
    Matrix(rows: rows, columns: columns, in: arena) { Double(($0 * 37 + $1 * 11 + seed * 5) % 83 - 41) / 41 }
  }

  /// What a helped and an unhelped run of `work` leave in memory, bit for bit the same.
  private func isIndependentOfHelpers(_ result: Point<Double>, _ work: () -> Bool) -> Bool {
    defer { Crew.allow(helpers: 0) }
    Crew.allow(helpers: 0)
    guard work() else { return false }
    let alone = (0..<result.count).map { result[$0].bitPattern }
    Crew.allow(helpers: 3)
    for _ in 0..<20 {
      result.fill(.nan)
      guard work(), (0..<result.count).allSatisfy({ result[$0].bitPattern == alone[$0] }) else { return false }
    }
    return true
  }

  @Test(arguments: shapes) func forward(_ shape: Shape) {
    let workspace = Workspace()
    let arena = workspace.arena
    let (weights, x) = (matrix(shape.rows, shape.inner, 1, in: arena), matrix(shape.inner, shape.columns, 2, in: arena))
    let biases = matrix(1, shape.rows, 3, in: arena).entries
    let output = Matrix<Double>(rows: shape.rows, columns: shape.columns, in: arena)
    #expect(isIndependentOfHelpers(output.entries) { Double.tanhLayer(weights, x, biases: biases, into: output) })
    for r in 0..<shape.rows {
      for n in 0..<shape.columns {
        let sum = (0..<shape.inner).reduce(biases[r]) { $0 + weights[r, $1] * x[$1, n] }
        #expect((output[r, n] - .tanh(sum)).magnitude < 1e-14)
      }
    }
  }

  @Test(arguments: shapes) func slopes(_ shape: Shape) {
    let workspace = Workspace()
    let arena = workspace.arena
    let (weights, above) = (
      matrix(shape.inner, shape.rows, 1, in: arena), matrix(shape.inner, shape.columns, 2, in: arena)
    )
    let units = matrix(shape.rows, shape.columns, 3, in: arena)
    let below = Matrix<Double>(rows: shape.rows, columns: shape.columns, in: arena)
    #expect(isIndependentOfHelpers(below.entries) { Double.tanhLayerSlopes(weights, above, units: units, into: below) })
    for r in 0..<shape.rows {
      for n in 0..<shape.columns {
        let sum = (0..<shape.inner).reduce(0.0) { $0 + weights[$1, r] * above[$1, n] }
        #expect((below[r, n] - sum * (1 - units[r, n] * units[r, n])).magnitude < 1e-13)
      }
    }
  }

  @Test(arguments: shapes, [true, false]) func gradient(_ shape: Shape, isScaled: Bool) {
    let workspace = Workspace()
    let arena = workspace.arena
    let (slopes, x) = (
      matrix(shape.rows, shape.columns, 1, in: arena), matrix(shape.inner, shape.columns, 2, in: arena)
    )
    let scale = isScaled ? matrix(1, shape.columns, 3, in: arena).entries : nil
    let all = Point<Double>(count: shape.rows * (shape.inner + 1), in: arena)
    let weights = Matrix(
      entries: all[0..<shape.rows * shape.inner], rows: shape.rows, columns: shape.inner)
    let biases = all[shape.rows * shape.inner..<all.count]
    #expect(
      isIndependentOfHelpers(all) { Double.layerGradient(slopes, scale: scale, x, weights: weights, biases: biases) })
    for r in 0..<shape.rows {
      let scaled = (0..<shape.columns).map { slopes[r, $0] * (scale?[$0] ?? 1) }
      #expect((biases[r] - scaled.reduce(0, +)).magnitude < 1e-11)
      for k in 0..<shape.inner {
        let sum = scaled.indices.reduce(0.0) { $0 + scaled[$1] * x[k, $1] }
        #expect((weights[r, k] - sum).magnitude < 1e-11)
      }
    }
  }
}
