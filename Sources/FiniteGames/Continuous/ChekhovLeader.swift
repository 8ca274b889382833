internal import Chance
internal import Contracts
internal import Glibc

/// Algorithm 1 of the Chekhov GAN: the generator follows the leader on its grid, the discriminator the regularised
/// leader.
///
/// The generator's points lie on the grid, so everything that has been played is known from counts; the best response
/// of the discriminator to them is a concave maximisation, by gradient ascent from the best point of its grid and from
/// the last one.
/// - Cost: a round is one loss for every point of the generator's grid; a new leader also one for every point of the
///   discriminator's grid.
struct ChekhovLeader: ChekhovRule {
  private let evaluator: PointEvaluator
  private let rounds: Double
  private let eta0: Double
  private let seed: UInt64
  /// How far each point of the generator's grid is from the start: ties go to the nearest.
  private let distances: [Double]
  /// `sum_s M(u, v_s)` for every point u of the generator's grid.
  private var sums: CompensatedSums
  /// `sum_s M(u_s, v)` for every point v of the discriminator's grid; empty where it is too large.
  private var against: CompensatedSums
  private var rowOfLeader: [Int: [Double]] = [:]
  /// How often each point of the grid led, and those points in the order of their first time.
  private var counts: [Int: Int] = [:]
  private var leaders: [Int] = []
  private var slopes: [Double]
  private var played: [[Double]] = []
  private var received = 0.0
  private var lastBest: [Double]
  private var regrets = [0.0, 0.0]
  private var constants = ChekhovConstants()

  init(_ grid: GridGame, eta0: Double, _ run: Run) throws(Refusal) {
    let evaluator = PointEvaluator(grid)
    (self.evaluator, self.eta0, rounds, seed) = (evaluator, eta0, Double(run.iterations), run.seed)
    let start = try run.startingPoints(grid)?[0].first ?? evaluator.start(of: 0)
    distances = (0..<grid.actionCounts[0]).map { action in
      let difference = zip(grid.point(action, of: 0), start).map { $0 - $1 }
      return inner(difference, difference)
    }
    sums = CompensatedSums(count: grid.actionCounts[0])
    against = CompensatedSums(count: grid.isListable(1) ? grid.actionCounts[1] : 0)
    slopes = [Double](repeating: 0, count: grid.game.blocks[1].count)
    lastBest = evaluator.start(of: 1)
  }

  mutating func play(_ t: Int) {
    let grid = evaluator.grid
    var v = slopes.map { eta0 / rounds.squareRoot() * $0 }
    evaluator.project(&v, of: 1)
    let leader = leader()
    let u = grid.point(leader, of: 0)
    let row = grid.gridLosses(of: 0, moving: 0, against: v)
    let problem = ResponseProblem(evaluator, player: 1, others: WeightedPoints(u))
    let slope = problem.gradient(v)
    sums.add(row)
    received += row[leader]
    constants.see(row, slope)
    // By concavity the slope between two points is largest at one of them.
    if let previous = played.last { constants.see([], problem.gradient(previous)) }
    for i in slopes.indices { slopes[i] += slope[i] }
    played.append(v)
    if counts[leader] == nil {
      leaders.append(leader)
      if !against.values.isEmpty { rowOfLeader[leader] = grid.gridLosses(of: 0, moving: 1, against: u) }
    }
    counts[leader, default: 0] += 1
    if let row = rowOfLeader[leader] { against.add(row) }
  }

  /// The point of the generator's grid of least cumulative loss.
  private func leader() -> Int {
    let least = -largest(sums.values.map { -$0 })
    var best = 0
    var distance = Double.infinity
    for i in distances.indices where sums.values[i] <= least + 1e-12 && distances[i] < distance {
      (best, distance) = (i, distances[i])
    }
    return best
  }

  /// The generator's points so far with their frequencies.
  private func generator(_ t: Int) -> WeightedPoints {
    WeightedPoints(
      leaders.map { evaluator.grid.point($0, of: 0) }, leaders.map { Double(counts[$0] ?? 0) / Double(t) })
  }

  /// The means of the regrets add up to NashConv of the mixtures: what was received cancels.
  mutating func measure(_ t: Int) -> (gap: Gap, extras: [Double]) {
    let (n, grid) = (Double(t), evaluator.grid)
    let problem = ResponseProblem(evaluator, player: 1, others: generator(t))
    let search = ResponseSearch(starts: 1, steps: 200, seed: seed)
    var best = search.climb(problem, from: lastBest)
    if !against.values.isEmpty {
      let top = search.climb(problem, from: grid.point(bestAction(against.values), of: 1))
      best.consider(top.point, top.payoff)
      best.payoff = max(best.payoff, largest(against.values) / n)
    }
    lastBest = best.point
    let least = -largest(sums.values.map { -$0 })
    var value = 0.0
    for u in leaders { value += Double(counts[u] ?? 0) / n * sums.values[u] / n }
    regrets = [received - least, n * best.payoff - received]
    let gains = [Gap.improvement(to: value, from: least / n), Gap.improvement(to: best.payoff, from: value)]
    let gap = Gap(improvements: gains, values: [-value, value])
    return (gap, regrets)
  }

  /// Whether the payoff is concave on random segments of the discriminator's box, against points of the generator in turn.
  private func isConcaveAtSamples(_ points: [[Double]]) -> Bool {
    let stream = RandomStream(seed: seed)
    return (0..<64).allSatisfy { number in
      let opponent = WeightedPoints(points[number % points.count])
      let problem = ResponseProblem(evaluator, player: 1, others: opponent)
      return problem.isConcave(problem.randomPoint(stream, 2 * number), problem.randomPoint(stream, 2 * number + 1))
    }
  }

  func finish(_ t: Int, _ solution: inout Solution) {
    let mixture = generator(t)
    let discriminator = merged(played)
    solution.profile = [mixture.weights, discriminator.weights]
    solution.points = [mixture.points, discriminator.points]
    let bound = constants.bound(evaluator.grid, eta0: eta0, iterations: t, rounds: rounds)
    solution.figures = [("regret_1", regrets[0]), ("regret_2", regrets[1])] + bound
    solution.notes = [
      "the generator's part of NashConv is exact on its grid of \(distances.count) points",
      "lipschitz is the largest slope met in the run, range that of the generator's grid against the points played",
    ]
    if !isConcaveAtSamples(mixture.points) {
      solution.notes.append(
        "the game is not concave in the discriminator at sampled points: the bound does not hold, and the discriminator's part of NashConv is a lower bound"
      )
    }
  }
}
