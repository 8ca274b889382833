import Glibc

// One CSV row per workload and implementation on standard output: work, how, cost, unit. Arguments choose workloads.
let works: [(name: String, run: () async throws -> Void)] = [
  ("dirac", diracEnsemble), ("lqg", linearQuadraticGaussian), ("ring", ringOfNetworks),
  ("stability", { try stabilityAgainstLapack() }), ("cost", { try procedureCost() }), ("csv", csvThroughput),
  ("nash", { try finiteGames() }), ("memory", { try nashMemory() }),
]
print("work,how,cost,unit")
let chosen = CommandLine.arguments.dropFirst()
for work in works where chosen.isEmpty || chosen.contains(work.name) { try await work.run() }
