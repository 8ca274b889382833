public import Contracts

/// Every training procedure of the catalogue, in the order of the lists.
public let allProcedures: [ProcedureEntry] = [
  ProcedureEntry(Simultaneous.self),
  ProcedureEntry(Alternating.self),
  ProcedureEntry(Extragradient.self),
  ProcedureEntry(Optimistic.self),
  ProcedureEntry(HeavyBall.self),
  ProcedureEntry(Consensus.self),
  ProcedureEntry(BestResponse.self),
]
