import Glibc
import Scalars
import Testing

/// Lanes against doubles: the same functions to 2 ulp, no influence between neighbours.
@Suite struct LanesTests {
  static let functions:
    [(name: String, onLanes: @Sendable (Lanes) -> Lanes, onDouble: @Sendable (Double) -> Double, ulps: Double)] = [
      ("exp", { .exp($0) }, { .exp($0) }, 2), ("log(x^2)", { .log(.square($0)) }, { .log(.square($0)) }, 2),
      ("sqrt(x^2)", { .sqrt(.square($0)) }, { .sqrt(.square($0)) }, 0), ("sin", { .sin($0) }, { .sin($0) }, 0),
      ("cos", { .cos($0) }, { .cos($0) }, 0), ("tanh", { .tanh($0) }, { .tanh($0) }, 3),
      ("sigmoid", { .sigmoid($0) }, { .sigmoid($0) }, 4),
      ("sigmoidSlope", { .sigmoidSlope($0) }, { .sigmoidSlope($0) }, 8),
      ("softplus", { .softplus($0) }, { .softplus($0) }, 4), ("normalCDF", { .normalCDF($0) }, { .normalCDF($0) }, 0),
      ("abs", { .abs($0) }, { .abs($0) }, 0), ("relu", { .relu($0) }, { .relu($0) }, 0),
      ("sign", { .sign($0) }, { .sign($0) }, 0),
      ("step", { .step($0) }, { .step($0) }, 0), ("clamp", { .clamp($0, -1, 2) }, { .clamp($0, -1, 2) }, 0),
      ("1/x", { 1 / $0 }, { 1 / $0 }, 0), ("max", { .max($0, 1) }, { .max($0, 1) }, 0),
      ("min", { .min($0, 1) }, { .min($0, 1) }, 0),
    ]

  static let spread: [Double] = (0..<64).map { Double($0 - 32) * 0.61 + 0.013 }
  static let special: [Double] = [0, -0.0, 1, 2, -1, 20, -20, 700, -700, 1e-300, -1e-300, .infinity, -.infinity, .nan]
  static let arguments: [Double] = spread + special

  @Test(arguments: functions.map(\.name)) func agreesWithDouble(_ name: String) throws {
    let f = try #require(Self.functions.first { $0.name == name })
    for x in Self.arguments {
      let (lane, expected) = (f.onLanes(Lanes(exact: x))[lane: 5], f.onDouble(x))
      if expected.isNaN {
        #expect(lane.isNaN, "\(x)")
      } else if !expected.isFinite {
        #expect(lane == expected, "\(x)")
      } else {
        #expect(
          (lane - expected).magnitude <= f.ulps * expected.ulp + 1e-307, "\(name)(\(x)) = \(lane), expected \(expected)"
        )
      }
    }
  }

  @Test(arguments: functions.map(\.name)) func neighboursDoNotMatter(_ name: String) throws {
    let f = try #require(Self.functions.first { $0.name == name })
    for (index, x) in Self.arguments.enumerated() {
      var mixed = Lanes(exact: 0)
      for lane in 0..<32 { mixed[lane: lane] = Self.arguments[(index + 7 * lane) % Self.arguments.count] }
      let lane = index % 32
      mixed[lane: lane] = x
      #expect(
        f.onLanes(mixed)[lane: lane].bitPattern == f.onLanes(Lanes(exact: x))[lane: 0].bitPattern,
        "\(name)(\(x)) in lane \(lane)")
    }
  }
}
