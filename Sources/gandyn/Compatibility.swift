import Analysis
import Contracts
import Tables

// Until the library can resume: everything but --resume works.

extension DataFile {
  /// Nothing is checked beforehand.
  static func check(_ path: String, force: Bool) throws {}

  /// Refuses.
  convenience init(resuming path: String, keeping count: Int) throws { throw Refusal("--resume is not there yet") }
}

extension Simulation {
  /// The first trajectory.
  var firstTrajectory: Int { 0 }

  /// The plan itself.
  func starting(at first: Int) -> Simulation { self }
}
