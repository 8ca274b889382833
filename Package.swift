// swift-tools-version: 6.2
import PackageDescription

/// Targets by floor; imports point down only, which `make test` checks.
let package = Package(
  name: "gandyn",
  products: [
    .executable(name: "gandyn", targets: ["gandyn"]),
    .library(
      name: "GandynCore",
      targets: [
        "Scalars", "Spectra", "Quadrature", "Chance", "Contracts", "Games", "Procedures", "Tables", "Analysis",
        "FiniteGames",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // floor 0: system libraries and C
    .target(name: "CVectorMath"),
    .systemLibrary(
      name: "CLapack", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev", "libopenblas-dev"])]),
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    // floor 1
    .target(name: "Scalars", dependencies: ["CVectorMath", "CLapack"]),
    .target(name: "Spectra", dependencies: ["CLapack"]),
    .target(name: "Quadrature", dependencies: ["CGSL"]),
    .target(name: "Chance"),
    // floor 2
    .target(name: "Contracts", dependencies: ["Scalars"]),
    // floor 3
    .target(name: "Games", dependencies: ["Chance", "Contracts", "Quadrature", "Scalars", "Spectra"]),
    .target(name: "Procedures", dependencies: ["Contracts", "Scalars", "Spectra"]),
    .target(name: "Flows", dependencies: ["CGSL"]),
    .target(name: "Tables", dependencies: ["CCrypto"]),
    // floor 4
    .target(name: "Analysis", dependencies: ["Contracts", "Scalars", "Spectra", "Chance"]),
    .target(
      name: "FiniteGames",
      dependencies: ["CGLPK", "CLapack", "Chance", "Contracts", "Flows", "Scalars", "Spectra"]),
    .target(
      name: "Laws", dependencies: ["Analysis", "Contracts", "Scalars", "Spectra", "Chance"]),
    // floor 5
    .executableTarget(
      name: "gandyn",
      dependencies: [
        "Analysis", "Chance", "Contracts", "FiniteGames", "Games", "Laws", "Procedures", "Tables", "Yams",
        "Spectra", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // tests
    .testTarget(name: "TablesTests", dependencies: ["Tables"]),
    .testTarget(name: "SpectraTests", dependencies: ["Spectra"]),
    .testTarget(name: "QuadratureTests", dependencies: ["Quadrature"]),
    .testTarget(name: "ChanceTests", dependencies: ["Chance"]),
    .testTarget(
      name: "AnalysisTests", dependencies: ["Analysis", "Chance", "Contracts", "Games", "Procedures", "Spectra"]),
    .testTarget(name: "ScalarTests", dependencies: ["CVectorMath", "Scalars"]),
    .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
    .testTarget(
      name: "AllocationTests",
      dependencies: [
        "Analysis", "CAllocationCounter", "Contracts", "Games", "Laws", "Procedures", "Scalars",
      ]),
    .testTarget(
      name: "FiniteGamesTests",
      dependencies: ["Chance", "Contracts", "FiniteGames", "Flows", "Games", "Scalars", "Tables"]),
    .testTarget(name: "CommandTests", dependencies: ["gandyn"]),
    .testTarget(name: "LawTests", dependencies: ["Contracts", "Games", "Laws", "Procedures", "Scalars"]),
    .testTarget(
      name: "OracleTests",
      dependencies: ["Analysis", "Chance", "Contracts", "Games", "Laws", "Procedures", "Scalars", "Spectra", "Tables"]),
  ])

let inC = ["CVectorMath", "CAllocationCounter"]
for target in package.targets where target.type != .system && !inC.contains(target.name) {
  var settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
  ]
  if target.type != .test { settings.append(.enableUpcomingFeature("InternalImportsByDefault")) }
  // Warnings are errors in CI only: a later compiler's new warnings must not break a user's build.
  if Context.environment["CI"] != nil { settings.append(.treatAllWarnings(as: .error)) }
  target.swiftSettings = settings
}
