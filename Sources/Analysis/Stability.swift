public import Contracts
internal import Glibc
public import Spectra

/// A verdict on an equilibrium.
public enum Verdict: String, Sendable {
  case stable, unstable, neutral
}

/// Local stability of a procedure and of the flow at a point, with everything that decided it.
public struct StabilityReport: Sendable {
  /// The point examined.
  public let point: [Double]
  /// Euclidean norm of xi there.
  public let residual: Double
  /// Eigenvalues of -J (flow) and of the update map's derivative on its whole state, sorted, each with its own error bound;
  /// digits below the bound are dropped.
  public let fieldEigenvalues, mapEigenvalues: [Eigenvalue]
  /// Largest modulus of the map's eigenvalues and largest real part of the field's, tangents of a manifold left out.
  public let spectralRadius, spectralAbscissa: Double
  /// Of the map and of the flow; nil at a point that is no equilibrium.
  public let verdict, fieldVerdict: Verdict?
  /// The upper end of the first stable interval of the step size, or why there is none.
  public let criticalStep: CriticalStep
  /// Steps per factor e, nil unless stable.
  public let rate: Double?
  /// What kind of equilibrium it is, nil at a point that is none.
  public let equilibriumClass: EquilibriumClass?
  /// Eigenvalues that are tangent to a manifold of equilibria.
  public let zeroModes: Int
  /// What a reader should know about the numbers.
  public let notes: [String]
  /// How many eigenvalue problems of the map's size the search for the critical step solved.
  public let stepsTried: Int
  /// The second moments of a stochastic procedure at an equilibrium.
  public let meanSquare: MeanSquare?
  /// J and the derivative of the update map, row by row.
  public let jacobian, mapDerivative: [Double]
}

/// The critical step of a procedure at an equilibrium.
public enum CriticalStep: Sendable, Equatable {
  /// Stable below, unstable above.
  case value(Double)
  /// There is none, and why: `never-stable`, `unbounded`, `too-large`, `no-equilibrium`.
  case none(reason: String)
}

/// Where to look.
public enum StabilityPoint: Sendable {
  /// The known equilibrium nearest this start, otherwise the one Newton's method finds from it.
  case equilibrium(near: [Double])
  /// This point, equilibrium or not.
  case point([Double])
}

/// Local stability at a point: spectra of the flow and of the procedure's update map, verdicts, critical step, class.
///
/// - Parameters:
///   - forcesCriticalStep: look for the critical step also above 100 state rows.
///   - seed: of the batches from which second moments of a stochastic procedure are taken.
/// - Throws: `Refusal` (.usage) where the update map has no derivative, (.numerical) where Newton or LAPACK fail.
/// - Complexity: one LAPACK eigenvalue problem per spectrum, and about 200 of the map's size for the critical step.
public func stability(
  of procedure: CompiledProcedure, on game: CompiledGame, settings: Settings, at place: StabilityPoint,
  forcesCriticalStep: Bool = false, seed: UInt64 = 0
) throws(Refusal) -> StabilityReport {
  let map = UpdateMap(game, procedure, settings)
  do {
    switch place {
    case .equilibrium(let start):
      return try map.report(at: try map.equilibrium(near: start), forcesCriticalStep, seed)
    case .point(let point): return try map.report(at: map.projection(point), forcesCriticalStep, seed)
    }
  } catch let refusal as Refusal { throw refusal } catch { throw Refusal(.numerical, "\(error)") }
}

extension UpdateMap {
  fileprivate func report(at z: [Double], _ forcesCriticalStep: Bool, _ seed: UInt64) throws -> StabilityReport {
    let state = rest(at: z)
    let derivative = derivative(at: state)
    if let reason = procedure.undefined, !derivative.allSatisfy(\.isFinite) {
      throw Refusal(
        "\(procedure.card.id) is undefined at (\(z.map { "\($0)" }.joined(separator: ", "))), because \(reason)")
    }
    // The natural residual too: a jump of xi hides in the update map where the step is tiny.
    if let row = kink(of: step, at: state, derivative: derivative)
      ?? kink(of: natural, at: z, derivative: naturalJacobian(z))
    {
      throw Refusal(
        "the update map has no derivative along \(game.coordinates[row % dimension]) at (\(z.map { "\($0)" }.joined(separator: ", "))): it has a kink or a jump there (gradient penalty, clipping or hinge); choose another point with --at point --start ..."
      )
    }
    let active = activeConstraints(z)
    let free = (0..<dimension).filter { !active.contains($0) }
    let jacobian = jacobian(z)
    let tolerance = Self.tolerance(at: z, jacobian: jacobian)
    let isRest = norm(natural(z)) <= tolerance
    let movement = norm(zip(step(state), state).map { $0 - $1 }) / (settings.stepSizes.max() ?? 1)
    let isFixed = movement <= 10 * tolerance
    let flow = try Spectrum(of: restricted(jacobian, to: free, rows: dimension).map { 0 - $0 }, order: free.count)
    let freeRows = (0..<order).filter { !active.contains($0 % dimension) }
    let discrete = try Spectrum(of: restricted(derivative, to: freeRows, rows: order), order: freeRows.count)
    let zeroModes = isRest ? try tangents(at: z, jacobian, free, flow) : 0
    let field = flow.without(zeroModes, nearest: 0)
    // Where every direction is tangent nothing is left to judge, whatever the memory rows do.
    let isAllTangent = zeroModes > 0 && zeroModes == free.count
    let tangents = try tangentsAtRest(zeroModes, derivative)
    let rest = discrete.without(isAllTangent ? freeRows.count : tangents, nearest: 1)
    let verdict = isFixed ? rest.verdict(boundary: 1, \.modulus) : nil
    let radius = rest.maximum(\.modulus)
    let step: (value: CriticalStep, tried: Int) =
      !isRest || !isFixed
      ? (.none(reason: "no-equilibrium"), 0)
      : isAllTangent
        ? (.none(reason: "never-stable"), 0)
        : order > 100 && !forcesCriticalStep
          ? (.none(reason: "too-large"), 0) : try criticalStep(at: state, jacobian, rows: freeRows, tangents: tangents)
    let spurious = EquilibriumClass(name: "spurious", leader: nil, isStrict: true, margin: norm(xi(z)))
    return StabilityReport(
      point: z, residual: norm(xi(z)), fieldEigenvalues: flow.known, mapEigenvalues: discrete.known,
      spectralRadius: radius, spectralAbscissa: field.maximum(\.real),
      verdict: verdict, fieldVerdict: isRest ? field.verdict(boundary: 0, \.real) : nil, criticalStep: step.value,
      rate: verdict == .stable ? (radius == 0 ? 0 : -1 / log(radius)) : nil,
      equilibriumClass: isRest ? try classify(z, jacobian: jacobian, free: free) : isFixed ? spurious : nil,
      zeroModes: zeroModes,
      notes: notes(z, active, zeroModes, flow, discrete, isRest, isFixed), stepsTried: step.tried,
      meanSquare: isRest && isFixed ? try meanSquare(at: z, seed: seed) : nil, jacobian: jacobian,
      mapDerivative: derivative)
  }

