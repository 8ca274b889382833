/// What is known about a game from theory, as data in the game's file: tested by a law, never a code path.
public enum Fact: Sendable {
  /// An equilibrium: xi vanishes there.
  case equilibrium([Double])
  /// The game Jacobian J = D xi at a point, row by row.
  case jacobian(at: [Double], rows: [[Double]])
  /// The eigenvalues of -J at a point, with multiplicity. Compared through the coefficients of the characteristic
  /// polynomial, which a multiple eigenvalue does not spoil.
  case fieldEigenvalues(at: [Double], [(real: Double, imaginary: Double)])
  /// The loss of every player at a point.
  case losses(at: [Double], [Double])
  /// At an equilibrium of two players the flow in which the second one moves `tau` times as fast is stable for larger
  /// `tau`, and unstable for smaller.
  case criticalTimescale(at: [Double], tau: Double)
}

extension Fact {
  /// Eigenvalues `centre +- sqrt(discriminant)`, real or complex.
  public static func pair(centre: Double, discriminant: Double) -> [(real: Double, imaginary: Double)] {
    let root = discriminant.magnitude.squareRoot()
    return discriminant >= 0
      ? [(centre - root, 0), (centre + root, 0)] : [(centre, -root), (centre, root)]
  }
}

/// One exact number about a point of a game, beside the residual: a divergence, a distance.
public struct Diagnostic: Sendable {
  /// The column's name.
  public let name: String
  /// Its unit.
  public let unit: String
  /// What it is.
  public let meaning: String
  /// Its value at a point and knobs.
  public let value: @Sendable (_ z: [Double], _ knobs: [Double]) -> Double

  /// A diagnostic.
  public init(
    _ name: String, unit: String, _ meaning: String,
    value: @escaping @Sendable (_ z: [Double], _ knobs: [Double]) -> Double
  ) {
    (self.name, self.unit, self.meaning, self.value) = (name, unit, meaning, value)
  }
}
