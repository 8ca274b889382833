import Contracts
import Scalars

/// What a leader (player 1) needs to know of a follower (player 2) who minimises its loss.
struct Follower<S: OrderedScalar> {
  let w: Point<S>
  let damping: S
  let game: FieldAccess<S>

  /// `(H_yy + damping I)^-1 b` for a point b, on the block of the follower, zero elsewhere; H the Hessian of its loss.
  func solve(_ b: Point<S>) -> Point<S> {
    let block = game.blocks[1]
    let matrix = game.jacobianBlock(w, rows: 1, columns: 1)
    for i in 0..<block.count { matrix[i, i] = matrix[i, i] + damping }
    let solution = Point<S>(count: w.count, in: w.arena)
    solution.fill(0)
    solution[block].assign(matrix.solve(b[block]))
    return solution
  }
}

extension Follower<Double> {
  static var undefined: String {
    "the follower's Hessian H_yy + damping I is singular there; use --set damping=..., such as damping=0.1"
  }
  static var damping: Knob {
    Knob("damping", 0, .nonnegative, "added to the follower's Hessian, in units of H_yy")
  }
  /// Columns of the follower's Hessian among all columns of J.
  static let share = 0.5
}
