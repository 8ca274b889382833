public import Scalars

/// The game as a procedure sees it, over one scalar: xi, products with J and its transpose, the projection.
@frozen
public struct FieldAccess<S: OrderedScalar> {
  @usableFromInline let formulas: Formulas<S>
  @usableFromInline let dual: Formulas<Dual<S>>
  @usableFromInline let knobs: Knobs<S>
  /// The coordinates of each player.
  public let blocks: [Range<Int>]
  @usableFromInline let isZeroSum, isConstrained: Bool

  /// A view of a compiled game at one scalar, with its knobs.
  @inlinable public init(_ game: CompiledGame, _ formulas: Formulas<S>, _ dual: Formulas<Dual<S>>, knobs: Knobs<S>) {
    (self.formulas, self.dual, self.knobs, blocks) = (formulas, dual, knobs, game.blocks)
    (isZeroSum, isConstrained) = (game.isZeroSum, game.isConstrained)
  }

  /// The simultaneous gradient `xi(z)`.
  @inlinable @inline(__always) public func xi(_ z: Point<S>) -> Point<S> {
    let xi = Point<S>(count: z.count, in: z.arena)
    formulas.gradient(0..<blocks.count, z, knobs, xi)
    return xi
  }

  /// The block of xi of one player, zero elsewhere.
  @inlinable @inline(__always) public func xi(_ z: Point<S>, of player: Int) -> Point<S> {
    let xi = Point<S>(count: z.count, in: z.arena)
    xi.fill(0)
    formulas.gradient(player..<player + 1, z, knobs, xi)
    return xi
  }

  /// `J(z) u`: one evaluation of xi on duals.
  @inlinable public func jacobian(_ z: Point<S>, times u: Point<S>) -> Point<S> {
    let product = Point<S>(count: z.count, in: z.arena)
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let xi = Point<Dual<S>>(count: z.count, in: z.arena)
    dual.gradient(0..<blocks.count, z.moving(along: u), knobs.lifted, xi)
    for i in 0..<z.count { product[i] = xi[i].tangent }
    return product
  }

  /// `J(z)^T u = sum_i d/de grad loss_i(z + e u_i)` with `u_i` the block of player i.
  ///
  /// One full gradient on duals per player.
  /// In zero-sum games `J^T = P J P` with `P = diag(I, -I)`: one evaluation of xi on duals.
  @inlinable public func transposedJacobian(_ z: Point<S>, times u: Point<S>) -> Point<S> {
    if isZeroSum { return flipSecondPlayer(jacobian(z, times: flipSecondPlayer(u))) }
    let product = Point<S>(count: z.count, in: z.arena)
    product.fill(0)
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let (moving, gradient) = (z.lifted, Point<Dual<S>>(count: z.count, in: z.arena))
    for player in 0..<blocks.count {
      for i in blocks[player] { moving[i].tangent = u[i] }
      dual.fullGradient(player, moving, knobs.lifted, gradient)
      for i in blocks[player] { moving[i].tangent = 0 }
      for i in 0..<z.count { product[i] = product[i] + gradient[i].tangent }
    }
    return product
  }

  /// The nearest point of the constraint set, in place; returns the point for use in formulas.
  @inlinable @inline(__always) public func project(_ z: Point<S>) -> Point<S> {
    if isConstrained { formulas.project(z, knobs) }
    return z
  }

  /// The point with the block of one of the `bestResponders` replaced by its best response to the others.
  @inlinable public func bestResponse(_ z: Point<S>, of player: Int) -> Point<S> {
    let moved = Point<S>(count: z.count, in: z.arena)
    moved.assign(z)
    formulas.bestResponse(player, moved, knobs)
    return moved
  }

  @inlinable func flipSecondPlayer(_ u: Point<S>) -> Point<S> {
    let flipped = Point<S>(count: u.count, in: u.arena)
    flipped.assign(u)
    for i in blocks[1] { flipped[i] = -u[i] }
    return flipped
  }
}
