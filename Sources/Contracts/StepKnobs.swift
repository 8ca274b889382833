public import Scalars

/// The knobs of a procedure as a step sees them, spread over the coordinates: player i's value in player i's block.
@frozen
public struct StepKnobs<S: Scalar> {
  @usableFromInline let values: Point<S>
  @usableFromInline let dimension, first: Int
  /// Per knob and coordinate, after the knobs: 1 where the knob follows the step size.
  @usableFromInline let followers: Int
  /// The number of the step: 0, 1, 2, ...; infinity for the limit of the update map, where `1 / (k + 1)` is 0.
  public let time: Double

  @inlinable @inline(__always) init(_ values: Point<S>, dimension: Int, first: Int, followers: Int, time: Double) {
    (self.values, self.dimension, self.first) = (values, dimension, first)
    (self.followers, self.time) = (followers, time)
  }
  /// Step sizes first, then the knobs in the order of the procedure, then for each knob 1 where it follows the step size and 0
  /// where not, each with `dimension` entries; in the limit.
  @inlinable public init(_ values: Point<S>, dimension: Int) {
    let knobs = (values.count / dimension - 1) / 2
    self.init(values, dimension: dimension, first: 1, followers: 1 + knobs, time: .infinity)
  }

  /// The step size of each coordinate: `h * xi` is `diag(h_1 I, h_2 I, ...) xi`.
  @inlinable @inline(__always) public var eta: Point<S> { values[0..<dimension] }
  /// Knob `k`, one value per coordinate.
  @inlinable @inline(__always) public func perCoordinate(_ k: Int) -> Point<S> {
    values[(k + first) * dimension..<(k + first + 1) * dimension]
  }
  /// Knob `k` where it is one number.
  @inlinable @inline(__always) public func value(_ k: Int) -> S { values[(k + first) * dimension] }

  /// The same knobs at another step.
  @inlinable @inline(__always) public func at(_ time: Double) -> StepKnobs {
    StepKnobs(values, dimension: dimension, first: first, followers: followers, time: time)
  }
  /// The knobs of what wraps a procedure with `count` knobs.
  @inlinable @inline(__always) public func dropping(_ count: Int) -> StepKnobs {
    StepKnobs(values, dimension: dimension, first: first + count, followers: followers, time: time)
  }
  /// The same knobs with other step sizes, and what follows these changed in proportion.
  @inlinable @inline(__always) public func with(eta: Point<S>) -> StepKnobs {
    let changed = Point<S>(count: values.count, in: eta.arena)
    changed.assign(values)
    for i in 0..<dimension {
      let ratio = eta[i] / values[i]
      changed[i] = eta[i]
      for k in 1..<followers {
        let follows = values[(followers + k - 1) * dimension + i]
        changed[k * dimension + i] = values[k * dimension + i] * (1 + follows * (ratio - 1))
      }
    }
    return StepKnobs(changed, dimension: dimension, first: first, followers: followers, time: time)
  }
}

extension StepKnobs {
  /// `base^(k+1)` at step k, for a base in [0, 1); 0 in the limit.
  @inlinable public func power(of base: S) -> S {
    time.isInfinite ? 0 : .exp(S(exact: time + 1) * .log(base))
  }
  /// `(offset / (offset + k))^power` at step k, for `power >= 0`: 1 at step 0; in the limit 0 where the power is positive.
  @inlinable public func decay(offset: S, power: S) -> S where S: OrderedScalar {
    if time.isInfinite { return .select(positive: power, 0, 1) }
    return .exp(power * .log(offset / (offset + S(exact: time))))
  }
}
