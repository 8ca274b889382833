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
  /// The class of the equilibrium `z` with Jacobian `J`, in the coordinates that no constraint holds fixed.
  ///
  /// - `nash`: every player's own Hessian is positive definite (strict), or semidefinite with a loss that does not fall
  ///   along its null directions (not strict).
  /// - `minimax`: not Nash, two players whose losses sum to zero to second order: the follower's Hessian and the leader's
  ///   reduced Hessian `J_ll - J_lf J_ff^-1 J_fl` are positive definite.
  /// - `saddle`: some own Hessian has a negative eigenvalue and no leader makes it minimax.
  /// - `degenerate`: second order does not decide, and some loss falls along a null direction.
  func classify(_ z: [Double], jacobian: [Double], free: [Int]) throws(LapackError) -> EquilibriumClass {
    let scale = 1e-10 * max(1e-300, norm(jacobian))
    let blocks = game.blocks.map { block in free.filter { block.contains($0) } }
    var smallest = Double.infinity
    for block in blocks where !block.isEmpty {
      let own = part(jacobian, block, block)
      smallest = min(smallest, try symmetricEigenvalues(of: own, order: block.count).min() ?? 0)
    }
    if smallest > scale { return EquilibriumClass(name: "nash", leader: nil, isStrict: true, margin: smallest) }
    if smallest < -scale {
      if let minimax = try minimax(z, jacobian, blocks, scale) { return minimax }
      return EquilibriumClass(name: "saddle", leader: nil, isStrict: true, margin: smallest)
    }
    var isFlat = true
    for player in blocks.indices where isFlat && !blocks[player].isEmpty {
      isFlat = try lossHolds(player, blocks[player], z, jacobian, scale)
    }
    return EquilibriumClass(name: isFlat ? "nash" : "degenerate", leader: nil, isStrict: false, margin: smallest)
  }

  private func minimax(
    _ z: [Double], _ jacobian: [Double], _ blocks: [[Int]], _ scale: Double
  ) throws(LapackError) -> EquilibriumClass? {
    guard blocks.count == 2, !blocks[0].isEmpty, !blocks[1].isEmpty, norm(lossHessianSum(z)) <= 10 * scale else {
      return nil
    }
    for leader in 0..<2 {
      let (l, f) = (blocks[leader], blocks[1 - leader])
      let own = part(jacobian, f, f)
      guard let follower = try symmetricEigenvalues(of: own, order: f.count).min(), follower > scale else { continue }
      var reduced = part(jacobian, l, l)
      let (across, back) = (part(jacobian, l, f), part(jacobian, f, l))
      for j in l.indices {
        let response = try solve(own, f.indices.map { back[$0 * l.count + j] })
        for i in l.indices {
          for m in f.indices { reduced[i * l.count + j] -= across[i * f.count + m] * response[m] }
        }
      }
      if let margin = try symmetricEigenvalues(of: reduced, order: l.count).min(), margin > scale {
        return EquilibriumClass(name: "minimax", leader: leader + 1, isStrict: true, margin: min(margin, follower))
      }
    }
    return nil
  }

  /// Whether a player's loss does not fall along the null directions of its own Hessian.
  private func lossHolds(
    _ player: Int, _ block: [Int], _ z: [Double], _ jacobian: [Double], _ scale: Double
  ) throws(LapackError) -> Bool {
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

  private func part(_ matrix: [Double], _ rows: [Int], _ columns: [Int]) -> [Double] {
    rows.flatMap { i in columns.map { matrix[i * dimension + $0] } }
  }
}
