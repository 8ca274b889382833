import Flows
import Glibc
import Testing

@Suite struct IntegratorTests {
  @Test func circlesClose() throws {
    let circle = try Integrator(count: 2, step: 0.1, tolerance: 1e-12) { _, y, slopes in
      (slopes[0], slopes[1]) = (-y[1], y[0])
    }
    var y = [1.0, 0.0]
    for quarter in 1...8 {
      let time = Double(quarter) * .pi / 2
      try circle.advance(to: time, &y)
      #expect(circle.time == time)
      #expect(abs(y[0] - cos(time)) < 1e-10 && abs(y[1] - sin(time)) < 1e-10)
    }
  }

  @Test func fieldsMayDependOnTime() throws {
    let power = try Integrator(count: 1, from: 1, step: 0.1, tolerance: 1e-12) { t, _, slopes in slopes[0] = 3 * t * t }
    var y = [1.0]
    try power.advance(to: 2, &y)
    #expect(abs(y[0] - 8) < 1e-11)
  }

  @Test func whatIsNotFiniteEndsWithGSLsCode() throws {
    // y = 1 / (1 - t) ends at 1.
    let blowUp = try Integrator(count: 1, step: 0.1, tolerance: 1e-10) { _, y, slopes in slopes[0] = y[0] * y[0] }
    var y = [1.0]
    let error = #expect(throws: IntegratorError.self) { try blowUp.advance(to: 2, &y) }
    #expect(error?.routine == "gsl_odeiv2_driver_apply" && error?.code != 0)
    #expect(abs((error?.time ?? 0) - 1) < 1e-3)
    #expect(error?.description.contains("gsl_odeiv2_driver_apply failed with code") == true)
  }

  @Test func refusesAToleranceOfNought() {
    #expect(throws: IntegratorError.self) { try Integrator(count: 1, step: 0.1, tolerance: -1) { _, _, _ in } }
  }
}
