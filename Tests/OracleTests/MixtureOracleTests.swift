import Analysis
import Contracts
import Testing

/// `mixture-gan` on its quadrature nodes against independent computations in Python (Tests/Oracles): losses from their
/// definitions, xi and J u by differences of the losses in 80 digits, starts from Philox numbers.
@Suite struct MixtureOracleTests {
  @Test(arguments: [("mixture_fields.csv", 42), ("network_starts.csv", 12)])
  func everyFileHasItsRows(file: String, count: Int) {
    #expect(Row.all(file).count == count)
  }

  @Test(arguments: Row.all("mixture_fields.csv")) func field(_ row: Row) throws {
    let game = try row.game()
    let map = UpdateMap(
      game, try row.procedure(players: game.players.count),
      try row.settings(game, row.procedure(players: game.players.count)))
    let (point, direction) = (try row.numbers("point"), try row.numbers("direction"))
    let tolerance = try #require(Double(row["tolerance"]))
    try #require(point.count == game.coordinates.count && direction.count == point.count)
    #expect(agree(game.players.indices.map { map.loss(of: $0, at: point) }, try row.numbers("losses"), tolerance))
    #expect(agree(map.xi(point), try row.numbers("xi"), tolerance))
    let (jacobian, n) = (map.jacobian(point), point.count)
    let product = (0..<n).map { i in (0..<n).reduce(0.0) { $0 + jacobian[i * n + $1] * direction[$1] } }
    #expect(agree(product, try row.numbers("jacobian_product"), tolerance))
  }

  @Test(arguments: Row.all("network_starts.csv")) func start(_ row: Row) throws {
    let (game, trajectory) = (try row.game(), try #require(Int(row["trajectory"])))
    let tolerance = try #require(Double(row["tolerance"]))
    #expect(agree(game.startOfTrajectory(trajectory), try row.numbers("start"), tolerance))
  }
}
