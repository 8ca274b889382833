public import Scalars

/// What stands between a procedure and the game: past views of the players, a pull of every player towards a point, a batch
/// of samples in place of expectations.
///
/// ```
/// xi_i seen at z = mean over the copies c of xi_i(z + shift_(i,c)) + weight (z - anchor) on block i
/// ```
/// Shifts and anchor are constants to the derivatives of the field that a procedure takes.
@frozen
public struct FieldView<S: Scalar> {
  /// The shift of copy c for player i in row `i * copies + c`, each as long as the iterate.
  public var shifts: Point<S>?
  /// Views that are averaged.
  public var copies: Int
  /// The batch that stands for all expectations.
  public var batch: Batch<S>?
  /// The pull of each coordinate and the point it is pulled to.
  public var pull: (weight: Point<S>, anchor: Point<S>)?

  /// The game itself.
  @inlinable @inline(__always) public init() { (shifts, copies, batch, pull) = (nil, 1, nil, nil) }

  /// Whether it is the game itself.
  @inlinable @inline(__always) var isPlain: Bool { shifts == nil && pull == nil && batch == nil }

  /// The same view one level up, of constants.
  @inlinable var lifted: FieldView<Dual<S>> {
    var view = FieldView<Dual<S>>()
    view.shifts = shifts?.lifted
    view.copies = copies
    view.batch = batch?.lifted
    view.pull = pull.map { ($0.weight.lifted, $0.anchor.lifted) }
    return view
  }

  /// The blocks of xi of some players as this view shows them.
  @inlinable func gradient(
    _ formulas: Formulas<S>, _ players: Range<Int>, _ z: Point<S>, _ knobs: Knobs<S>, _ blocks: [Range<Int>],
    into xi: Point<S>
  ) {
    for player in players {
      average(player, z, over: blocks[player], into: xi) { place, result in
        guard let batch else { return formulas.gradient(player..<player + 1, place, knobs, result) }
        let mark = z.arena.mark
        defer { z.arena.release(to: mark) }
        let all = Point<S>(count: z.count, in: z.arena)
        formulas.sampledGradient(player, place, knobs, batch, all)
        for i in blocks[player] { result[i] = all[i] }
      }
      addPull(z, on: blocks[player], to: xi)
    }
  }

  /// All partial derivatives of a player's loss as this view shows them.
  @inlinable func fullGradient(
    _ formulas: Formulas<S>, _ player: Int, _ z: Point<S>, _ knobs: Knobs<S>, _ blocks: [Range<Int>],
    into gradient: Point<S>
  ) {
    average(player, z, over: 0..<z.count, into: gradient) { place, result in
      guard let batch else { return formulas.fullGradient(player, place, knobs, result) }
      formulas.sampledGradient(player, place, knobs, batch, result)
    }
    addPull(z, on: blocks[player], to: gradient)
  }

  @inlinable func average(
    _ player: Int, _ z: Point<S>, over block: Range<Int>, into result: Point<S>,
    _ evaluate: (_ z: Point<S>, _ result: Point<S>) -> Void
  ) {
    guard let shifts else { return evaluate(z, result) }
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let one = Point<S>(count: z.count, in: z.arena)
    for i in block { result[i] = 0 }
    for copy in 0..<copies {
      let row = (player * copies + copy) * z.count
      evaluate(z + shifts[row..<row + z.count], one)
      for i in block { result[i] = result[i] + one[i] / S(exact: Double(copies)) }
    }
  }

  @inlinable func addPull(_ z: Point<S>, on block: Range<Int>, to result: Point<S>) {
    guard let pull else { return }
    for i in block { result[i] = result[i] + pull.weight[i] * (z[i] - pull.anchor[i]) }
  }
}
