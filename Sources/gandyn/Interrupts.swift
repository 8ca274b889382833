import Analysis
import Dispatch
import Glibc

/// Turns SIGINT and SIGTERM into a request to stop, so that what is finished can be written.
final class Interrupts {
  private var sources: [any DispatchSourceSignal] = []

  init(_ monitor: RunMonitor) {
    // A queue of its own: the shared ones have no thread left while every core computes.
    let queue = DispatchQueue(label: "interrupts")
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { monitor.requestStop() }
      source.resume()
      sources.append(source)
    }
    // A reader that goes away is an output error to report, not a reason to die silently.
    signal(SIGPIPE, SIG_IGN)
  }

  deinit { for source in sources { source.cancel() } }
}
