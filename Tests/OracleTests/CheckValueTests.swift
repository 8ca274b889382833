import Analysis
import Contracts
import Glibc
import Spectra
import Testing

/// The numbers printed on the theory pages, published ones among them (Tests/Oracles/check_values.csv).
@Suite struct CheckValueTests {
  @Test(arguments: Row.all("check_values.csv") + Row.all("procedure_check_values.csv")) func printed(_ row: Row)
    async throws
  {
    let game = try row.game()
    let procedure = try row.procedure(players: game.players.count)
    let map = UpdateMap(game, procedure, try row.settings(game, procedure))
    let (point, sign) = (
      try row.numbers("point_or_start"), try #require(Double(row["sign"].isEmpty ? "1" : row["sign"]))
    )
    // A value the page misprints is held against the independent computation instead.
    let column = row["note"].contains(", computed ") ? "computed" : "expected"
    switch row["kind"] {
    case "losses", "field_player_1", "field_player_2", "field", "procedure_field", "trajectory", "norm", "distance",
      "mean_iterate", "bound_theta", "residual", "squared_residual", "sum_of_coordinates", "norm_range",
      "norm_of_mean_iterate",
      "mean_half_square":
      try compare(try await quantity(row, map, point, sign), row, column)
    case "critical_step":
      let report = try stability(of: procedure, on: game, settings: map.settings, at: .point(point))
      guard case .value(let step) = report.criticalStep else { throw Missing() }
      try compare([step], row, column)
    case "output_gain": try compare([try outputGain(row, map, point)], row, column)
    case "spectral_radius", "spectral_radius_squared", "rotation_angle":
      let values = try eigenvalues(map.derivative(at: map.rest(at: point)))
      let radius = values.map { hypot($0.0, $0.1) }.max() ?? .nan
      let angle = values.map { atan2($0.1, $0.0) }.max() ?? .nan
      try compare(
        [row["kind"] == "rotation_angle" ? angle : row["kind"] == "spectral_radius" ? radius : radius * radius], row,
        column)
    default: try compareSpectrum(try spectrum(row, map, point, sign), row, column)
    }
  }

  private struct Missing: Error {}

  /// The largest `(1 - b) |mu| / |mu - b|` over the eigenvalues of the averaged procedure: those of the whole map but b itself.
  private func outputGain(_ row: Row, _ map: UpdateMap, _ point: [Double]) throws -> Double {
    let decay = try #require(row.pairs("procedure_knobs").first { $0.name == "ema.decay" }.flatMap { Double($0.value) })
    let values = try eigenvalues(map.derivative(at: map.rest(at: point))).sorted {
      distance($0, (decay, 0)) < distance($1, (decay, 0))
    }
    return values.dropFirst(point.count).map { (1 - decay) * hypot($0.0, $0.1) / distance($0, (decay, 0)) }.max()
      ?? .nan
  }

  private func quantity(_ row: Row, _ map: UpdateMap, _ point: [Double], _ sign: Double) async throws -> [Double] {
    switch row["kind"] {
    case "field": return map.xi(point).map { sign * $0 }
    case "field_player_1", "field_player_2":
      let player = row["kind"] == "field_player_1" ? 0 : 1
      return map.xi(point)[map.game.blocks[player]].map { sign * $0 }
    case "losses":
      let count = try row.numbers("expected").count
      return (0..<count).map { sign * map.loss(of: $0, at: point) }
    default: break
    }
    if row["kind"] == "procedure_field" {
      let h = try #require(Double(row["step"]))
      return zip(point, map.step(map.rest(at: point))).map { sign * ($0 - $1) / h }
    }
    let step = try #require(Int(row["step"]))
    let every =
      !["mean_iterate", "norm_of_mean_iterate", "norm_range", "bound_theta", "mean_half_square"].contains(row["kind"])
      ? max(1, step) : 1
    let path = try await iterates(row, map.game, from: point, steps: step, every: every)
    let last = try #require(path.last)
    switch row["kind"] {
    case "trajectory": return Array(last.prefix(try row.numbers("expected").count))
    case "norm": return [norm(last)]
    case "residual", "squared_residual":
      let residual = norm(map.xi(last))
      return [row["kind"] == "residual" ? residual : residual * residual]
    case "sum_of_coordinates": return [last.reduce(0, +)]
    case "distance":
      let equilibria = map.game.facts(map.settings.gameKnobs).compactMap {
        if case .equilibrium(let z) = $0 { z } else { nil }
      }
      return [equilibria.map { norm(zip($0, last).map { $0 - $1 }) }.min() ?? .nan]
    case "mean_iterate", "norm_of_mean_iterate":
      let mean = last.indices.map { i in path.dropLast().map { $0[i] }.reduce(0, +) / Double(step) }
      return row["kind"] == "mean_iterate" ? mean : [norm(mean)]
    case "norm_range":
      let norms = path.suffix(1000).map { norm($0) }
      return [norms.min() ?? .nan, norms.max() ?? .nan]
    case "bound_theta": return [path.dropFirst(step / 2).map { $0[0].magnitude }.max() ?? .nan]
    default:
      let tail = path.dropFirst(step / 2)
      return [tail.map { norm($0) * norm($0) / 2 }.reduce(0, +) / Double(tail.count)]
    }
  }

  private func spectrum(_ row: Row, _ map: UpdateMap, _ point: [Double], _ sign: Double) throws -> [(Double, Double)] {
    switch row["kind"] {
    case "field_eigenvalues": return try eigenvalues(map.jacobian(point).map { sign * $0 })
    case "map_eigenvalues": return try eigenvalues(map.derivative(at: map.rest(at: point)))
    case "procedure_field_eigenvalues":
      let h = try #require(Double(row["step"]))
      return try eigenvalues(map.derivative(at: map.rest(at: point))).map { (sign * (1 - $0.0) / h, -sign * $0.1 / h) }
    default: throw Missing()
    }
  }

  private func compare(_ got: [Double], _ row: Row, _ column: String) throws {
    let (expected, digits) = (try row.numbers(column), try row.numbers("digits"))
    try #require(got.count == expected.count)
    for i in got.indices {
      #expect(
        (got[i] - expected[i]).magnitude <= digits[min(i, digits.count - 1)], "got \(got[i]), printed \(expected[i])")
    }
  }

  private func compareSpectrum(_ got: [(Double, Double)], _ row: Row, _ column: String) throws {
    let (expected, digits) = (try row.complexNumbers(column), try row.numbers("digits"))
    try #require(got.count == expected.count)
    var left = got
    for (i, value) in expected.enumerated() {
      let nearest = try #require(left.indices.min { distance(left[$0], value) < distance(left[$1], value) })
      let found = left.remove(at: nearest)
      #expect(
        distance(found, value) <= 2.squareRoot() * digits[min(i, digits.count - 1)], "got \(found), printed \(value)")
    }
  }

  private func distance(_ a: (Double, Double), _ b: (Double, Double)) -> Double { hypot(a.0 - b.0, a.1 - b.1) }
  private func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
