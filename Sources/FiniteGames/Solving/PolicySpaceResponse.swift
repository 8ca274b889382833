internal import Contracts

/// Policy-space response oracles with exact best responses: double oracle with a choice of how the pool is mixed.
///
/// `nash` is double oracle; `uniform` is fictitious play, whose round t mixes the first t responses, the start included.
/// - Source: Lanctot et al. (2017), arXiv:1711.00832; softmax over the order of the responses as in OpenSpiel. Responses are
///   exact here, where the paper trains them.
/// - Cost: per iteration the meta-strategy's, one row and one column of payoffs.
struct PolicySpaceResponse: Algorithm {
  static let card = Card(
    id: "psro", title: "Policy-space response oracles with exact responses",
    formulas: "(x, y) = meta-strategy of U on I x J; I += argmax_i (U y)_i, J += argmin_j (x^T U)_j",
    source: "Lanctot et al. (2017), arXiv:1711.00832",
    options: [
      .choice("meta", default: MetaRule.nash, "how the actions gathered are mixed; nash is double oracle"),
      OptionCard(
        "meta_iterations", .integer(1...10_000_000, default: 10_000, examples: [100]),
        "rounds of self-play of meta=prd and meta=regret-matching"),
    ])
  static let knobs = [
    OracleLoop.tolerance, Knob("dt", 1e-2, .positive, "step of meta=prd, in units of 1 / payoff"),
    Knob("gamma", 1e-6, .nonnegative, "the least probability of meta=prd"),
  ]

  private let loop: OracleLoop

  init(options: Options, knobs: [Double]) {
    let rule = options.choice("meta", default: MetaRule.nash)
    let named = rule == .prd ? ["dt": knobs[1], "gamma": knobs[2]] : [:]
    loop = OracleLoop(
      meta: MetaStrategy(rule: rule, iterations: options.integer("meta_iterations"), knobs: named),
      tolerance: knobs[0])
  }

  func columns(_ contest: Contest) -> [String] { OracleLoop.columns }
  func check(_ contest: Contest) throws(Refusal) {
    _ = try contest.payoffRows()
    if let gamma = loop.meta.knobs["gamma"] { try ProjectedReplicator.check(gamma: gamma, contest.actionCounts) }
  }
  func solve(_ contest: Contest, _ run: Run) throws -> Solution { try loop.solve(contest, run) }
}
