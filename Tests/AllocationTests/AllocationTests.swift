import CAllocationCounter
import Contracts
import Games
import Laws
import Procedures
import Scalars
import Testing

@testable import Analysis

/// No heap allocation per step, for every game, procedure and scalar.
@Suite struct AllocationTests {
  static let members = (try? allGames.flatMap { try Member.members(of: $0) }) ?? []

  @Test func theCounterCounts() {
    let before = allocation_count()
    let pointer = UnsafeMutablePointer<Double>.allocate(capacity: 1000)
    pointer.deallocate()
    #expect(allocation_count() > before)
  }

  /// Unoptimised generic code allocates; the counting means something in the build of `make test`.
  static var isOptimised: Bool {
    #if OPTIMISED
      true
    #else
      false
    #endif
  }

  @Test(.enabled(if: isOptimised, "optimised builds only: make test"), arguments: members) func stepsAllocateNothing(
    _ member: Member
  ) throws {
    for variant in try Variant.examined(allProcedures, allWrappers, on: member) {
      let settings = try Settings([("eta", 0.01)], game: member.game, procedure: variant.procedure)
      let game = member.game.prepared(settings.gameKnobs)
      let workspace = Workspace()
      let arena = workspace.arena
      let (onDouble, onLanes) = (
        Double.access(game, knobs: Knobs(Point(settings.gameKnobs, in: arena))),
        Lanes.access(game, knobs: Knobs(Point(settings.gameKnobs, in: arena)))
      )
      let onDual = FieldAccess(
        game, game.onDual, game.onSecondDual, knobs: Knobs(Point<Dual<Double>>(settings.gameKnobs, in: arena)))
      #expect(
        allocations(variant.procedure, variant.procedure.onDouble, onDouble, game, settings, arena) == 0,
        "\(variant) on doubles")
      #expect(
        allocations(variant.procedure, variant.procedure.onDual, onDual, game, settings, arena) == 0,
        "\(variant) on duals")
      guard game.isCompiledForLanes else { continue }
      #expect(
        allocations(variant.procedure, variant.procedure.onLanes, onLanes, game, settings, arena) == 0,
        "\(variant) in lanes")
    }
  }

  /// The engine's own loop: 960 unrecorded steps more, in 15 stretches, do not allocate once a stretch, let alone a step.
  ///
  /// The count of a whole run, about ten, varies by one or two from run to run.
  @Test(.enabled(if: isOptimised, "optimised builds only: make test"), arguments: members.filter { $0.number == 0 })
  func runsAllocateNothingPerStep(_ member: Member) throws {
    for variant in try Variant.examined(allProcedures, allWrappers, on: member) {
      let settings = try Settings([("eta", 0.01)], game: member.game, procedure: variant.procedure)
      func run<S: SimulationScalar>(_ plan: Simulation, on scalar: S.Type) throws -> Int {
        var runner = BlockRunner<S>(plan, first: 0, live: 1)
        let before = allocation_count()
        _ = try runner.run(RunMonitor())
        return allocation_count() - before
      }
      func allocations(_ steps: Int) throws -> Int {
        let plan = Simulation(
          game: member.game, procedure: variant.procedure, settings: settings, starts: .points([member.game.start]),
          steps: steps, recordEvery: 10_000)
        return try member.game.usesLanes ? run(plan, on: Lanes.self) : run(plan, on: Double.self)
      }
      _ = try allocations(64)  // once, for what the runtime sets up on first use
      let (short, long) = (try allocations(320), try allocations(1280))
      #expect(long - short < 8, "\(variant)")
    }
  }

  /// Allocations of ten steps after a first one has grown the arena.
  private func allocations<S: OrderedScalar>(
    _ procedure: CompiledProcedure, _ step: CompiledProcedure.Step<S>, _ access: FieldAccess<S>, _ game: CompiledGame,
    _ settings: Settings,
    _ arena: Arena
  ) -> Int {
    let n = game.coordinates.count
    let knobs: StepKnobs<S> = settings.stepKnobs(for: game, in: arena)
    let size = n * (1 + procedure.memory.count)
    let state = Point<S>(count: size, in: arena)
    for i in 0..<size { state[i] = S(exact: 0.1 + 0.01 * Double(i)) }
    let mark = arena.mark
    var before = 0
    for round in 0...10 {
      if round == 1 { before = allocation_count() }
      let next = step(State(all: state, dimension: n), knobs, access).all
      for i in 0..<next.count { state[i] = next[i] }
      arena.release(to: mark)
    }
    return allocation_count() - before
  }
}
