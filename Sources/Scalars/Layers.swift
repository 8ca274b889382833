internal import CVectorMath

/// The layers of a network over many points, one column a point, in one pass each where the scalar has kernels for it.
///
/// Hooks of the scalar: each returns false, and does nothing, where there is no kernel for the scalar or the shapes; the
/// caller then takes products and packs.
extension Scalar {
  /// `output = tanh(weights x + biases)`.
  @inlinable public static func tanhLayer(
    _ weights: Matrix<Self>, _ x: Matrix<Self>, biases: Point<Self>, into output: Matrix<Self>
  ) -> Bool { false }

  /// `below = (weights^T above) (1 - units^2)`, entry by entry: the slopes by the inputs of the units of a tanh layer.
  @inlinable public static func tanhLayerSlopes(
    _ weights: Matrix<Self>, _ above: Matrix<Self>, units: Matrix<Self>, into below: Matrix<Self>
  ) -> Bool { false }

  /// `weights = slopes diag(scale) x^T`, and as `biases` the sums over the columns of `slopes diag(scale)`.
  @inlinable public static func layerGradient(
    _ slopes: Matrix<Self>, scale: Point<Self>?, _ x: Matrix<Self>, weights: Matrix<Self>, biases: Point<Self>
  ) -> Bool { false }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Double {
  public static func tanhLayer(
    _ weights: Matrix<Double>, _ x: Matrix<Double>, biases: Point<Double>, into output: Matrix<Double>
  ) -> Bool {
    guard isWide(rows: output.rows, inner: x.rows, columns: x.columns) else { return false }
    gandyn_wide_product(
      gandyn_wide_factors(
        a: weights.entries.start, a_row: weights.columns, a_column: 1, b: x.entries.start, c: output.entries.start,
        rows: output.rows, inner: x.rows, columns: x.columns, finish: gandyn_finish_tanh, bias: biases.start,
        units: nil))
    return true
  }

  public static func tanhLayerSlopes(
    _ weights: Matrix<Double>, _ above: Matrix<Double>, units: Matrix<Double>, into below: Matrix<Double>
  ) -> Bool {
    guard isWide(rows: below.rows, inner: above.rows, columns: above.columns) else { return false }
    gandyn_wide_product(
      gandyn_wide_factors(
        a: weights.entries.start, a_row: 1, a_column: weights.columns, b: above.entries.start, c: below.entries.start,
        rows: below.rows, inner: above.rows, columns: above.columns, finish: gandyn_finish_tanh_slope, bias: nil,
        units: units.entries.start))
    return true
  }

  public static func layerGradient(
    _ slopes: Matrix<Double>, scale: Point<Double>?, _ x: Matrix<Double>, weights: Matrix<Double>,
    biases: Point<Double>
  ) -> Bool {
    guard isLong(rows: slopes.rows, columns: x.rows, inner: x.columns) else { return false }
    gandyn_long_inner_product(
      gandyn_long_factors(
        a: slopes.entries.start, scale: scale?.start, b: x.entries.start, c: weights.entries.start, sums: biases.start,
        rows: slopes.rows, columns: x.rows, inner: x.columns))
    return true
  }

  /// Whether the kernel for a small matrix times a long one takes the shape; it is made for long ones.
  static func isWide(rows: Int, inner: Int, columns: Int) -> Bool {
    columns % 16 == 0 && columns >= 4 * rows && rows * inner <= 8192 && inner <= 256
  }

  /// The same for two long matrices whose product is small.
  static func isLong(rows: Int, columns: Int, inner: Int) -> Bool {
    inner % 4 == 0 && inner >= 64 && inner >= 4 * rows && rows * columns <= 8192
  }
}
