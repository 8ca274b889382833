import Glibc

// One CSV row per workload and implementation on standard output: work, how, cost, unit.
print("work,how,cost,unit")
if CommandLine.arguments.count == 1 { try await diracEnsemble() }
try stabilityAgainstLapack()
await csvThroughput()
