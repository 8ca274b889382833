import Glibc
import Scalars
import Testing

/// Derivative rules against closed forms and central differences; nesting against second derivatives.
@Suite struct DualTests {
  typealias D = Dual<Double>

  struct Function: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let onDouble: @Sendable (Double) -> Double
    let onDual: @Sendable (D) -> D
    let onSecond: @Sendable (Dual<D>) -> Dual<D>
  }

  static let functions = [
    Function(testDescription: "exp", onDouble: { .exp($0) }, onDual: { .exp($0) }, onSecond: { .exp($0) }),
    Function(
      testDescription: "log(x^2+1)", onDouble: { .log(.square($0) + 1) }, onDual: { .log(.square($0) + 1) },
      onSecond: { .log(.square($0) + 1) }),
    Function(
      testDescription: "sqrt(x^2+2)", onDouble: { .sqrt(.square($0) + 2) }, onDual: { .sqrt(.square($0) + 2) },
      onSecond: { .sqrt(.square($0) + 2) }),
    Function(testDescription: "sin", onDouble: { .sin($0) }, onDual: { .sin($0) }, onSecond: { .sin($0) }),
    Function(testDescription: "cos", onDouble: { .cos($0) }, onDual: { .cos($0) }, onSecond: { .cos($0) }),
    Function(testDescription: "tanh", onDouble: { .tanh($0) }, onDual: { .tanh($0) }, onSecond: { .tanh($0) }),
    Function(
      testDescription: "sigmoid", onDouble: { .sigmoid($0) }, onDual: { .sigmoid($0) }, onSecond: { .sigmoid($0) }),
    Function(
      testDescription: "sigmoidSlope", onDouble: { .sigmoidSlope($0) }, onDual: { .sigmoidSlope($0) },
      onSecond: { .sigmoidSlope($0) }),
    Function(
      testDescription: "softplus", onDouble: { .softplus($0) }, onDual: { .softplus($0) }, onSecond: { .softplus($0) }),
    Function(
      testDescription: "logSigmoid", onDouble: { .logSigmoid($0) }, onDual: { .logSigmoid($0) },
      onSecond: { .logSigmoid($0) }),
    Function(
      testDescription: "normalCDF", onDouble: { .normalCDF($0) }, onDual: { .normalCDF($0) },
      onSecond: { .normalCDF($0) }),
    Function(
      testDescription: "x/(1+x^4)", onDouble: { $0 / (1 + .square(.square($0))) },
      onDual: { $0 / (1 + .square(.square($0))) }, onSecond: { $0 / (1 + .square(.square($0))) }),
    Function(
      testDescription: "x abs x + relu x", onDouble: { $0 * .abs($0) + .relu($0) },
      onDual: { $0 * .abs($0) + .relu($0) }, onSecond: { $0 * .abs($0) + .relu($0) }),
  ]

  @Test(arguments: functions) func derivatives(_ f: Function) {
    for x in [-3.7, -1.2, -0.3, 0.4, 1.9, 6.1] {
      let h = 1e-4
      let dual = f.onDual(D(value: x, tangent: 1))
      #expect(dual.value == f.onDouble(x))
      let difference =
        (8 * (f.onDouble(x + h) - f.onDouble(x - h)) - f.onDouble(x + 2 * h) + f.onDouble(x - 2 * h)) / (12 * h)
      #expect((dual.tangent - difference).magnitude < 1e-10 * (1 + difference.magnitude), "at \(x)")
      let nested = f.onSecond(Dual(value: D(value: x, tangent: 1), tangent: D(value: 1, tangent: 0))).tangent.tangent
      let slopes = [h, -h].map { f.onDual(D(value: x + $0, tangent: 1)).tangent }
      #expect((nested - (slopes[0] - slopes[1]) / (2 * h)).magnitude < 1e-6 * (1 + nested.magnitude), "at \(x)")
    }
  }

  @Test func kinksHaveSlopeZero() {
    let zero = D(value: 0, tangent: 1)
    #expect(D.abs(zero).tangent == 0)
    #expect(D.relu(zero).tangent == 0)
    #expect(D.clamp(D(value: 2, tangent: 1), 0, 1).tangent == 0)
    #expect(D.clamp(D(value: 1, tangent: 1), 0, 1).tangent == 1)
  }

  @Test(arguments: [-800.0, -709, -30, 0, 30, 709, 800]) func extremes(_ x: Double) {
    let (s, slope) = (Double.sigmoid(x), Double.sigmoidSlope(x))
    #expect(s >= 0 && s <= 1 && slope.isFinite && slope >= 0)
    #expect(Double.softplus(x).isFinite)
    #expect((Double.softplus(x) - Double.softplus(-x) - x).magnitude <= 1e-15 * x.magnitude)
    // sigmoid(x) = exp(x) / (1 + exp(x)) to full relative accuracy where it is small.
    if x < 0 && x > -708 { #expect((s / (Glibc.exp(x) / (1 + Glibc.exp(x))) - 1).magnitude < 1e-15) }
  }
}
