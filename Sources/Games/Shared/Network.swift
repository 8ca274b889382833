import Scalars

/// The nonlinearity of a network's hidden units, smooth, so that every Jacobian exists.
enum Activation: String, CaseIterable, Sendable {
  case tanh, softplus

  @inline(__always) func value<S: Scalar>(_ x: S) -> S { self == .tanh ? .tanh(x) : .softplus(x) }

  /// The slope at the unit whose value is `y`: `1 - tanh^2`, or `sigmoid(x) = 1 - exp(-softplus(x))`.
  @inline(__always) func slope<S: Scalar>(atValue y: S) -> S { self == .tanh ? (1 - y) * (1 + y) : 1 - .exp(-y) }
}

/// A fully connected network with its gradient in reverse mode, written once over the scalar; the last layer is linear.
///
/// ```
/// h_0 = x,  h_l = phi(W_l h_(l-1) + b_l) for the hidden layers,  output = W_L h_(L-1) + b_L
/// ```
/// Many points at once: a matrix of points has one column each, so that every layer is one matrix product over all of them.
/// Columns come in whole packs of the scalar (`Point.padded`).
/// - Shape: parameters are `W_1` (row by row, one row a unit), `b_1`, `W_2`, ... one after the other.
/// - Cost: forward `P` multiplications a point for `P` parameters, backward and parameter gradient as much again each.
/// - Source: Rumelhart, Hinton, Williams (1986), Nature 323, 533, equations 1 to 7.
struct Network: Sendable {
  /// Units of each layer, the input first and the output last.
  let sizes: [Int]
  let activation: Activation
  /// Number of parameters.
  let parameterCount: Int
  /// Units of all layers but the input: the rows of a tape.
  let unitCount: Int
  private let weightOffsets, biasOffsets, unitOffsets: [Int]

  init(input: Int, hidden: [Int], output: Int, activation: Activation) {
    sizes = [input] + hidden + [output]
    self.activation = activation
    var (weights, biases, units): ([Int], [Int], [Int]) = ([], [], [])
    var (parameter, unit) = (0, 0)
    for (before, size) in zip(sizes, sizes.dropFirst()) {
      weights.append(parameter)
      biases.append(parameter + size * before)
      units.append(unit)
      (parameter, unit) = (parameter + size * (before + 1), unit + size)
    }
    (weightOffsets, biasOffsets, unitOffsets) = (weights, biases, units)
    (parameterCount, unitCount) = (parameter, unit)
  }

  /// Layers with parameters.
  var layerCount: Int { sizes.count - 1 }

  /// The weights of layer `l` (from 0) among the parameters.
  func weights<S: Scalar>(_ l: Int, in parameters: Point<S>) -> Matrix<S> {
    let (rows, columns) = (sizes[l + 1], sizes[l])
    return Matrix(
      entries: parameters[weightOffsets[l]..<weightOffsets[l] + rows * columns], rows: rows, columns: columns)
  }

  /// The biases of layer `l` among the parameters.
  func biases<S: Scalar>(_ l: Int, in parameters: Point<S>) -> Point<S> {
    parameters[biasOffsets[l]..<biasOffsets[l] + sizes[l + 1]]
  }

  /// What layer `l` left on a tape: one row a unit, one column a point.
  func layer<S: Scalar>(_ l: Int, on tape: Matrix<S>) -> Matrix<S> {
    let (first, count) = (unitOffsets[l] * tape.columns, sizes[l + 1] * tape.columns)
    return Matrix(entries: tape.entries[first..<first + count], rows: sizes[l + 1], columns: tape.columns)
  }

  /// The output on a tape.
  func output<S: Scalar>(on tape: Matrix<S>) -> Matrix<S> { layer(layerCount - 1, on: tape) }

  /// The values of all units at the columns of `x`.
  func forward<S: Scalar>(_ x: Matrix<S>, _ parameters: Point<S>) -> Matrix<S> {
    let tape = Matrix<S>(rows: unitCount, columns: x.columns, in: x.entries.arena)
    for l in 0..<layerCount {
      let (input, output) = (l == 0 ? x : layer(l - 1, on: tape), layer(l, on: tape))
      let (weights, biases, isHidden) = (weights(l, in: parameters), biases(l, in: parameters), l + 1 < layerCount)
      if isHidden, activation == .tanh, S.tanhLayer(weights, input, biases: biases, into: output) { continue }
      product(weights, input, into: output)
      for j in 0..<output.rows { activate(row(j, of: output), S.splat(biases[j]), isHidden: isHidden) }
    }
    return tape
  }

  private func activate<S: Scalar>(_ units: Point<S>, _ bias: S.Pack, isHidden: Bool) {
    for i in units.packs {
      let x = units.pack(at: i) + bias
      units.setPack(isHidden ? activation.value(x) : x, at: i)
    }
  }

