import CVectorMath
import Glibc
import Testing

/// A function of CVectorMath, the largest error in ulps stated in vector_math.h (fused or not), and values it must take
/// exactly.
struct VectorFunction: Sendable, CustomTestStringConvertible {
  let name: String
  let bound: Double
  let exactValues: [(argument: Double, value: Double)]
  let apply: @Sendable (SIMD16<Double>) -> SIMD16<Double>

  var testDescription: String { name }

  static let all = [
    VectorFunction(
      name: "vm_exp", bound: 1.01,
      exactValues: [
        (.infinity, .infinity), (-.infinity, 0), (710, .infinity), (-746, 0), (0, 1), (-0.0, 1), (.nan, .nan),
      ],
      apply: { vm_exp($0) }),
    VectorFunction(
      name: "vm_exp_bounded", bound: 1.01, exactValues: [(0, 1), (-0.0, 1), (.nan, .nan)],
      apply: { vm_exp_bounded($0) }),
    VectorFunction(
      name: "vm_log", bound: 0.95,
      exactValues: [
        (0, -.infinity), (-0.0, -.infinity), (-1, .nan), (-tiny, .nan), (-.infinity, .nan), (.infinity, .infinity),
        (1, 0), (.nan, .nan),
      ],
      apply: { vm_log($0) }),
    VectorFunction(
      name: "vm_log1p", bound: 0.95,
      exactValues: [
        (-1, -.infinity), ((-1.0).nextDown, .nan), (-1e300, .nan), (-.infinity, .nan), (.infinity, .infinity), (0, 0),
        (-0.0, -0.0), (tiny, tiny), (-tiny, -tiny), (0x1p-60, 0x1p-60), (-0x1p-60, -0x1p-60), (.nan, .nan),
      ],
      apply: { vm_log1p($0) }),
    VectorFunction(
      name: "vm_tanh", bound: 0.95,
      exactValues: [
        (.infinity, 1), (-.infinity, -1), (20, 1), (-1e300, -1), (0, 0), (-0.0, -0.0), (tiny, tiny),
        (-tiny, -tiny), (0x1p-60, 0x1p-60), (.nan, .nan),
      ],
      apply: { vm_tanh($0) }),
  ]
}

private let tiny = Double.leastNonzeroMagnitude

@Suite("Vector functions")
struct VectorMathTests {
  @Test("errors stay below the stated bound", arguments: VectorFunction.all)
  func error(of function: VectorFunction) throws {
    let points = try OraclePoint.read().filter { $0.function == function.name }
    try #require(points.count > 200)
    for point in points {
      let y = function.apply(SIMD16(repeating: point.argument))[0]
      if point.expected.isInfinite {
        #expect(y == point.expected, "at \(point.argument)")
      } else {
        let error = abs((y - point.expected) / point.expected.ulp - point.residual)
        #expect(error < function.bound, "at \(point.argument): \(y), exact \(point.expected) + \(point.residual) ulp")
        #expect(y.sign == point.expected.sign, "at \(point.argument)")
      }
    }
  }

  @Test("values that must be exact, with the sign of zero", arguments: VectorFunction.all)
  func exactValues(of function: VectorFunction) {
    for (argument, value) in function.exactValues {
      let y = function.apply(SIMD16(repeating: argument))[0]
      let same = value.isNaN ? y.isNaN : y.bitPattern == value.bitPattern
      #expect(same, "at \(argument): \(y), expected \(value)")
    }
  }

  @Test("a lane does not depend on its place or its neighbours", arguments: VectorFunction.all)
  func laneIndependence(of function: VectorFunction) {
    let arguments = SIMD16<Double>(
      0, .nan, 0.3, .infinity, -0.7, 1e300, -.infinity, tiny, 0.95, -1, 2.5, -1e300, 700, 1e-20, -740, 17)
    for shift in 0..<16 {
      var shifted = arguments
      for lane in 0..<16 { shifted[lane] = arguments[(lane + shift) % 16] }
      let mixed = function.apply(shifted)
      for lane in 0..<16 {
        let alone = function.apply(SIMD16(repeating: shifted[lane]))[lane]
        let same = alone.isNaN ? mixed[lane].isNaN : mixed[lane].bitPattern == alone.bitPattern
        #expect(same, "\(shifted[lane]) in lane \(lane): \(mixed[lane]), alone \(alone)")
      }
    }
  }
}

/// A row of Oracles/vector_math.csv, which make_vector_math.py beside it writes: the exact value is
/// `expected + residual * expected.ulp`.
private struct OraclePoint {
  let function: Substring
  let argument, expected, residual: Double

  static func read() throws -> [OraclePoint] {
    let folder = "\(#filePath)".split(separator: "/").dropLast(2).joined(separator: "/")
    let file = try #require(fopen("/\(folder)/Oracles/vector_math.csv", "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return try String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",")
      try #require(cells.count == 4, "\(line)")
      let numbers = try cells.dropFirst().map { try #require(Double($0), "\(line)") }
      return OraclePoint(function: cells[0], argument: numbers[0], expected: numbers[1], residual: numbers[2])
    }
  }
}
