// swift-tools-version: 6.2
import PackageDescription

/// Speed, as ratios in one run: `make bench` builds this for the CPU it runs on.
let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "gandyn", path: "..")],
  targets: [
    .executableTarget(name: "benchmarks", dependencies: [.product(name: "GandynCore", package: "gandyn")])
  ])