  /// The derivatives of `sum_n <seed_n, output_n>` by the inputs of all units before the nonlinearity.
  ///
  /// Point by point: a seed scaled at one column scales that column. Without a seed it is 1 everywhere.
  func backward<S: Scalar>(_ tape: Matrix<S>, _ parameters: Point<S>, seed: Matrix<S>? = nil) -> Matrix<S> {
    let slopes = Matrix<S>(rows: unitCount, columns: tape.columns, in: tape.entries.arena)
    let last = layer(layerCount - 1, on: slopes).entries
    if let seed { last.assign(seed.entries) } else { last.fill(1) }
    for l in (0..<layerCount - 1).reversed() {
      let (units, below, above) = (layer(l, on: tape), layer(l, on: slopes), layer(l + 1, on: slopes))
      let weights = weights(l + 1, in: parameters)
      if activation == .tanh, S.tanhLayerSlopes(weights, above, units: units, into: below) { continue }
      transposedProduct(weights, above, into: below)
      for i in units.entries.packs {
        below.entries.setPack(below.entries.pack(at: i) * activation.slope(atValue: units.entries.pack(at: i)), at: i)
      }
    }
    return slopes
  }

  /// The derivatives by the points, from those by the first layer.
  func inputSlopes<S: Scalar>(_ slopes: Matrix<S>, _ parameters: Point<S>) -> Matrix<S> {
    let result = Matrix<S>(rows: sizes[0], columns: slopes.columns, in: slopes.entries.arena)
    transposedProduct(weights(0, in: parameters), layer(0, on: slopes), into: result)
    return result
  }

  /// The derivatives by the parameters of the sum over the points, each counted `scale_n` times (1 without a scale).
  func parameterGradient<S: Scalar>(
    _ slopes: Matrix<S>, _ tape: Matrix<S>, _ x: Matrix<S>, scale: Point<S>? = nil, into gradient: Point<S>
  ) {
    let arena = slopes.entries.arena
    for l in 0..<layerCount {
      let mark = arena.mark
      defer { arena.release(to: mark) }
      var ownSlopes = layer(l, on: slopes)
      let input = l == 0 ? x : layer(l - 1, on: tape)
      let (weights, biases) = (weights(l, in: gradient), biases(l, in: gradient))
      if S.layerGradient(ownSlopes, scale: scale, input, weights: weights, biases: biases) { continue }
      if let scale { ownSlopes = scaled(ownSlopes, by: scale) }
      S.multiply(
        ownSlopes.entries.start, transposed: false, input.entries.start, transposed: true,
        into: weights.entries.start, rows: ownSlopes.rows, inner: x.columns, columns: input.rows,
        scratch: arena)
      for j in 0..<ownSlopes.rows { biases[j] = row(j, of: ownSlopes).sum }
    }
  }

  private func scaled<S: Scalar>(_ slopes: Matrix<S>, by scale: Point<S>) -> Matrix<S> {
    let result = Matrix<S>(rows: slopes.rows, columns: slopes.columns, in: slopes.entries.arena)
    for j in 0..<slopes.rows {
      let (from, to) = (row(j, of: slopes), row(j, of: result))
      for i in scale.packs { to.setPack(from.pack(at: i) * scale.pack(at: i), at: i) }
    }
    return result
  }
}

/// Row `j` as a point.
@inline(__always) func row<S: Scalar>(_ j: Int, of matrix: Matrix<S>) -> Point<S> {
  matrix.entries[j * matrix.columns..<(j + 1) * matrix.columns]
}

extension Point {
  /// The sum of the coordinates of a padded point.
  @inline(__always) var sum: S {
    var total: S.Pack = 0
    for i in packs { total = total + pack(at: i) }
    return S.sum(total)
  }

  /// The scalar product of two padded points.
  @inline(__always) func dot(_ other: Point) -> S {
    var total: S.Pack = 0
    for i in packs { total = total + pack(at: i) * other.pack(at: i) }
    return S.sum(total)
  }
}

private func product<S: Scalar>(_ a: Matrix<S>, _ b: Matrix<S>, into c: Matrix<S>) {
  S.multiply(
    a.entries.start, transposed: false, b.entries.start, transposed: false, into: c.entries.start, rows: a.rows,
    inner: a.columns, columns: b.columns, scratch: a.entries.arena)
}

/// `A^T B`.
private func transposedProduct<S: Scalar>(_ a: Matrix<S>, _ b: Matrix<S>, into c: Matrix<S>) {
  S.multiply(
    a.entries.start, transposed: true, b.entries.start, transposed: false, into: c.entries.start, rows: a.columns,
    inner: a.rows, columns: b.columns, scratch: a.entries.arena)
}
