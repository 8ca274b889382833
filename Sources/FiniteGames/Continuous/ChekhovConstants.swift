internal import Contracts

/// What the proof of the Chekhov GAN's bound needs to know of a game.
struct ChekhovConstants {
  private var lipschitz = 0.0
  private var lowest = Double.infinity
  private var highest = -Double.infinity

  /// Takes in the losses of the generator's grid against a discriminator, and the slope that the discriminator saw.
  mutating func see(_ row: [Double], _ slope: [Double]) {
    lipschitz = max(lipschitz, inner(slope, slope).squareRoot())
    for entry in row { (lowest, highest) = (min(lowest, entry), max(highest, entry)) }
  }

  /// The bound of NashConv, from the largest slope L and d, the diameter of the discriminator's box.
  /// ```
  /// Reg_1 <= range + eta0 L^2 sqrt T,   Reg_2 <= (d^2 / (2 eta0) + eta0 L^2) sqrt T
  /// ```
  /// The second is `sqrt 2 L d sqrt T` at the step of the theorem, `eta0 = d / (sqrt 2 L)`.
  func bound(
    _ grid: GridGame, eta0: Double, iterations: Int, rounds: Double
  ) -> [(name: String, value: Double)] {
    let reach = max(grid.diameter(1), grid.farthest(1))
    let drift = eta0 * lipschitz * lipschitz
    let first = highest - lowest + drift * Double(iterations) / rounds.squareRoot()
    let second =
      reach * reach / (2 * eta0) * rounds.squareRoot() + drift * Double(iterations) / rounds.squareRoot()
    return [
      ("bound", (first + second) / Double(iterations)), ("lipschitz", lipschitz), ("range", highest - lowest),
      ("eta0_theory", grid.diameter(1) / (2.0.squareRoot() * lipschitz)),
    ]
  }
}

extension GridGame {
  /// The largest norm of a point of a player's box.
  func farthest(_ player: Int) -> Double {
    game.blocks[player].reduce(0.0) { sum, c in
      let side = max(axes[c].low.magnitude, axes[c].high.magnitude)
      return sum + side * side
    }.squareRoot()
  }
}
