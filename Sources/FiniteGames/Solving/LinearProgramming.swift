internal import Contracts

/// Exact equilibria of two-player zero-sum games by linear programming (`zeroSumEquilibrium`).
struct LinearProgramming: Algorithm {
  static let card = Card(
    id: "lp", title: "Linear programming: an exact equilibrium of a zero-sum game",
    formulas: "max v where U^T x >= v 1, sum x = 1, x >= 0; the duals are y",
    source: "von Neumann (1928); Dantzig (1951); simplex method of GLPK 5.0, last basis solved anew")

  init(options: Options, knobs: [Double]) {}

  func check(_ contest: Contest) throws(Refusal) {
    _ = try contest.payoffRows()
    _ = try contest.finite()
  }

  func solve(_ contest: Contest, _ run: Run) throws -> Solution {
    try run.refuseStart(for: Self.card)
    let game = try contest.finite()
    guard let matrix = game.zeroSumMatrix else { throw Refusal("lp takes two-player zero-sum games") }
    let (profile, _, gap) = try zeroSumEquilibrium(matrix)
    try run.record(Iteration(number: 1, profile: profile, gap: gap))
    let range = game.range(of: 0)
    let allowed = 1e-9 * (range.upperBound - range.lowerBound)
    let outcome: NashOutcome =
      gap.nashConv <= allowed
      ? .solved : .stopped("rounding leaves a duality gap of \(gap.nashConv), more than 1e-9 of the range of payoffs")
    return Solution(profile: profile, gap: gap, iterations: 1, outcome: outcome)
  }
}
