/// Philox4x32-10: a keyed bijection of 128-bit counters whose values pass every known test of randomness.
///
/// - Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3; the
///   constants are those of the authors' Random123.
/// - Cost: 20 multiplications of 32 bits a block.
public struct Philox4x32: Sendable, Equatable {
  /// The key, low word first.
  public let key: (UInt32, UInt32)

  /// The bijection of a key.
  public init(key: (UInt32, UInt32)) { self.key = key }

  /// The four random words of a counter, each in the order of the paper.
  public func block(_ counter: SIMD4<UInt32>) -> SIMD4<UInt32> {
    var (x0, x1, x2, x3) = (counter[0], counter[1], counter[2], counter[3])
    var (k0, k1) = key
    for _ in 0..<10 {
      let a = x0.multipliedFullWidth(by: 0xd251_1f53)
      let b = x2.multipliedFullWidth(by: 0xcd9e_8d57)
      (x0, x1, x2, x3) = (b.high ^ x1 ^ k0, b.low, a.high ^ x3 ^ k1, a.low)
      k0 &+= 0x9e37_79b9
      k1 &+= 0xbb67_ae85
    }
    return SIMD4(x0, x1, x2, x3)
  }

  /// Whether two bijections have the same key.
  public static func == (a: Philox4x32, b: Philox4x32) -> Bool { a.key == b.key }
}
