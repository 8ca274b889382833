/// Every algorithm for finite games, in the order of the lists.
public let allAlgorithms: [AlgorithmEntry] = [
  AlgorithmEntry(Hedge.self)
]
