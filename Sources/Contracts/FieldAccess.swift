public import Scalars

/// The game as a procedure sees it, over one scalar: xi, full gradients, products with J, its blocks and transposes, with the
/// Hessians of the losses, and the projection.
@frozen
public struct FieldAccess<S: OrderedScalar> {
  @usableFromInline let formulas: Formulas<S>
  @usableFromInline let dual: Formulas<Dual<S>>
  @usableFromInline let knobs: Knobs<S>
  /// The coordinates of each player.
  public let blocks: [Range<Int>]
  @usableFromInline let isZeroSum, isConstrained: Bool
  /// What stands between the procedure and the game.
  public var view = FieldView<S>()
  /// Where random numbers come from in a simulation; nil where the mean map is asked for.
  public var noise: NoiseSource<S>?
  /// The step for which every evaluation draws a new batch; nil where they share one.
  public var freshBatchStep: Int?

  /// A view of a compiled game at one scalar, with its knobs.
  @inlinable public init(_ game: CompiledGame, _ formulas: Formulas<S>, _ dual: Formulas<Dual<S>>, knobs: Knobs<S>) {
    (self.formulas, self.dual, self.knobs, blocks) = (formulas, dual, knobs, game.blocks)
    (isZeroSum, isConstrained) = (game.isZeroSum, game.isConstrained)
  }

  /// The same game as another view shows it.
  @inlinable @inline(__always) public func seen(through view: FieldView<S>) -> FieldAccess {
    var access = self
    access.view = view
    return access
  }

  /// The nearest point of the constraint set, in place; returns the point for use in formulas.
  @inlinable @inline(__always) public func project(_ z: Point<S>) -> Point<S> {
    if isConstrained { formulas.project(z, knobs) }
    return z
  }

  /// A direction at `z` in its rescaled form, in place.
  @inlinable public func rescaled(_ direction: Point<S>, at z: Point<S>) -> Point<S> {
    formulas.rescale(direction, z)
    return direction
  }

  /// The point with the block of one of the `bestResponders` replaced by its best response to the others.
  @inlinable public func bestResponse(_ z: Point<S>, of player: Int) -> Point<S> {
    let moved = Point<S>(count: z.count, in: z.arena)
    moved.assign(z)
    formulas.bestResponse(player, moved, knobs)
    return moved
  }
}

/// Gradients.
extension FieldAccess {
  /// The simultaneous gradient `xi(z)`.
  @inlinable @inline(__always) public func xi(_ z: Point<S>) -> Point<S> {
    let xi = Point<S>(count: z.count, in: z.arena)
    write(0..<blocks.count, z, into: xi)
    return xi
  }

  /// The block of xi of one player, zero elsewhere.
  @inlinable @inline(__always) public func xi(_ z: Point<S>, of player: Int) -> Point<S> {
    let xi = Point<S>(count: z.count, in: z.arena)
    xi.fill(0)
    write(player..<player + 1, z, into: xi)
    return xi
  }

  /// The view of one evaluation, with its own batch where every evaluation has one.
  @inlinable @inline(__always) var current: FieldView<S> {
    if let freshBatchStep, let batch = view.batch { noise?.fill(batch, step: freshBatchStep) }
    return view
  }

  @inlinable @inline(__always) func write(_ players: Range<Int>, _ z: Point<S>, into xi: Point<S>) {
    if view.isPlain { return formulas.gradient(players, z, knobs, xi) }
    current.gradient(formulas, players, z, knobs, blocks, into: xi)
  }

  /// All partial derivatives of a player's loss; in zero-sum games from one evaluation of xi.
  @inlinable public func gradient(of player: Int, at z: Point<S>) -> Point<S> {
    let gradient = Point<S>(count: z.count, in: z.arena)
    if view.isPlain {
      formulas.fullGradient(player, z, knobs, gradient)
    } else {
      current.fullGradient(formulas, player, z, knobs, blocks, into: gradient)
    }
    return gradient
  }
}
