import Testing

@testable import FiniteGames

@Suite struct GapTests {
  @Test func rockPaperScissorsWithBiasAtUniform() {
    let game = FiniteGame(zeroSum: PayoffMatrix([[0, -0.25, 0.5], [0.25, 0, -0.05], [-0.5, 0.05, 0]]))
    #expect(abs(game.gap(at: game.uniformProfile).nashConv - 1.0 / 6) < 1e-15)
  }

  @Test func expectedPayoffsOfThreePlayersAreSumsOverTheOthers() {
    // u_1 = 100 a + 10 b + c, so that every index order but the right one shows.
    let cells: [Double] = [0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121]
    let game = FiniteGame(actionCounts: [2, 3, 2], tables: [cells, cells, cells])
    let profile: Profile = [[0.25, 0.75], [0.5, 0.25, 0.25], [0.5, 0.5]]
    let payoffs = game.payoffs(at: profile)
    #expect(payoffs == [[8, 108], [75.5, 85.5, 95.5], [82.5, 83.5]])
  }
}
