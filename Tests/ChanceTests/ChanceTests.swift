import Chance
import Foundation
import Testing

@Suite struct ChanceTests {
  /// The known-answer vectors of the authors' Random123 (kat_vectors, philox4x32 10).
  @Test func knownAnswers() {
    let all = UInt32.max
    #expect(
      Philox4x32(key: (0, 0)).block(SIMD4(0, 0, 0, 0)) == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    #expect(
      Philox4x32(key: (all, all)).block(SIMD4(all, all, all, all))
        == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    #expect(
      Philox4x32(key: (0xa409_3822, 0x299f_31d0)).block(SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344))
        == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  /// The numbers of randomgen and mpmath at the same addresses (Tests/Oracles/make_chance.py).
  @Test func addressesAgreeWithAnotherImplementation() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Oracles/chance.csv")
    let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
    #expect(rows.count == 9)
    for row in rows {
      let fields = row.split(separator: ",")
      let address = try fields.prefix(4).map { try #require(UInt64($0)) }
      let (uniform, normal) = (try #require(Double(fields[4])), try #require(Double(fields[5])))
      let stream = RandomStream(seed: address[0], trajectory: address[1])
      #expect(stream.uniform(step: address[2], coordinate: address[3]) == uniform)
      let found = stream.normal(step: address[2], coordinate: address[3])
      #expect(abs(found - normal) <= 2e-15)
    }
  }

  private let count = 100_000
  /// Samples along steps, coordinates, trajectories, seeds, and of a sequence.
  private func samples(_ kind: String, normal: Bool) -> [Double] {
    var sequence = SequentialStream(seed: 5)
    return (0..<UInt64(count)).map { i in
      let (stream, step, coordinate): (RandomStream, UInt64, UInt64)
      switch kind {
      case "steps": (stream, step, coordinate) = (RandomStream(seed: 1), i, 0)
      case "coordinates": (stream, step, coordinate) = (RandomStream(seed: 1), 3, i)
      case "trajectories": (stream, step, coordinate) = (RandomStream(seed: 1, trajectory: i), 3, 0)
      case "seeds": (stream, step, coordinate) = (RandomStream(seed: i), 0, 0)
      default: return normal ? sequence.normal() : sequence.uniform()
      }
      return normal
        ? stream.normal(step: step, coordinate: coordinate) : stream.uniform(step: step, coordinate: coordinate)
    }
  }

  static let kinds = ["steps", "coordinates", "trajectories", "seeds", "sequence"]

  /// Kolmogorov-Smirnov: P(sqrt(N) D > 2.5) = 2 exp(-2 2.5^2), about 7e-6 a sample; the seeds are fixed.
  @Test(arguments: kinds, [false, true]) func distributions(kind: String, normal: Bool) {
    let sorted = samples(kind, normal: normal).map { normal ? erfc(-$0 / 2.0.squareRoot()) / 2 : $0 }.sorted()
    #expect(sorted.allSatisfy { $0 > 0 && $0 < 1 })
    let n = Double(count)
    let distance = sorted.enumerated().map { max($1 - Double($0) / n, Double($0 + 1) / n - $1) }.max() ?? 1
    #expect(distance * n.squareRoot() < 2.5)
    #expect(distance * n.squareRoot() > 0.3)  // P < 1e-5: evenly spread points are not random either
  }

  /// Moments 1 to 4 of normal numbers, 4.5 standard errors each (7e-6).
  @Test(arguments: kinds) func normalMoments(kind: String) {
    let x = samples(kind, normal: true)
    for (power, mean, variance) in [(1, 0.0, 1.0), (2, 1, 2), (3, 0, 15), (4, 3, 96)] {
      let average = x.reduce(0) { $0 + pow($1, Double(power)) } / Double(count)
      #expect(abs(average - mean) < 4.5 * (variance / Double(count)).squareRoot(), "power \(power)")
    }
  }

  /// Neighbours along every direction are uncorrelated, as are their squares (4.5 standard errors).
  @Test(arguments: kinds, [1, 2, 7]) func neighboursAreIndependent(kind: String, lag: Int) {
    let x = samples(kind, normal: true)
    let limit = 4.5 / Double(count - lag).squareRoot()
    let products = zip(x, x.dropFirst(lag)).map { ($0 * $1, ($0 * $0 - 1) * ($1 * $1 - 1) / 2) }
    #expect(abs(products.reduce(0) { $0 + $1.0 }) / Double(products.count) < limit)
    #expect(abs(products.reduce(0) { $0 + $1.1 }) / Double(products.count) < limit)
  }

  /// A 64 x 64 table of counts of pairs (step, next step), chi squared with 4095 degrees of freedom (mean, +-4.5 sd).
  @Test func pairsFillTheSquare() {
    let u = samples("steps", normal: false)
    var counts = [Double](repeating: 0, count: 4096)
    for i in stride(from: 0, to: count, by: 2) { counts[Int(u[i] * 64) * 64 + Int(u[i + 1] * 64)] += 1 }
    let expected = Double(count / 2) / 4096
    let chi = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    #expect(abs(chi - 4095) < 4.5 * (2.0 * 4095).squareRoot())
  }

  @Test func addressesAreDistinctAndReproducible() {
    var seen = Set<Double>()
    var drawn = 0
    for trajectory: UInt64 in [0, 1, 1 << 16, 1 << 32, 1 << 47] {
      for step: UInt64 in [0, 1, 1 << 16, 1 << 32, 1 << 47] {
        for coordinate: UInt64 in [0, 1, 1 << 16, 1 << 31] {
          let x = RandomStream(seed: 9, trajectory: trajectory).uniform(step: step, coordinate: coordinate)
          #expect(x == RandomStream(seed: 9, trajectory: trajectory).uniform(step: step, coordinate: coordinate))
          seen.insert(x)
          drawn += 1
        }
      }
    }
    #expect(seen.count == drawn)
  }

  @Test func sequencesRepeatAndDependOnTheirNumber() {
    var (a, b, other) = (SequentialStream(seed: 3), SequentialStream(seed: 3), SequentialStream(seed: 3, trajectory: 1))
    let first = (0..<100).map { _ in a.next() }
    #expect(first == (0..<100).map { _ in b.next() })
    #expect(Set(first).count == 100)
    #expect(Set(first).isDisjoint(with: (0..<100).map { _ in other.next() }))
    // The standard library's own methods work on it.
    #expect((0..<50).shuffled(using: &a).sorted() == Array(0..<50))
    let inside = (0..<1000).map { _ in a.uniform(in: -2...3) }
    #expect(inside.allSatisfy { -2 <= $0 && $0 <= 3 })
    let mean = inside.reduce(0, +) / 1000
    let deviation = 5 / sqrt(12_000.0)
    #expect(abs(mean - 0.5) < 4.5 * deviation)
    for bound in [4.0, 0.1, -1e308] { #expect(a.uniform(in: bound...bound) == bound) }
  }
}
