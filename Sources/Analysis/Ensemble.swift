internal import Contracts
internal import Scalars

/// What a run did.
public struct RunSummary: Sendable {
  /// How each trajectory ended, in order; shorter than the starts if the run was stopped.
  public var outcomes: [Outcome] = []
  /// Steps taken by all trajectories together.
  public var steps = 0
  /// Rows recorded.
  public var rows = 0
  /// The largest stated quadrature error of xi over the recorded points; 0 where expectations are exact.
  public var quadratureError = 0.0
}

extension Simulation {
  /// Numbers kept in memory per worker before a block is made narrower or a trajectory is streamed.
  private static var bufferedNumbers: Int { 1 << 23 }

  /// Runs every trajectory and hands the rows over, formatted in parallel, written in order.
  ///
  /// The result does not depend on the number of threads, nor on how trajectories are packed into lanes: a trajectory equals
  /// the single run from the same start bit for bit. Long trajectories are packed fewer to a block, and streamed one by one
  /// when even a single one is too long to keep.
  /// - Parameters:
  ///   - threads: blocks in work at the same time; where there are fewer, the rest helps.
  ///   - monitor: progress and the flag to stop.
  ///   - format: turns rows into output; called in parallel.
  ///   - write: takes the output in the order of the trajectories; an error stops the run.
  public func run<Output: Sendable>(
    threads: Int, monitor: RunMonitor, format: @escaping @Sendable (Rows) -> Output,
    write: @escaping (Output) throws -> Void
  ) async throws -> RunSummary {
    // A step in lanes costs as much as about six on doubles.
    let usesLanes = game.usesLanes && !(game.isArithmetic && procedure.isArithmetic && starts.count <= 6)
    // Threads without a trajectory of their own help with the long products of the others.
    Crew.allow(helpers: usesLanes ? 0 : max(0, threads - (starts.count - firstTrajectory)))
    return usesLanes
      ? try await run(on: Lanes.self, threads: threads, monitor: monitor, format: format, write: write)
      : try await run(on: Double.self, threads: threads, monitor: monitor, format: format, write: write)
  }

  private func run<S: SimulationScalar, Output: Sendable>(
    on scalar: S.Type, threads: Int, monitor: RunMonitor, format: @escaping @Sendable (Rows) -> Output,
    write: @escaping (Output) throws -> Void
  ) async throws -> RunSummary {
    let (product, overflows) = maximalRows.multipliedReportingOverflow(by: width + 1)
    let perTrajectory = overflows ? Int.max : product
    let live = max(1, min(S.laneCount, Self.bufferedNumbers / max(1, perTrajectory)))
    if perTrajectory > Self.bufferedNumbers {
      return try streamOneByOne(on: scalar, monitor: monitor, format: format, write: write)
    }
    let blocks = (starts.count - firstTrajectory + live - 1) / live
    // Several blocks a task where there are many: handing over a block costs as much as a few of its steps.
    let perTask = max(1, min(16, blocks / (8 * max(1, threads)), Self.bufferedNumbers / (perTrajectory * live)))
    var summary = RunSummary()
    typealias Finished = (blocks: Range<Int>, output: [Output], outcomes: [Outcome], rows: Int, error: Double)
    try await withThrowingTaskGroup(of: Finished.self) { group in
      var (next, inFlight, nextToWrite): (Int, Int, Int) = (0, 0, 0)
      var waiting: [Int: Finished] = [:]
      func launch() {
        // A slow block must not let finished ones pile up behind it.
        while next < blocks, inFlight < max(1, threads), waiting.count < 4 * max(1, threads), !monitor.isStopped {
          let range = next..<min(next + perTask, blocks)
          (next, inFlight) = (range.upperBound, inFlight + 1)
          group.addTask {
            // Also after a request to stop: the trajectories on disk are then the first ones, without a gap.
            var finished: Finished = (range, [], [], 0, 0)
            for block in range {
              let first = firstTrajectory + block * live
              var runner = BlockRunner<S>(self, first: first, live: min(live, starts.count - first))
              let (rows, outcomes) = try runner.run(monitor)
              finished.output += rows.map(format)
              finished.outcomes += outcomes
              finished.rows += rows.reduce(0) { $0 + $1.steps.count }
              finished.error = max(finished.error, runner.quadratureError)
            }
            return finished
          }
        }
      }
      launch()
      while let finished = try await group.next() {
        inFlight -= 1
        waiting[finished.blocks.lowerBound] = finished
        while let ready = waiting.removeValue(forKey: nextToWrite) {
          for output in ready.output { try write(output) }
          summary.add(ready.outcomes, rows: ready.rows, error: ready.error)
          nextToWrite = ready.blocks.upperBound
        }
        launch()
      }
    }
    return summary
  }

  private func streamOneByOne<S: SimulationScalar, Output>(
    on scalar: S.Type, monitor: RunMonitor, format: @escaping (Rows) -> Output, write: @escaping (Output) throws -> Void
  ) throws -> RunSummary {
    var summary = RunSummary()
    for trajectory in firstTrajectory..<starts.count where !monitor.isStopped {
      var runner = BlockRunner<S>(self, first: trajectory, live: 1, flush: (after: 1 << 16, { try write(format($0)) }))
      let (rows, outcomes) = try runner.run(monitor)
      for rest in rows { try write(format(rest)) }
      let count = runner.flushedRows + rows.reduce(0) { $0 + $1.steps.count }
      summary.add(outcomes, rows: count, error: runner.quadratureError)
    }
    return summary
  }
}

extension RunSummary {
  fileprivate mutating func add(_ ended: [Outcome], rows count: Int, error: Double) {
    outcomes += ended
    rows += count
    quadratureError = max(quadratureError, error)
    for outcome in ended {
      switch outcome {
      case .diverged(let step, _), .notFinite(let step, _), .undefined(let step, _): steps += step
      default: steps += outcome.step
      }
    }
  }
}
