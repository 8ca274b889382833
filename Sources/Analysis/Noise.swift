internal import Chance
internal import Contracts
internal import Scalars

/// The random numbers of batches: a pure function of seed, trajectory, step and place.
///
/// Starts and batches have keys of their own, so that they share no numbers.
struct BatchStream {
  private let stream: RandomStream

  init(seed: UInt64, trajectory: UInt64) {
    stream = RandomStream(seed: seed ^ 0x9E37_79B9_7F4A_7C15, trajectory: trajectory)
  }

  /// Number `index` of a step; of every `draws.count` the first are normal.
  func number(step: Int, index: Int, _ draws: SampleDraws) -> Double {
    let (step, place) = (UInt64(step), UInt64(index))
    return index % draws.count < draws.normals
      ? stream.normal(step: step, coordinate: place) : stream.uniform(step: step, coordinate: place)
  }
}

extension PackedScalar {
  /// The source of a block of trajectories, one in each lane.
  static func noise(seed: UInt64, trajectories: [Int], draws: SampleDraws) -> NoiseSource<Self> {
    let streams = trajectories.map { BatchStream(seed: seed, trajectory: UInt64($0)) }
    return NoiseSource(draws: draws) { numbers, step, place in
      for i in 0..<numbers.count {
        for lane in 0..<laneCount {
          numbers[i][lane: lane] = streams[lane].number(step: step, index: place + i, draws)
        }
      }
    }
  }
}

/// Batches at one step of ever new trajectories, for moments of a random map.
final class DrawnNoise {
  var trajectory: UInt64 = 0
  private let seed: UInt64
  private let draws: SampleDraws

  init(seed: UInt64, draws: SampleDraws) { (self.seed, self.draws) = (seed, draws) }

  func source() -> NoiseSource<Dual<Double>> {
    NoiseSource(draws: draws) { [self] numbers, step, place in
      let stream = BatchStream(seed: seed, trajectory: trajectory)
      for i in 0..<numbers.count {
        numbers[i] = Dual(value: stream.number(step: step, index: place + i, draws), tangent: 0)
      }
    }
  }
}
