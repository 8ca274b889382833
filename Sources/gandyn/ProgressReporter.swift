import Analysis
import Dispatch
import Synchronization
import Tables

/// Shows how far a run is, ten times a second, until it is finished.
final class ProgressReporter: Sendable {
  /// Nil once finished.
  private let progress: Mutex<Progress?>
  // A queue of its own: the shared ones have no thread left while every core computes.
  private let queue = DispatchQueue(label: "progress")

  init(_ monitor: RunMonitor, total: Int, enabled: Bool) {
    progress = Mutex(Progress(total: total, label: "steps", unit: "steps", enabled: enabled))
    if enabled { show(monitor) }
  }

  private func show(_ monitor: RunMonitor) {
    queue.asyncAfter(deadline: .now() + .milliseconds(100)) { [weak self] in
      let isRunning = self?.progress.withLock { progress in
        progress?.update(done: monitor.stepsDone)
        return progress != nil
      }
      if isRunning == true { self?.show(monitor) }
    }
  }

  /// Erases the line.
  func finish() {
    progress.withLock { progress in
      progress?.finish()
      progress = nil
    }
  }
}
