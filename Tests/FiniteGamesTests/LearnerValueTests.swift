import Contracts
import Glibc
import Testing

@testable import FiniteGames

/// Numbers of the literature's rules, computed by independent programs, to the digits that were printed.
@Suite struct LearnerValueTests {
  /// NashConv after so many rounds on the two games.
  struct Row: Sendable, CustomTestStringConvertible {
    let learner: Learner
    let average: Average
    let rounds: Int
    let values: [Double]

    init(_ learner: Learner, _ average: Average, _ values: Double..., rounds: Int = 1000) {
      (self.learner, self.average, self.rounds, self.values) = (learner, average, rounds, values)
    }

    var testDescription: String { "\(learner.testDescription) \(average) \(rounds)" }
  }

  private static let horizon = ["eta": (8 * log(3.0) / 1000).squareRoot()]
  private static let alternating = ["order": "alternating"]

  static let rows = [
    Row(Learner("fictitious-play"), .uniform, 0.0057, 0.16),
    Row(Learner("fictitious-play", alternating), .uniform, 0.00285, 0.02),
    Row(Learner("hedge"), .uniform, 0.0106655243495, 0.126985875795),
    Row(Learner("hedge"), .last, 0.431228373072, 5.99866920985),
    Row(Learner("hedge", [:], horizon), .uniform, 0.0152189793855, 0.126725494379),
    Row(Learner("hedge", [:], horizon), .last, 0.530126390339, 5.30925718864),
    Row(Learner("optimistic-hedge"), .uniform, 0.00729716954137, 0.00289657339832),
    Row(Learner("optimistic-hedge"), .last, 0.33895038211, 0.0112753118112),
    Row(Learner("ftrl"), .uniform, 0.00204416477322, 0.141251386995),
    Row(Learner("ftrl"), .last, 0.298745273758, 5),
    Row(Learner("optimistic-ftrl"), .uniform, 0.00111497055921, 0.00226434329779),
    Row(Learner("optimistic-ftrl"), .last, 0.268200066526, 2.03107279414),
    Row(Learner("projected-gda"), .uniform, 0.00401808254463, 0.430559122276),
    Row(Learner("projected-gda"), .last, 0.0689169942578, 4.05870831884),
    Row(Learner("projected-gda"), .last, 0.0711466644643, 3.27878327152, rounds: 1001),
    Row(Learner("projected-ogda"), .uniform, 0.00386149303723, 0.0653522607262),
    Row(Learner("projected-ogda"), .last, 0.0334747069988, 2.0990434739),
    Row(Learner("projected-ogda"), .last, 0.0334735545878, 1.67886334691, rounds: 1001),
    Row(Learner("projected-eg"), .uniform, 0.00384906777058, 0.000861437908466),
    Row(Learner("projected-eg"), .last, 0.0335886671128, 0),
    Row(Learner("projected-eg"), .last, 0.0336045507569, 0, rounds: 1001),
    Row(Learner("regret-matching"), .uniform, 0.00638527274817, 0.143225527696),
    Row(Learner("regret-matching"), .last, 0.1, 3.9262165674),
    Row(Learner("regret-matching-plus"), .uniform, 0.00283075426717, 0.0619933215069),
    Row(Learner("regret-matching-plus"), .last, 0.0680694257188, 2.03078583567),
    Row(Learner("regret-matching-plus"), .linear, 0.00149612409646, 0.0394537506941),
    Row(Learner("regret-matching-plus", alternating), .uniform, 0.000408773592411, 0.00665349576546),
    Row(Learner("regret-matching-plus", alternating), .linear, 8.91093334022e-05, 0.00793232694128),
    // The start and the 1000 strategies after it, as OpenSpiel counts.
    Row(Learner("projected-replicator"), .uniform, 0.142018528928, 0.616747452845, rounds: 1001),
    Row(Learner("projected-replicator"), .last, 0.149899404767, 0.52874438896, rounds: 1001),
    Row(Learner("projected-replicator", [:], ["dt": 0.1]), .uniform, 0.0111149355645, 0.527512868936, rounds: 1001),
    Row(Learner("projected-replicator", [:], ["dt": 0.1]), .last, 0.44301195856, 3.87100917315, rounds: 1001),
  ]

  @Test(arguments: rows) func nashConv(_ row: Row) throws {
    for (game, value) in zip([biasedRPS, rangeSeven], row.values) {
      let gap = try row.learner.solve(game, row.rounds, row.average).gap.nashConv
      #expect(abs(gap - value) <= max(1e-14, 1e-11 * value), "\(gap) for \(value)")
    }
  }

