import Contracts
import Games
import Glibc
import Testing

/// Divergences, distances and coverage of `mixture-gan` where they are known.
@Suite struct MixtureDiagnosticsTests {
  /// Each component on a mode of its own, in any order: nothing to tell apart.
  @Test(arguments: [("ring", 8), ("grid", 9), ("line", 3), ("line", 1)], [false, true])
  func generatorIsData(shape: (String, Int), reversed: Bool) throws {
    let game = try mixtureGAN(["target": .word(shape.0), "modes": .integer(shape.1), "components": .integer(shape.1)])
    let means = modes(shape.0, shape.1)
    let point = Point(game, generator: (reversed ? means.reversed() : means).flatMap { $0 })
    for name in ["js", "kl", "reverse-kl", "tv"] { #expect(try point[name].magnitude < 1e-13, "\(name)") }
    #expect(try point["coverage"] == Double(shape.1))
    let own = shape.0 == "line" ? erf(3 / 2.squareRoot()) : 1 - exp(-4.5)
    // On the grid 1e-12 of each component lies near the next mode, seven standard deviations off.
    #expect(try (point["quality"] - own).magnitude < (shape.0 == "grid" ? 1e-11 : 1e-13))
    guard shape.0 == "line" else { return }
    #expect(try point["w1"] < 1e-13 && point["w2"] < 1e-9)
  }

  /// KL, W2 and TV of two normal distributions on the line.
  @Test(arguments: [(0.3, 0.1), (0.05, 0.1), (-0.2, 0.25), (3, 0.02)])
  func twoNormals(shift: Double, scale: Double) throws {
    let game = try mixtureGAN(["target": .word("line"), "modes": .integer(1), "components": .integer(1)])
    let (point, std) = (Point(game, ["scale": scale], generator: [shift]), 0.1)
    let ratio = (std / scale) * (std / scale)
    let kl = (ratio + shift * shift / (scale * scale) - 1 - log(ratio)) / 2
    let reverse = (1 / ratio + shift * shift / (std * std) - 1 + log(ratio)) / 2
    #expect(try (point["kl"] - kl).magnitude < 1e-12 * max(1, kl))
    #expect(try (point["reverse-kl"] - reverse).magnitude < 1e-12 * max(1, reverse))
    let distance = (shift * shift + (std - scale) * (std - scale)).squareRoot()
    #expect(try (point["w2"] - distance).magnitude < 1e-12)
    if scale == std {
      #expect(try (point["tv"] - erf(shift.magnitude / std / 8.squareRoot())).magnitude < 1e-13)
      #expect(try (point["w1"] - shift.magnitude).magnitude < 1e-12)
    }
    let normal = { (x: Double) in (1 + erf(x / 2.squareRoot())) / 2 }
    let mass = normal((3 * std - shift) / scale) - normal((-3 * std - shift) / scale)
    #expect(try (point["quality"] - mass).magnitude < 1e-13)
  }

  /// KL and TV in the plane, covariances `L L^T` of a file and `A A^T` of an affine map.
  @Test func twoNormalsInThePlane() throws {
    let file = OptionValue.matrix([[1, 0.5, -1, 2, 0.5, 1]], source: "test")
    let game = try mixtureGAN(["mixture": file, "generator": .word("affine")])
    let point = Point(game, generator: [1, 0.5, -0.25, 0.75, 0, 0.25])
    // S = [2 1/2; 1/2 1], T = A A^T = [5/4 1/8; 1/8 5/8], T^-1 = 64/49 [5/8 -1/8; -1/8 5/4], m - n = (1/2, -5/4).
    let trace = 64.0 / 49 * (2 * 5.0 / 8 - 2 * 0.5 / 8 + 5.0 / 4)
    let square = 64.0 / 49 * (0.25 * 5 / 8 + 2 * 0.5 * 1.25 / 8 + 1.5625 * 5 / 4)
    let kl = (trace + square - 2 + log(49.0 / 64 / 1.75)) / 2
    #expect(try (point["kl"] - kl).magnitude < 1e-12)
    // The same covariance, shifted: L = [sqrt 2, 0; 1/(2 sqrt 2), sqrt(7/8)].
    let root = 2.squareRoot()
    let shifted = Point(game, generator: [root, 0, 0.5 / root, (7.0 / 8).squareRoot(), 1.5, -1])
    // Mahalanobis distance of (1, 0): S^-1_11 = 1 / 1.75.
    let expected = erf((1 / 1.75).squareRoot() / 8.squareRoot())
    #expect(try (shifted["tv"] - expected).magnitude < 2e-7)
    #expect(try (shifted["kl"] - 1 / 3.5).magnitude < 1e-12)
    #expect(try (shifted["reverse-kl"] - 1 / 3.5).magnitude < 1e-12)
  }

  /// A rotation of a round Gaussian changes nothing: TV between shifted round Gaussians, whatever the direction.
  @Test(arguments: [0.0, 0.4, 1.3, 2.9]) func totalVariationOfAShift(angle: Double) throws {
    let game = try mixtureGAN(["modes": .integer(1), "components": .integer(1)])
    for distance in [0.01, 0.1, 0.3, 1] {
      // The single mode of a ring lies at (2, 0).
      let point = Point(game, generator: [2 + distance * cos(angle), distance * sin(angle)])
      #expect(try (point["tv"] - erf(distance / 0.1 / 8.squareRoot())).magnitude < 2e-7)
    }
  }

  /// A shift of every mode moves everything by it.
  @Test(arguments: [1e-3, 0.3, 5]) func shiftedMixtures(shift: Double) throws {
    let game = try mixtureGAN(["target": .word("line")])
    let point = Point(game, generator: [-2 - shift, -shift, 2 - shift])
    #expect(try (point["w1"] - shift).magnitude < 1e-12)
    #expect(try (point["w2"] - shift).magnitude < 1e-12)
  }

  /// Components wider or narrower than the modes, at the same places.
  @Test(arguments: [0.01, 0.05, 0.15, 0.3]) func massWithinThreeDeviations(scale: Double) throws {
    let game = try mixtureGAN([:])
    let point = Point(game, ["scale": scale], generator: modes("ring", 8).flatMap { $0 })
    // The nearest other mode is 1.53 away: 1e-5 of the widest component reaches its disc, and is counted there.
    #expect(try (point["quality"] - (1 - exp(-4.5 * 0.01 / (scale * scale)))).magnitude < (scale > 0.2 ? 1e-4 : 1e-13))
  }

  /// Half of a mode's weight covers it; one component on all modes' places covers one.
  @Test func coverageCountsModes() throws {
    let game = try mixtureGAN(["components": .integer(2)])
    let ring = modes("ring", 8)
    #expect(try Point(game, generator: ring[0] + ring[3])["coverage"] == 2)
    #expect(try Point(game, generator: ring[0] + ring[0])["coverage"] == 1)
    #expect(try Point(game, generator: [0, 0, 0.5, 0])["coverage"] == 0)
    #expect(try Point(game, generator: [0, 0, 0.5, 0])["quality"] < 1e-12)
  }

  /// Supports without overlap, atoms, and laws on a line.
  @Test func extremes() throws {
    let far = Point(try mixtureGAN([:]), generator: Array(repeating: 1e3, count: 16))
    #expect(try (far["js"] - log(2)).magnitude < 1e-12 && (far["tv"] - 1).magnitude < 1e-12)
    let atom = Point(
      try mixtureGAN(["target": .word("line"), "modes": .integer(1), "generator": .word("affine")]),
      generator: [0, 0, 0])
    #expect(try atom["kl"] == .infinity && atom["reverse-kl"] == .infinity)
    #expect(try (atom["js"] - log(2)).magnitude < 1e-12 && (atom["tv"] - 1).magnitude < 1e-12)
    #expect(try (atom["w1"] - 0.1 * (2 / Double.pi).squareRoot()).magnitude < 1e-12)
    #expect(try (atom["w2"] - 0.1).magnitude < 1e-12)
    #expect(try atom["coverage"] == 1 && atom["quality"] == 1)
    let onALine = try mixtureGAN(["generator": .word("affine"), "latent_dimension": .integer(1)])
    #expect(!onALine.diagnostics.contains { $0.name == "js" })
    // x_1 = e through the modes (2, 0) and (-2, 0).
    let chord = erf(2.3 / 2.squareRoot()) - erf(1.7 / 2.squareRoot())
    #expect(try (Point(onALine, generator: [1, 0, 0, 0])["quality"] - chord).magnitude < 1e-12)
  }

  private func modes(_ shape: String, _ count: Int) -> [[Double]] {
    let side = Int(Double(count).squareRoot().rounded())
    return (0..<count).map { k in
      let (turn, centre) = (2 * Double.pi * Double(k) / Double(count), Double(side - 1) / 2)
      return switch shape {
      case "ring": [2 * cos(turn), 2 * sin(turn)]
      case "grid": [Double(k % side) - centre, Double(k / side) - centre]
      default: [2 * (Double(k) - Double(count - 1) / 2)]
      }
    }
  }
}

/// A mixture game with options by value.
func mixtureGAN(_ options: [String: OptionValue]) throws -> CompiledGame {
  let entry = try #require(allGames.first { $0.card.id == "mixture-gan" })
  return try entry.make(Options(options, for: entry.card))
}

/// A point of a game at which its diagnostics are asked: the generator's coordinates, zeros for the discriminator.
private struct Point {
  let game: CompiledGame
  let z, knobs: [Double]

  init(_ game: CompiledGame, _ set: [String: Double] = [:], generator: [Double]) {
    self.game = game
    z = generator + Array(repeating: 0, count: game.coordinates.count - generator.count)
    knobs = game.knobs.map { set[$0.name] ?? $0.defaultValue }
  }

  subscript(_ name: String) -> Double {
    get throws { try #require(game.diagnostics.first { $0.name == name }, "\(name)").value(z, knobs) }
  }
}
