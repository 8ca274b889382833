import Contracts
import Scalars

/// How each player's loss changes through what its step does to the others' steps.
enum OpponentShaping {
  /// `chi_i = sum_(j != i) (grad_i grad_j l_j) grad_j l_i`: a full gradient per player and a Hessian product per ordered pair.
  static func chi<S: OrderedScalar>(_ w: Point<S>, _ game: FieldAccess<S>) -> Point<S> {
    let chi = Point<S>(count: w.count, in: w.arena)
    chi.fill(0)
    let mark = w.arena.mark
    defer { w.arena.release(to: mark) }
    for (i, block) in game.blocks.enumerated() {
      let gradient = game.gradient(of: i, at: w)
      for (j, other) in game.blocks.enumerated() where j != i {
        let change = game.hessian(of: j, at: w, times: gradient.restricted(to: other))
        for a in block { chi[a] = chi[a] + change[a] }
      }
    }
    return chi
  }

  /// `(I - alpha J_o) xi` and `alpha chi`.
  static func terms<S: OrderedScalar>(
    _ w: Point<S>, alpha: Point<S>, _ game: FieldAccess<S>
  ) -> (xi: Point<S>, ahead: Point<S>, shaping: Point<S>) {
    let xi = game.xi(w)
    let ahead = xi - alpha * game.crossJacobian(w, times: xi)
    let shaping = chi(w, game)
    for i in 0..<w.count { shaping[i] = alpha[i] * shaping[i] }
    return (xi, ahead, shaping)
  }

  static func cost(players: Int) -> Cost {
    Cost(fields: Double(1 + players), products: Double(players * (players - 1)), crosses: 1)
  }
}
