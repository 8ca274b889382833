internal import Glibc

/// Random numbers addressed by (seed, trajectory, step, coordinate): each is a pure function of its address.
///
/// So an ensemble gives the same bytes for any number of threads, lanes or shards, and a run can be taken up at any
/// step. Different addresses never share a block of random bits. The seed is the key of `Philox4x32`; the counter is,
/// word by word, the low 32 bits of the step, its high 16 bits over the high 16 of the trajectory, the low 32 bits of
/// the trajectory, and the coordinate.
///
/// `uniform` and `normal` at the same address use the same bits: take only one of the two there.
/// - Domain: trajectory and step below 2^48, coordinate below 2^32 - 1 (the last one belongs to `SequentialStream`).
public struct RandomStream: Sendable, Equatable {
  private let generator: Philox4x32
  private let trajectory: UInt64

  /// The stream of one trajectory; every seed is allowed.
  public init(seed: UInt64, trajectory: UInt64 = 0) {
    precondition(trajectory < 1 << 48, "a trajectory's number is below 2^48, not \(trajectory)")
    generator = Philox4x32(key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    self.trajectory = trajectory
  }

  /// A number uniform in (0, 1), never 0 or 1: an odd multiple of 2^-53, so that x and 1 - x are equally likely.
  ///
  /// - Cost: one block, about 20 ns.
  public func uniform(step: UInt64, coordinate: UInt64) -> Double {
    unitInterval(bits(step: step, coordinate: coordinate).0)
  }

  /// A standard normal number by the cosine branch of Box and Muller's method.
  ///
  /// Its modulus is at most sqrt(106 log 2), about 8.57; larger ones have probability 1e-17. Its last digits are
  /// those of the C library's logarithm and cosine.
  /// - Source: Box and Muller, Ann. Math. Statist. 29 (1958) 610.
  /// - Cost: one block, a logarithm and a cosine, about 55 ns.
  public func normal(step: UInt64, coordinate: UInt64) -> Double {
    let (first, second) = bits(step: step, coordinate: coordinate)
    return normalNumber(unitInterval(first), unitInterval(second))
  }

  /// The 128 random bits of an address.
  private func bits(step: UInt64, coordinate: UInt64) -> (UInt64, UInt64) {
    precondition(step < 1 << 48, "a step's number is below 2^48, not \(step)")
    precondition(coordinate < UInt64(UInt32.max), "a coordinate's number is below 2^32 - 1, not \(coordinate)")
    return block(step: step, word: UInt32(coordinate))
  }

  /// The 128 random bits of an address, the reserved last coordinate included.
  func block(step: UInt64, word: UInt32) -> (UInt64, UInt64) {
    let high = UInt32(truncatingIfNeeded: step >> 32) | UInt32(truncatingIfNeeded: trajectory >> 32) << 16
    let words = generator.block(
      SIMD4(UInt32(truncatingIfNeeded: step), high, UInt32(truncatingIfNeeded: trajectory), word))
    return (UInt64(words[0]) | UInt64(words[1]) << 32, UInt64(words[2]) | UInt64(words[3]) << 32)
  }
}

/// 53 random bits, the last one set, as a number in (0, 1); adding 1/2 instead could round up to 1.
func unitInterval(_ bits: UInt64) -> Double { Double(bits >> 11 | 1) * 0x1p-53 }

/// Box and Muller's cosine branch of two independent uniform numbers in (0, 1).
func normalNumber(_ u: Double, _ v: Double) -> Double { (-2 * log(u)).squareRoot() * cos(2 * Double.pi * v) }
