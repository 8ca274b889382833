internal import Contracts

/// Double oracle: an equilibrium of the restricted game, then both players' best responses among all actions, until none
/// improves on it.
///
/// It ends with an equilibrium of the whole game, at the latest when all actions are gathered; on the way NashConv may rise.
/// - Source: McMahan, Gordon, Blum (2003), ICML 20, 536.
/// - Cost: per iteration one linear program of the size of the pool, one row and one column of payoffs.
struct DoubleOracle: Algorithm {
  static let card = Card(
    id: "double-oracle", title: "Double oracle for zero-sum games",
    formulas: "(x, y) = equilibrium of U on I x J; I += argmax_i (U y)_i, J += argmin_j (x^T U)_j",
    source: "McMahan, Gordon, Blum (2003), ICML 20, 536; stops as in OpenSpiel, when NashConv < tolerance")
  static let knobs = [OracleLoop.tolerance]

  private let loop: OracleLoop

  init(options: Options, knobs: [Double]) {
    loop = OracleLoop(meta: MetaStrategy(rule: .nash), tolerance: knobs[0])
  }

  func columns(_ contest: Contest) -> [String] { OracleLoop.columns }
  func check(_ contest: Contest) throws(Refusal) { _ = try contest.payoffRows() }
  func solve(_ contest: Contest, _ run: Run) throws -> Solution { try loop.solve(contest, run) }
}
