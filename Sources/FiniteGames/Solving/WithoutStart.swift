internal import Contracts

extension Run {
  /// Refuses a start, which an algorithm that has its own would pass over in silence.
  func refuseStart(for card: Card) throws(Refusal) {
    guard start == nil else {
      throw Refusal("--start: \(card.id) has no use for strategies to start from; leave --start out, or take a learner")
    }
  }
}
