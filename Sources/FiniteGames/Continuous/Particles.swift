internal import Chance
internal import Contracts
internal import Glibc

/// Interacting particles: mixtures whose points, and if asked for weights, follow gradient descent-ascent.
/// ```
/// x_i <- x_i + eta sum_j b_j grad_x u_1(x_i, y_j) + sqrt(2 eta temperature) e
/// a_i <- a_i exp(weight_eta sum_j b_j u_1(x_i, y_j)), normalised        (weights=wasserstein-fisher-rao)
/// ```
/// and the same for the points y_j of weights b_j of player 2, all at once, from the old positions and weights; e is
/// standard normal, addressed by (seed, particle, iteration, coordinate). Points stay in the box, angles turn freely.
/// - NashConv: against the points of the grid (the Nikaido-Isoda error of the source).
/// - Cost: a gradient, and with weights a loss, of each player for every pair of particles; a recorded iteration one
///   loss for every particle and point of the grid.
/// - Source: Domingo-Enrich et al. (2020), arXiv:2002.06277.
/// - Differs from the source: weights are multiplied by the exponential, so that they stay positive for every step.
struct Particles: Algorithm {
  enum Weights: String, CaseIterable {
    case fixed
    case transported = "wasserstein-fisher-rao"
  }

  static let card = Card(
    id: "particles", title: "Interacting particles (Langevin and Wasserstein-Fisher-Rao descent-ascent)",
    formulas: """
      x_i <- x_i + eta sum_j b_j grad_x u_1(x_i, y_j) + sqrt(2 eta temperature) e
      a_i <- a_i exp(weight_eta sum_j b_j u_1(x_i, y_j)), normalised (wasserstein-fisher-rao)
      """,
    source: "Domingo-Enrich et al. (2020), arXiv:2002.06277",
    options: [
      .choice("weights", default: Weights.fixed, "weights stay equal, or follow what their particles are paid"),
      OptionCard("count", .integer(1...10_000, default: 10, examples: [3]), "particles of each player"),
    ])
  static let knobs = [
    Knob("eta", 0.01, .positive, "step of the positions"),
    Knob("weight_eta", 0.01, .nonnegative, "step of the weights, in units of 1 / payoff"),
    Knob("temperature", 0, .nonnegative, "temperature of the noise; 0 = none"),
  ]

  static let reports = "the particles of the last round with their weights"

  private let weights: Weights
  private let count: Int
  private let eta, weightEta, temperature: Double

  init(options: Options, knobs: [Double]) {
    (weights, count) = (options.choice("weights", default: .fixed), options.integer("count"))
    (eta, weightEta, temperature) = (knobs[0], knobs[1], knobs[2])
  }

  func check(_ contest: Contest) throws(Refusal) { _ = try contest.box("particles") }
  func columns(_ contest: Contest) -> [String] { ["effective_1", "effective_2"] }
  var hasStrategyColumns: Bool { false }

  func solve(_ contest: Contest, _ run: Run) throws -> Solution {
    try run.refuseStart(for: Self.card)
    let grid = try contest.box("particles")
    let evaluator = PointEvaluator(grid)
    var clouds = try begin(evaluator, run)
    var isOnGrid = true
    var solution = try run.rounds(remedy: "the particles left the finite numbers; lower eta") { t in
      clouds = step(clouds, evaluator, t, run.seed)
    } measure: { _ in
      let measured = grid.measuredGap(clouds, seed: run.seed)
      isOnGrid = measured.isOnGrid
      return Standing(profile: [], gap: measured.gap, extras: clouds.map(effectiveCount))
    }
    (solution.profile, solution.points) = (clouds.map(\.weights), clouds.map(\.points))
    solution.notes = [GridGame.statement(isOnGrid)]
    return solution
  }

  /// `1 / sum a_i^2`: how many particles share the weight.
  private func effectiveCount(_ cloud: WeightedPoints) -> Double { 1 / inner(cloud.weights, cloud.weights) }

  /// The particles given, or uniform random points of the box.
  private func begin(_ evaluator: PointEvaluator, _ run: Run) throws(Refusal) -> [WeightedPoints] {
    let given = try run.startingPoints(evaluator.grid)
    return try (0..<2).map { (player) throws(Refusal) in
      let problem = ResponseProblem(evaluator, player: player, others: WeightedPoints([], []))
      let points =
        given?[player]
        ?? (0..<count).map { problem.randomPoint(RandomStream(seed: run.seed, trajectory: UInt64($0)), 0) }
      let equal = Strategy(repeating: 1 / Double(points.count), count: points.count)
      let weights = run.start?[player] ?? equal
      guard weights.count == points.count else {
        throw Refusal("player \(player + 1) has \(points.count) particles, but \(weights.count) weights to start from")
      }
      return WeightedPoints(points, weights)
    }
  }

  private func step(
    _ clouds: [WeightedPoints], _ evaluator: PointEvaluator, _ t: Int, _ seed: UInt64
  ) -> [WeightedPoints] {
    clouds.enumerated().map { player, cloud in
      let problem = ResponseProblem(evaluator, player: player, others: clouds[1 - player])
      var next = cloud
      for (i, x) in cloud.points.enumerated() {
        var direction = problem.gradient(x)
        if temperature > 0 { addNoise(to: &direction, evaluator.grid.game.blocks[player], i, t, seed) }
        next.points[i] = problem.moved(x, by: eta, along: direction)
      }
      if weights == .transported {
        next.weights = zip(cloud.points, cloud.weights).map { log($1) + weightEta * problem.payoff($0) }
        applySoftmax(&next.weights)
      }
      return next
    }
  }

  /// Noise in units of the step.
  private func addNoise(to direction: inout [Double], _ block: Range<Int>, _ particle: Int, _ t: Int, _ seed: UInt64) {
    let stream = RandomStream(seed: seed, trajectory: UInt64(particle))
    let size = (2 * temperature / eta).squareRoot()
    for (i, c) in block.enumerated() { direction[i] += size * stream.normal(step: UInt64(t), coordinate: UInt64(c)) }
  }
}
