/// Every algorithm for finite games, in the order of the lists.
public let allAlgorithms: [AlgorithmEntry] = [
  AlgorithmEntry(LinearProgramming.self),
  AlgorithmEntry(FictitiousPlay.self),
  AlgorithmEntry(Hedge.self),
  AlgorithmEntry(OptimisticHedge.self),
  AlgorithmEntry(FTRL.self),
  AlgorithmEntry(OptimisticFTRL.self),
  AlgorithmEntry(ProjectedGDA.self),
  AlgorithmEntry(ProjectedOGDA.self),
  AlgorithmEntry(ProjectedEG.self),
  AlgorithmEntry(RegretMatching.self),
  AlgorithmEntry(RegretMatchingPlus.self),
  AlgorithmEntry(Replicator.self),
  AlgorithmEntry(ProjectedReplicator.self),
  AlgorithmEntry(MirrorDescent.self),
  AlgorithmEntry(MirrorProx.self),
]
