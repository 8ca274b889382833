import Scalars

/// Spectral normalisation: every weight matrix divided by its largest singular value, exactly.
///
/// - Source: Miyato et al. (2018), arXiv:1802.05957, equation 8. They estimate sigma by one power iteration a step and hold
///   its singular vectors constant; here sigma is exact and differentiated through.
/// - Domain: weight matrices other than 0; not differentiable where the largest singular value is double.
/// - Cost: `squarings` products of the order of the smaller side of each weight matrix.
extension Network {
  /// Repeated squaring of the normalised Gram matrix is a power iteration with 2^squarings steps.
  private static var squarings: Int { 30 }

  /// The parameters with `W_l / sigma(W_l)` for each W_l.
  func normalised<S: Scalar>(_ parameters: Point<S>) -> Point<S> {
    let result = Point<S>(count: parameters.count, in: parameters.arena)
    result.assign(parameters)
    for l in 0..<layerCount {
      let (from, to) = (weights(l, in: parameters), weights(l, in: result))
      let inverse = 1 / largestSingularValue(from).sigma
      for i in 0..<from.entries.count { to.entries[i] = inverse * from.entries[i] }
    }
    return result
  }

  /// Turns a gradient by the normalised parameters into one by the parameters themselves, in place:
  /// `C / sigma - <C, W> / sigma^2 u v^T`.
  func pullBackNormalisation<S: Scalar>(_ gradient: Point<S>, _ parameters: Point<S>) {
    for l in 0..<layerCount {
      let (w, c) = (weights(l, in: parameters), weights(l, in: gradient))
      let (sigma, direction) = largestSingularValue(w)
      let share = c.inner(w) / .square(sigma)
      for i in 0..<c.entries.count { c.entries[i] = c.entries[i] / sigma - share * direction.entries[i] }
    }
  }

  /// sigma and `u v^T`: with the projector P on the top eigenvector of the smaller Gram matrix, `sigma^2 = tr(P W^T W)` and
  /// `u v^T = W P / sigma`.
  private func largestSingularValue<S: Scalar>(_ w: Matrix<S>) -> (sigma: S, direction: Matrix<S>) {
    let isTall = w.rows >= w.columns
    let transposed = w.transposed
    let gram = isTall ? transposed.times(w) : w.times(transposed)
    var power = gram
    for step in 0...Self.squarings {
      power = (1 / power.trace) * power
      if step < Self.squarings { power = power.times(power) }
    }
    let sigma: S = .sqrt(power.inner(gram))
    let product = isTall ? w.times(power) : power.times(w)
    return (sigma, (1 / sigma) * product)
  }
}
