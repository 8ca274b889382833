internal import Contracts
internal import Spectra

/// What kind of point an equilibrium is, by the second-order conditions of the players.
public struct EquilibriumClass: Sendable {
  /// `nash`, `minimax`, `saddle`, `degenerate` or `spurious`.
  public let name: String
  /// The leader of a minimax point, from 1.
  public let leader: Int?
  /// Whether the deciding condition holds strictly.
  public let isStrict: Bool
  /// The eigenvalue that decided it: the smallest of the own Hessians, or of the leader's reduced Hessian.
  public let margin: Double
}

extension UpdateMap {
  /// The class of the equilibrium `z` with Jacobian `J`.
  ///
  /// - `nash`: every player's own Hessian is positive definite (strict), or semidefinite with a loss that does not fall
  ///   along its null directions (not strict).
  /// - `minimax`: not Nash, two players, locally zero-sum (`J_12 = -J_21^T`): the follower's Hessian and the leader's reduced
  ///   Hessian `J_ll - J_lf J_ff^-1 J_fl` are positive definite.
  /// - `saddle`: some own Hessian has a negative eigenvalue and no leader makes it minimax.
  /// - `degenerate`: second order does not decide, and some loss falls along a null direction.
  func classify(_ z: [Double], jacobian: [Double]) throws(LapackError) -> EquilibriumClass {
    let scale = 1e-10 * max(1e-300, norm(jacobian))
    var smallest = Double.infinity
    for block in game.blocks {
      smallest = min(
        smallest, try symmetricEigenvalues(of: part(jacobian, block, block), order: block.count).min() ?? 0)
    }
    if smallest > scale { return EquilibriumClass(name: "nash", leader: nil, isStrict: true, margin: smallest) }
    if smallest < -scale {
      if let minimax = try minimax(jacobian, scale) { return minimax }
      return EquilibriumClass(name: "saddle", leader: nil, isStrict: true, margin: smallest)
    }
    var isFlat = true
    for player in game.blocks.indices where isFlat { isFlat = try lossHolds(player, z, jacobian, scale) }
    return EquilibriumClass(name: isFlat ? "nash" : "degenerate", leader: nil, isStrict: false, margin: smallest)
  }

  private func minimax(_ jacobian: [Double], _ scale: Double) throws(LapackError) -> EquilibriumClass? {
    guard game.blocks.count == 2 else { return nil }
    let (first, second) = (
      part(jacobian, game.blocks[0], game.blocks[1]), part(jacobian, game.blocks[1], game.blocks[0])
    )
    let (rows, columns) = (game.blocks[0].count, game.blocks[1].count)
    for i in 0..<rows {
      for j in 0..<columns where (first[i * columns + j] + second[j * rows + i]).magnitude > scale { return nil }
    }
    for leader in 0..<2 {
      let (l, f) = (game.blocks[leader], game.blocks[1 - leader])
      let own = part(jacobian, f, f)
      guard let follower = try symmetricEigenvalues(of: own, order: f.count).min(), follower > scale else { continue }
      var reduced = part(jacobian, l, l)
      let (across, back) = (part(jacobian, l, f), part(jacobian, f, l))
      for j in 0..<l.count {
        let response = try solve(own, (0..<f.count).map { back[$0 * l.count + j] })
        for i in 0..<l.count {
          for m in 0..<f.count { reduced[i * l.count + j] -= across[i * f.count + m] * response[m] }
        }
      }
      if let margin = try symmetricEigenvalues(of: reduced, order: l.count).min(), margin > scale {
        return EquilibriumClass(name: "minimax", leader: leader + 1, isStrict: true, margin: min(margin, follower))
      }
    }
    return nil
  }

  /// Whether a player's loss does not fall along the null directions of its own Hessian.
  private func lossHolds(_ player: Int, _ z: [Double], _ jacobian: [Double], _ scale: Double) throws(LapackError)
    -> Bool
  {
    let block = game.blocks[player]
    let (values, vectors) = try symmetricEigen(of: part(jacobian, block, block), order: block.count)
    let centre = loss(of: player, at: z)
    for (value, vector) in zip(values, vectors) where value.magnitude <= scale {
      for size in [-1e-2, -1e-3, 1e-3, 1e-2] {
        var moved = z
        for (i, direction) in zip(block, vector) { moved[i] += size * direction }
        if loss(of: player, at: moved) < centre - 1e-14 * (1 + centre.magnitude) { return false }
      }
    }
    return true
  }

  private func part(_ matrix: [Double], _ rows: Range<Int>, _ columns: Range<Int>) -> [Double] {
    rows.flatMap { i in columns.map { matrix[i * dimension + $0] } }
  }
}
