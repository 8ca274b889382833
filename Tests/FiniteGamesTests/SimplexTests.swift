import Chance
import Testing

@testable import FiniteGames

@Suite struct SimplexTests {
  @Test(arguments: [0, 0.05, 0.19]) func projectionIsNearestAmongAll(_ floor: Double) {
    var stream = SequentialStream(seed: 21)
    for _ in 0..<50 {
      let v = (0..<5).map { _ in stream.normal() }
      var x = v
      projectOnSimplex(&x, floor: floor)
      #expect(x.allSatisfy { $0 >= floor } && abs(x.reduce(0, +) - 1) < 1e-14)
      // Nearest to v: <v - x, w - x> <= 0 for the corners w, and so for all points.
      for corner in 0..<5 {
        let w = (0..<5).map { floor + ($0 == corner ? 1 - 5 * floor : 0) }
        let product = inner(zip(v, x).map { $0 - $1 }, zip(w, x).map { $0 - $1 })
        #expect(product <= 1e-14)
      }
    }
  }

  @Test func pointsOfTheSimplexStay() {
    for point in [[1.0], [0, 1, 0], [0.25, 0.5, 0.25], [1e-300, 1]] {
      var x = point
      projectOnSimplex(&x)
      #expect(distance([x], [point]) < 1e-16)
    }
  }

  @Test func softmaxDoesNotOverflow() {
    var a = [1e4, 1e4, -1e4, -Double.infinity]
    applySoftmax(&a)
    #expect(a == [0.5, 0.5, 0, 0])
  }

  @Test func bothProductsOfALargeMatrixAreThoseOneByOne() {
    // More than one block of rows.
    let game = FiniteGame(zeroSum: randomMatrix(300, 500, seed: 22))
    var stream = SequentialStream(seed: 23)
    let profile = game.actionCounts.map { count in (0..<count).map { _ in stream.uniform() } }
    let (u, both) = (randomMatrix(300, 500, seed: 22), game.payoffs(at: profile))
    for i in 0..<300 {
      let expected = inner(u.row(i), profile[1])
      #expect(abs(both[0][i] - expected) < 1e-11)
    }
    for j in 0..<500 {
      let expected = -inner(u.column(j), profile[0])
      #expect(abs(both[1][j] - expected) < 1e-11)
    }
  }
}