  @Test func frequenciesOfFictitiousPlayAreExact() throws {
    let learner = Learner("fictitious-play")
    let (first, second) = (try learner.solve(biasedRPS, 1000).profile, try learner.solve(rangeSeven, 1000).profile)
    #expect(first == [[0.06, 0.657, 0.283], [0.06, 0.657, 0.283]])
    #expect(second == [[0.162, 0.401, 0.437], [0.329, 0.322, 0.349]])
  }

  @Test func horizonIsTheStepOfTheBoundForTheRangeOfThePayoffs() throws {
    // The range of this game is 7.
    let eta = (8 * log(3.0) / 1000).squareRoot() / 7
    let horizon = try Learner("hedge", ["step": "horizon"]).solve(rangeSeven, 1000)
    let constant = try Learner("hedge", [:], ["eta": eta]).solve(rangeSeven, 1000)
    #expect(distance(horizon.profile, constant.profile) < 1e-13)
    #expect(horizon.gap.nashConv < 2 * 7 * (log(3.0) / 2000).squareRoot())
  }

  private static let start = [[0.5, 0.3, 0.2], [0.2, 0.3, 0.5]]

  @Test(arguments: [
    (0, 0.140480687544, 0.5), (100, 0.199733479332, 0.604735567557), (1000, 2.25580516491739, 1.66030316671061),
  ])
  func hedgeDriftsFromTheInteriorEquilibrium(_ updates: Int, _ divergence: Double, _ nashConv: Double) throws {
    let solution = try Learner("hedge").solve(rockPaperScissors, updates + 1, .last, start: Self.start)
    let sum = solution.profile.joined().reduce(0) { $0 - log(3 * $1) / 3 }
    #expect(abs(sum - divergence) < 1e-11)
    #expect(abs(solution.gap.nashConv - nashConv) < 1e-11)
  }

  @Test func replicatorConservesItsInvariant() throws {
    let solution = try Learner("replicator").solve(rockPaperScissors, 201, start: Self.start)
    let expected = [
      [0.289439959787, 0.507119090930, 0.203440949283], [0.310419321806, 0.197184116544, 0.492396561650],
    ]
    #expect(distance(solution.profile, expected) < 1e-9)
    #expect(abs(solution.gap.nashConv - 0.512891576250) < 1e-9)
    let invariant = -solution.profile.joined().reduce(0) { $0 + log($1) } / 3
    #expect(abs(invariant - 2.33770526487999) < 1e-9)
  }

  @Test func measuresOnAGridOfTheSquaredDistance() throws {
    let points = (0..<65).map { -1 + Double($0) / 32 }
    let rows = points.map { x -> [Double] in points.map { y in -(x - y) * (x - y) } }
    let game = FiniteGame(zeroSum: PayoffMatrix(rows))
    let expected: [(String, Int, Double, Double?)] = [
      ("mirror-descent", 100, 0.400209258521, 0.860260101821), ("mirror-prox", 100, 0.391496090827, 0.863098151145),
      ("optimistic-hedge", 100, 0.391684993375, nil), ("mirror-descent", 1000, 0.059678806948, 0.989438946985),
      ("mirror-prox", 1000, 0.058683938290, 0.989756315644), ("optimistic-hedge", 1000, 0.058702828544, nil),
    ]
    for (id, rounds, nashConv, value) in expected {
      let gap = try Learner(id).solve(game, rounds).gap
      #expect(abs(gap.nashConv - nashConv) < 1e-11, "\(id)")
      if let value { #expect(abs(gap.values[1] - value) < 1e-11, "\(id)") }
    }
  }

  /// Projected extragradient that plays its half steps.
  private struct HalfSteps: Extragradient {
    static let card = ProjectedEG.card
    let regularizer = Regularizer.euclidean
    let playsHalfSteps = true
    let eta = 0.1
    init(options: Options, knobs: [Double]) {}
    init() {}
  }

  @Test func averagesOfHalfStepsDifferFromThoseOfTheirBases() throws {
    for (game, value) in [(biasedRPS, 0.00372295), (rangeSeven, 0.00088889)] {
      let gap = try HalfSteps().solve(Contest(game), Run(iterations: 1000, recordEvery: 1000)).gap
      #expect(abs(gap.nashConv - value) < 5.1e-9, "\(gap.nashConv)")
    }
  }
}
