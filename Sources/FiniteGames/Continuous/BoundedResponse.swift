internal import Chance

/// A resource-bounded best response: the best point that `restarts` runs of `steps` gradient steps see.
/// ```
/// x <- projection(x + step * sum_j q_j grad_x u(x, y_j))
/// ```
/// The first run starts from a given point, the others from uniform random points of the box, addressed by (seed,
/// iteration, restart): so more restarts, or more steps, never worsen a response.
/// - Source: Oliehoek et al. (2017), arXiv:1712.00679, where a response may be any that the computation at hand
///   reaches.
/// - Cost: `restarts * steps` gradients and as many losses for every weighted point.
struct BoundedResponse: Sendable {
  var steps: Int
  var restarts: Int
  var step: Double
  var seed: UInt64

  /// The best point seen.
  func best(_ problem: ResponseProblem, from first: [Double], iteration: Int) -> Response {
    let stream = RandomStream(seed: seed, trajectory: UInt64(iteration))
    var best = Response(point: first, payoff: -.infinity)
    for restart in 0..<restarts {
      var x = restart == 0 ? first : problem.randomPoint(stream, restart)
      best.consider(x, problem.payoff(x))
      for _ in 0..<steps {
        x = problem.moved(x, by: step, along: problem.gradient(x))
        best.consider(x, problem.payoff(x))
      }
    }
    return best
  }
}
