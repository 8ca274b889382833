public import Contracts

/// Every training procedure of the catalogue, in the order of the lists.
public let allProcedures: [ProcedureEntry] = [
  ProcedureEntry(Simultaneous.self),
  ProcedureEntry(Alternating.self),
  ProcedureEntry(HeavyBall.self),
  ProcedureEntry(Nesterov.self),
  ProcedureEntry(RMSProp.self),
  ProcedureEntry(Adam.self),
  ProcedureEntry(OptimisticAdam.self),
  ProcedureEntry(Extragradient.self),
  ProcedureEntry(Optimistic.self),
  ProcedureEntry(ProximalPoint.self),
  ProcedureEntry(Consensus.self),
  ProcedureEntry(SymplecticAdjustment.self),
  ProcedureEntry(LookAhead.self),
  ProcedureEntry(LOLA.self),
  ProcedureEntry(SOS.self),
  ProcedureEntry(Competitive.self),
  ProcedureEntry(FollowTheRidge.self),
  ProcedureEntry(CrossingTheCurl.self),
  ProcedureEntry(Unrolled.self),
  ProcedureEntry(SymplecticSurgery.self),
  ProcedureEntry(Stackelberg.self),
  ProcedureEntry(LEAD.self),
  ProcedureEntry(JARE.self),
  ProcedureEntry(Anchored.self),
  ProcedureEntry(ExtraAnchored.self),
  ProcedureEntry(Heun.self),
  ProcedureEntry(RK4.self),
  ProcedureEntry(ODEGAN.self),
  ProcedureEntry(BestResponse.self),
]

/// Everything that can be done around a procedure, in the order of the lists.
public let allWrappers: [WrapperEntry] = [
  WrapperEntry(UniformAverage.self),
  WrapperEntry(ExponentialAverage.self),
  WrapperEntry(HistoricalAveraging.self),
  WrapperEntry(Replay.self),
  WrapperEntry(Delay.self),
  WrapperEntry(Schedule.self),
  WrapperEntry(Stochastic.self),
]
