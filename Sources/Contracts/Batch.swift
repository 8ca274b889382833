public import Scalars

/// The random numbers that one sample of a game's data and latent variables takes.
public struct SampleDraws: Sendable {
  /// Standard normal numbers, and after them numbers uniform in (0, 1).
  public let normals, uniforms: Int
  /// All of them.
  public var count: Int { normals + uniforms }

  /// So many of each.
  public init(normals: Int, uniforms: Int = 0) { (self.normals, self.uniforms) = (normals, uniforms) }
}

/// A batch of samples as random numbers: constants to every derivative.
@frozen
public struct Batch<S: Scalar> {
  /// Samples.
  public let size: Int
  /// Numbers per sample.
  public let width: Int
  /// Sample after sample.
  public let numbers: Point<S>

  /// A batch.
  @inlinable public init(size: Int, width: Int, numbers: Point<S>) {
    (self.size, self.width, self.numbers) = (size, width, numbers)
  }

  /// Number `i` of a sample, normal ones first.
  @inlinable @inline(__always) public subscript(sample: Int, i: Int) -> S { numbers[sample * width + i] }

  /// The same one level up.
  @inlinable public var lifted: Batch<Dual<S>> { Batch<Dual<S>>(size: size, width: width, numbers: numbers.lifted) }
}

/// Where a step's random numbers come from: each a pure function of seed, trajectory, step and place.
public final class NoiseSource<S: Scalar> {
  /// Writes the numbers of a step from the given place on, sample after sample.
  @usableFromInline let write: (_ numbers: Point<S>, _ step: Int, _ place: Int) -> Void
  /// The numbers of a game's sample.
  public let draws: SampleDraws
  @usableFromInline var place = 0

  /// A source.
  public init(draws: SampleDraws, write: @escaping (_ numbers: Point<S>, _ step: Int, _ place: Int) -> Void) {
    (self.draws, self.write) = (draws, write)
  }

  /// Begins a step.
  @inlinable public func restart() { place = 0 }

  /// The next batch of a step, into existing memory.
  @inlinable public func fill(_ batch: Batch<S>, step: Int) {
    write(batch.numbers, step, place)
    place += batch.numbers.count
  }
}
