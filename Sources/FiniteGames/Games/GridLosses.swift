internal import Contracts
internal import Dispatch
internal import Scalars

/// Losses at many points, in lanes where the game uses them, on several threads where that is worth it.
extension GridGame {
  /// A player's losses at whole points of the game.
  public func losses(of player: Int, _ points: some Sequence<[Double]>) -> [Double] {
    let points = Array(points)
    return losses(of: player, count: points.count) { i, z in
      for c in points[i].indices { z[c] = points[i][c] }
    }
  }

  /// A player's losses at all points of one player's grid, the other player at a point of its box.
  func gridLosses(of player: Int, moving mover: Int, against point: [Double]) -> [Double] {
    let fixed = game.blocks[1 - mover]
    return losses(of: player, count: actionCounts[mover]) { action, z in
      for (c, value) in zip(fixed, point) { z[c] = value }
      writePoint(action, of: mover, into: z)
    }
  }

  /// A player's losses at `count` points that `write` writes.
  ///
  /// The points are dealt out in whole packs of lanes, so that a loss depends neither on the others nor on the threads.
  func losses(
    of player: Int, count: Int, at write: @Sendable (Int, UnsafeMutablePointer<Double>) -> Void
  ) -> [Double] {
    let chunk = 16 * Lanes.laneCount
    // Shorter lists take less time than waking another thread.
    let workers = count < 4 * chunk ? 1 : max(1, min(threads, (count + chunk - 1) / chunk))
    return [Double](unsafeUninitializedCapacity: count) { buffer, initialised in
      defer { initialised = count }
      guard let start = buffer.baseAddress else { return }
      // Every worker writes places of its own.
      nonisolated(unsafe) let losses = start
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        let workspace = Workspace()
        withExtendedLifetime(workspace) {
          for start in stride(from: worker * chunk, to: count, by: workers * chunk) {
            let mark = workspace.arena.mark
            let points = start..<min(start + chunk, count)
            if game.usesLanes {
              writeLossesInLanes(of: player, points, write, into: losses, workspace.arena)
            } else {
              writeLosses(of: player, points, write, into: losses, workspace.arena)
            }
            workspace.arena.release(to: mark)
          }
        }
      }
    }
  }

  private func writeLosses(
    of player: Int, _ points: Range<Int>, _ write: (Int, UnsafeMutablePointer<Double>) -> Void,
    into losses: UnsafeMutablePointer<Double>, _ arena: Arena
  ) {
    let knobs = Knobs(Point<Double>(self.knobs, in: arena))
    let z = Point<Double>(count: axes.count, in: arena)
    let mark = arena.mark
    for i in points {
      write(i, z.start)
      losses[i] = game.onDouble.loss(player, z, knobs)
      arena.release(to: mark)
    }
  }

  private func writeLossesInLanes(
    of player: Int, _ points: Range<Int>, _ write: (Int, UnsafeMutablePointer<Double>) -> Void,
    into losses: UnsafeMutablePointer<Double>, _ arena: Arena
  ) {
    let knobs = Knobs(Point<Lanes>(self.knobs, in: arena))
    let width = Lanes.laneCount
    let (one, z) = (arena.take(axes.count, of: Double.self), Point<Lanes>(count: axes.count, in: arena))
    let (columns, results) = (arena.take(width * axes.count, of: Double.self), arena.take(width, of: Double.self))
    let mark = arena.mark
    for first in stride(from: points.lowerBound, to: points.upperBound, by: width) {
      // Lanes beyond the end repeat the last point.
      for lane in 0..<width {
        write(min(first + lane, points.upperBound - 1), one)
        for c in axes.indices { columns[c * width + lane] = one[c] }
      }
      for c in axes.indices { z[c] = Double.pack(columns + c * width, stride: 1) }
      Double.unpack(game.onLanes.loss(player, z, knobs), into: results, stride: 1)
      for lane in 0..<min(width, points.upperBound - first) { losses[first + lane] = results[lane] }
      arena.release(to: mark)
    }
  }
}
