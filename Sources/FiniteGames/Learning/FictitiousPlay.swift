internal import Chance
internal import Contracts

/// Fictitious play: every player responds to how often the others have played each action so far.
/// ```
/// g = payoffs against the product of the others' empirical frequencies
/// best: the action of the largest g;  smooth: x_i ~ exp(g_i / temperature);  sampled: an action drawn from smooth
/// ```
/// In round 1 all play the start; without one, action 0 (best) or uniform. Alternating, each player counts the new
/// plays of those before it, from round 2 on.
/// - Rate: the frequencies of a zero-sum game converge (Robinson), how fast depends on the ties; those of smooth and
///   sampled play aim at an equilibrium of smooth responses, where NashConv is not 0.
/// - Source: Brown (1951), in Activity Analysis of Production and Allocation; Robinson (1951), Annals of Mathematics
///   54, 296; smooth: Fudenberg and Levine (1998), The Theory of Learning in Games, chapter 4.
struct FictitiousPlay: SelfPlay {
  static let card = Card(
    id: "fictitious-play", title: "Fictitious play",
    formulas:
      "x_t responds to the others' frequencies: best, smooth x_i ~ exp(g_i / temperature), or drawn from smooth",
    source: """
      Brown (1951), Activity Analysis of Production and Allocation; Robinson (1951), Annals of Mathematics 54, 296; \
      smooth: Fudenberg, Levine (1998), The Theory of Learning in Games, chapter 4
      """,
    options: [
      PlayingOrder.option,
      .choice(
        "response", default: Response.best, "to the frequencies: the best action, the softmax, or a draw from it"),
    ])
  static let knobs = [
    Knob("temperature", 0.1, .positive, "of the smooth and the sampled response, in units of payoff")
  ]
  static var average: Average? { .uniform }

  private enum Response: String, CaseIterable { case best, smooth, sampled }

  private let order: PlayingOrder
  private let response: Response
  private let temperature: Double

  init(options: Options, knobs: [Double]) {
    order = options.choice("order", default: .simultaneous)
    response = options.choice("response", default: .best)
    temperature = knobs[0]
  }

  /// What everybody has seen.
  struct Memory {
    /// How often each action was played; a strategy counts by its probabilities.
    var counts: Profile
    var frequencies: Profile
    /// What round 1 starts from, if anything was given.
    let start: Profile?
    let stream: RandomStream
  }

  func begin(_ game: FiniteGame, _ run: Run) -> Memory {
    let zero = game.actionCounts.map { Strategy(repeating: 0, count: $0) }
    return Memory(counts: zero, frequencies: zero, start: run.start, stream: RandomStream(seed: run.seed))
  }

  func play(_ t: Int, _ game: FiniteGame, _ memory: inout Memory, _ round: inout Round) {
    let players = game.actionCounts.indices
    for player in players {
      if t == 1 {
        open(player, memory, &round.played[player])
      } else {
        game.writePayoffs(of: player, at: memory.frequencies, into: &round.payoffs[player])
        respond(to: round.payoffs[player], &round.played[player])
      }
      if response == .sampled {
        draw(memory.stream.uniform(step: UInt64(t), coordinate: UInt64(player)), &round.played[player])
      }
      if order == .alternating { count(round, player, t, &memory) }
    }
    if order == .simultaneous { for player in players { count(round, player, t, &memory) } }
    game.writePayoffs(at: round.played, into: &round.payoffs)
  }

  /// Round 1, where `strategy` is the start or uniform.
  private func open(_ player: Int, _ memory: Memory, _ strategy: inout Strategy) {
    if memory.start == nil, response == .best { makePure(0, &strategy) }
  }

  private func respond(to payoffs: [Double], _ strategy: inout Strategy) {
    if response == .best { return makePure(bestAction(payoffs), &strategy) }
    for i in payoffs.indices { strategy[i] = payoffs[i] / temperature }
    applySoftmax(&strategy)
  }

  /// The first action at which the probabilities sum to more than `uniform`.
  private func draw(_ uniform: Double, _ strategy: inout Strategy) {
    var (action, sum) = (0, strategy[0])
    while sum <= uniform, action + 1 < strategy.count {
      action += 1
      sum += strategy[action]
    }
    makePure(action, &strategy)
  }

  private func count(_ round: Round, _ player: Int, _ t: Int, _ memory: inout Memory) {
    accumulate(round.played[player], into: &memory.counts[player])
    for i in memory.counts[player].indices {
      memory.frequencies[player][i] = memory.counts[player][i] / Double(t)
    }
  }
}