  private func tangents(at z: [Double], _ jacobian: [Double], _ free: [Int], _ flow: Spectrum) throws(LapackError)
    -> Int
  {
    guard free.count == dimension, let smallest = flow.values.map(\.modulus).min(),
      smallest <= 1e-6 * max(1e-300, norm(jacobian))
    else { return norm(jacobian) == 0 && free.count == dimension ? dimension : 0 }
    let null = try nullSpace(of: jacobian, order: dimension, relativeTolerance: 1e-10)
    return tangentDimension(at: z, nullSpace: null)
  }

  /// How many of the tangents of a manifold of equilibria the update map leaves where they are: a player that responds at once
  /// may leave the manifold in one step.
  private func tangentsAtRest(_ zeroModes: Int, _ derivative: [Double]) throws(LapackError) -> Int {
    if zeroModes == 0 { return 0 }
    let change = derivative.indices.map { derivative[$0] - ($0 % (order + 1) == 0 ? 1 : 0) }
    let tolerance = max(1e-10, 16 * Double.ulpOfOne / max(norm(change), .leastNormalMagnitude))
    return min(zeroModes, try nullSpace(of: change, order: order, relativeTolerance: tolerance).count)
  }

  private func notes(
    _ z: [Double], _ active: [Int], _ zeroModes: Int, _ flow: Spectrum, _ discrete: Spectrum, _ isRest: Bool,
    _ isFixed: Bool
  ) -> [String] {
    var notes: [String] = []
    if isRest && !isFixed {
      notes.append("the update map moves this equilibrium (an active constraint), so it has no verdict")
    }
    if !isRest {
      notes.append(
        isFixed
          ? "a fixed point of the update map that is no zero of xi"
          : "no equilibrium: the residual is not zero, so there is no verdict")
    }
    if !procedure.isAutonomous {
      notes.append("the update map changes with the step number; its spectrum is that of the limit")
    }
    if procedure.isStochastic {
      notes.append("a stochastic procedure: the spectrum and the verdict are those of the mean map")
      if order > Self.largestMeanSquareOrder {
        notes.append(
          "second moments are computed up to \(Self.largestMeanSquareOrder) rows of state; here are \(order)")
      }
    }
    if let error = game.quadrature?.bound(z, settings.gameKnobs), error > 1e-10 {
      notes.append("quadrature: xi may be off by \(error) here")
    }
    if !active.isEmpty {
      notes.append(
        "active constraints on \(active.map { game.coordinates[$0] }.joined(separator: ", ")): spectra are those of the free coordinates"
      )
    }
    if zeroModes > 0 {
      notes.append("\(zeroModes) eigenvalue(s) are tangent to a manifold of equilibria and left out of the verdicts")
    }
    for (name, spectrum) in [("field", flow), ("map", discrete)] {
      let scale = max(1, spectrum.maximum(\.modulus))
      if let worst = spectrum.values.map(\.error).max(), worst > 1e-11 * scale {
        notes.append("\(name) eigenvalues are nearly defective: known to about \(shortExponent(worst)) only")
      }
    }
    return notes
  }
}

/// The submatrix of the given rows and columns.
func restricted(_ matrix: [Double], to kept: [Int], rows: Int) -> [Double] {
  kept.count == rows ? matrix : kept.flatMap { i in kept.map { matrix[i * rows + $0] } }
}

/// A power of ten for notes.
private func shortExponent(_ value: Double) -> String { "1e\(Int(floor(log10(value))))" }
