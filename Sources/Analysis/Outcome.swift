/// How a trajectory ended: every run ends in one of these, with a sentence that says what to change.
public enum Outcome: Sendable, Equatable {
  /// The residual fell to the tolerance asked for.
  case converged(step: Int)
  /// A coordinate grew beyond every bound; the last finite state is kept.
  case diverged(step: Int, coordinate: String)
  /// A value was not a number although the state was moderate; the last finite state is kept.
  case notFinite(step: Int, coordinate: String)
  /// The procedure has no next step from the last state, for this reason.
  case undefined(step: Int, reason: String)
  /// All steps were taken.
  case stepBudget(step: Int)
  /// Stopped from outside; what was finished is valid.
  case interrupted(step: Int)

  /// The name in manifests and summaries.
  public var name: String {
    switch self {
    case .converged: "converged"
    case .diverged: "diverged"
    case .notFinite: "notFinite"
    case .undefined: "undefined"
    case .stepBudget: "stepBudget"
    case .interrupted: "interrupted"
    }
  }

  /// The step at which it ended; for a divergence the step whose result is not finite.
  public var step: Int {
    switch self {
    case .converged(let step), .stepBudget(let step), .interrupted(let step): step
    case .diverged(let step, _), .notFinite(let step, _), .undefined(let step, _): step
    }
  }

  /// One sentence for a person.
  public var advice: String {
    switch self {
    case .converged(let step): "the residual reached the tolerance at step \(step)"
    case .diverged(let step, let coordinate):
      "\(coordinate) grew to infinity at step \(step); lower eta, add a regulariser or try another procedure"
    case .notFinite(let step, let coordinate):
      "\(coordinate) was not a number at step \(step) although the state before was moderate; look at the last row"
    case .undefined(let step, let reason): "step \(step) is undefined, because \(reason)"
    case .stepBudget(let step):
      "all \(step) steps were taken; raise --steps, or set --until residual=... to stop at convergence"
    case .interrupted(let step): "stopped from outside after step \(step)"
    }
  }
}
