public import Scalars

/// Products with second derivatives: each is one evaluation of gradients on duals, no matrix is formed.
extension FieldAccess {
  /// `J(z) u`: one evaluation of xi on duals.
  @inlinable public func jacobian(_ z: Point<S>, times u: Point<S>) -> Point<S> {
    let product = Point<S>(count: z.count, in: z.arena)
    differentiate(0..<blocks.count, z.moving(along: u), into: product)
    return product
  }

  /// The rows of one player of `J(z) u`, zero elsewhere: one evaluation of its block of xi on duals.
  @inlinable public func jacobian(_ z: Point<S>, times u: Point<S>, of player: Int) -> Point<S> {
    let product = Point<S>(count: z.count, in: z.arena)
    product.fill(0)
    differentiate(player..<player + 1, z.moving(along: u), into: product)
    return product
  }

  /// `J_o(z) u`, with J_o the Jacobian without its own-own blocks: every player's block of xi on duals once.
  @inlinable public func crossJacobian(_ z: Point<S>, times u: Point<S>) -> Point<S> {
    let product = Point<S>(count: z.count, in: z.arena)
    for player in blocks.indices {
      let moving = z.moving(along: u)
      for i in blocks[player] { moving[i].tangent = 0 }
      differentiate(player..<player + 1, moving, into: product)
    }
    return product
  }

  @inlinable func differentiate(_ players: Range<Int>, _ z: Point<Dual<S>>, into product: Point<S>) {
    if players.isEmpty { return }
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let xi = Point<Dual<S>>(count: z.count, in: z.arena)
    if view.isPlain {
      dual.gradient(players, z, knobs.lifted, xi)
    } else {
      current.lifted.gradient(dual, players, z, knobs.lifted, blocks, into: xi)
    }
    for player in players { for i in blocks[player] { product[i] = xi[i].tangent } }
  }

  /// `J(z)^T u = sum_i H_i u_i` with H_i the Hessian of loss i and u_i the block of player i.
  ///
  /// One full gradient on duals per player.
  /// In zero-sum games `J^T = P J P` with `P = diag(I, -I)`: one evaluation of xi on duals.
  @inlinable public func transposedJacobian(_ z: Point<S>, times u: Point<S>) -> Point<S> {
    if isSkew { return flipSecondPlayer(jacobian(z, times: flipSecondPlayer(u))) }
    let product = Point<S>(count: z.count, in: z.arena)
    product.fill(0)
    addHessians(z, u, to: product) { _, _ in true }
    return product
  }

  /// `J_o(z)^T u`; in zero-sum games `-J_o u`.
  @inlinable public func transposedCrossJacobian(_ z: Point<S>, times u: Point<S>) -> Point<S> {
    if isSkew {
      let product = crossJacobian(z, times: u)
      for i in 0..<product.count { product[i] = -product[i] }
      return product
    }
    let product = Point<S>(count: z.count, in: z.arena)
    product.fill(0)
    addHessians(z, u, to: product) { player, i in !blocks[player].contains(i) }
    return product
  }

  /// `H_i(z) u` with H_i the Hessian of loss i: one full gradient on duals.
  @inlinable public func hessian(of player: Int, at z: Point<S>, times u: Point<S>) -> Point<S> {
    let product = Point<S>(count: z.count, in: z.arena)
    differentiateLoss(player, z.moving(along: u), into: product)
    return product
  }

  /// Whether xi carries all second derivatives: `J_o` is skew in zero-sum games, unless the players are shown different views.
  @inlinable var isSkew: Bool { isZeroSum && view.shifts == nil }

  @inlinable func addHessians(
    _ z: Point<S>, _ u: Point<S>, to product: Point<S>, where isWanted: (_ player: Int, _ i: Int) -> Bool
  ) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let (moving, change) = (z.lifted, Point<S>(count: z.count, in: z.arena))
    for player in blocks.indices {
      for i in blocks[player] { moving[i].tangent = u[i] }
      differentiateLoss(player, moving, into: change)
      for i in blocks[player] { moving[i].tangent = 0 }
      for i in 0..<z.count where isWanted(player, i) { product[i] = product[i] + change[i] }
    }
  }

  @inlinable func differentiateLoss(_ player: Int, _ z: Point<Dual<S>>, into product: Point<S>) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let gradient = Point<Dual<S>>(count: z.count, in: z.arena)
    if view.isPlain {
      dual.fullGradient(player, z, knobs.lifted, gradient)
    } else {
      current.lifted.fullGradient(dual, player, z, knobs.lifted, blocks, into: gradient)
    }
    for i in 0..<z.count { product[i] = gradient[i].tangent }
  }

  @inlinable func flipSecondPlayer(_ u: Point<S>) -> Point<S> {
    let flipped = Point<S>(count: u.count, in: u.arena)
    flipped.assign(u)
    for i in blocks[1] { flipped[i] = -u[i] }
    return flipped
  }
}

/// Matrices, for rules that need a solve: one product a column.
extension FieldAccess {
  /// The rows of `J(z)` in one block, by the columns of another.
  @inlinable public func jacobianBlock(_ z: Point<S>, rows player: Int, columns other: Int) -> Matrix<S> {
    let (rows, columns) = (blocks[player], blocks[other])
    let matrix = Matrix<S>(rows: rows.count, columns: columns.count, in: z.arena)
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let (moving, product) = (z.lifted, Point<S>(count: z.count, in: z.arena))
    for j in columns {
      moving[j].tangent = 1
      differentiate(player..<player + 1, moving, into: product)
      moving[j].tangent = 0
      for i in rows { matrix[i - rows.lowerBound, j - columns.lowerBound] = product[i] }
    }
    return matrix
  }

  /// `J(z)`, or `J_o(z)` with its own-own blocks zero.
  @inlinable public func jacobianMatrix(_ z: Point<S>, withOwnBlocks: Bool = true) -> Matrix<S> {
    let matrix = Matrix<S>(rows: z.count, columns: z.count, in: z.arena)
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let (moving, product) = (z.lifted, Point<S>(count: z.count, in: z.arena))
    for owner in blocks.indices {
      for j in blocks[owner] {
        moving[j].tangent = 1
        if withOwnBlocks {
          differentiate(0..<blocks.count, moving, into: product)
        } else {
          differentiate(0..<owner, moving, into: product)
          differentiate(owner + 1..<blocks.count, moving, into: product)
          for i in blocks[owner] { product[i] = 0 }
        }
        moving[j].tangent = 0
        for i in 0..<z.count { matrix[i, j] = product[i] }
      }
    }
    return matrix
  }
}
