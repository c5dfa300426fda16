// swift-tools-version:6.1
import PackageDescription

// The house is built in layers (ARCHITECTURE.md). MUSTER_LAYER leaves the upper ones out, so that
// the tests of rules and storage build in a minute without the web stack:
//   rules   model, rules and flows        (no dependency at all)
//   store   + storage and its SQLite driver (GRDB)
//   engine  + audiences, campaigns and instances as documents
//   (unset) everything
// MUSTER_TESTS names the one test target to build, for the same reason.
let layers = ["rules", "store", "engine", "all"]
let wanted = Context.environment["MUSTER_LAYER"].flatMap(layers.firstIndex(of:)) ?? layers.count - 1
@MainActor func from(_ layer: String) -> Bool { layers.firstIndex(of: layer).map { $0 <= wanted } ?? false }

let strict: [SwiftSetting] =
    Context.environment["MUSTER_WARNINGS_AS_ERRORS"] == nil ? [] : [.unsafeFlags(["-warnings-as-errors"])]
let swiftSettings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + strict

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let http1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")

@MainActor func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}
@MainActor func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

var dependencies: [Package.Dependency] = []
var targets: [Target] = [
    library("MusterModel"),
    library("MusterRules", ["MusterModel"]),
    library("MusterFlows", ["MusterModel", "MusterRules"]),
    tests("MusterModelTests", ["MusterModel"]),
    tests("MusterRulesTests", ["MusterModel", "MusterRules"]),
    tests("MusterFlowsTests", ["MusterModel", "MusterRules", "MusterFlows"]),
]
if from("store") {
    dependencies += [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ]
    targets += [
        library("MusterStore", ["MusterModel", "MusterRules"]),
        .target(name: "CSQLite"),
        library("MusterSQLite", ["MusterModel", "MusterRules", "MusterStore", "CSQLite", grdb, sqlite]),
        .target(
            name: "MusterTesting", dependencies: ["MusterModel", "MusterRules", "MusterStore", "MusterSQLite"],
            path: "Tests/MusterTesting", swiftSettings: swiftSettings),
        tests("MusterStoreTests", ["MusterModel", "MusterRules", "MusterStore", "MusterSQLite", "MusterTesting"]),
    ]
}
if from("engine") {
    targets += [
        library("MusterAudience", ["MusterModel", "MusterRules", "MusterStore"]),
        library(
            "MusterEngine",
            ["MusterModel", "MusterRules", "MusterFlows", "MusterStore", "MusterAudience", logging]),
        library(
            "MusterAuthoring",
            ["MusterModel", "MusterRules", "MusterFlows", "MusterStore", "MusterAudience", "MusterEngine"]),
        tests(
            "MusterEngineTests",
            [
                "MusterModel", "MusterRules", "MusterFlows", "MusterStore", "MusterSQLite", "MusterAudience",
                "MusterEngine", "MusterAuthoring", "MusterTesting",
            ]),
    ]
}
if from("all") {
    dependencies += [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ]
    targets += [
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        library(
            "MusterREST",
            [
                "MusterModel", "MusterRules", "MusterFlows", "MusterStore", "MusterAudience", "MusterEngine",
                "MusterAuthoring", "CZlib", hummingbird, httpTypes, nio, crypto, logging,
            ]),
        library(
            "MusterServer",
            [
                "MusterModel", "MusterRules", "MusterFlows", "MusterStore", "MusterSQLite", "MusterAudience",
                "MusterEngine", "MusterAuthoring", "MusterREST", hummingbird, hummingbirdCore, nio, http1, lifecycle,
                logging, yams,
            ]),
        .executableTarget(
            name: "muster-bench",
            dependencies: [
                "MusterModel", "MusterRules", "MusterFlows", "MusterStore", "MusterSQLite", "MusterAudience",
                "MusterEngine", "MusterAuthoring", .product(name: "GRDBSQLite", package: "GRDB.swift"), hummingbird,
                arguments, logging,
            ],
            path: "Benchmarks/Sources/muster-bench", swiftSettings: swiftSettings),
        .executableTarget(
            name: "muster",
            dependencies: [
                "MusterServer", "MusterAuthoring", "MusterEngine", "MusterRules", "MusterModel", arguments, logging,
            ],
            swiftSettings: swiftSettings),
        .target(
            name: "MusterFuzzing", dependencies: ["MusterModel", "MusterREST", "MusterTesting", httpTypes],
            path: "Tests/MusterFuzzing", swiftSettings: swiftSettings),
        tests(
            "MusterRESTTests",
            [
                "MusterModel", "MusterRules", "MusterFlows", "MusterStore", "MusterSQLite", "MusterAudience",
                "MusterEngine", "MusterAuthoring", "MusterREST", "MusterServer", "MusterTesting", "MusterFuzzing",
                hummingbird, httpTypes, logging, nio,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ]),
        tests(
            "MusterServerTests",
            [
                "MusterModel", "MusterRules", "MusterFlows", "MusterStore", "MusterSQLite", "MusterAudience",
                "MusterEngine", "MusterAuthoring", "MusterREST", "MusterServer", "muster", "MusterTesting",
                "MusterFuzzing", arguments, logging, httpTypes, nio, http1,
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ]),
    ]
}

if let only = Context.environment["MUSTER_TESTS"] {
    targets.removeAll { $0.type == .test && $0.name != only }
}

let package = Package(
    name: "muster",
    platforms: [.macOS(.v15)],
    products: from("all")
        ? [
            .executable(name: "muster", targets: ["muster"]),
            .executable(name: "muster-bench", targets: ["muster-bench"]),
        ] : [],
    dependencies: dependencies,
    targets: targets,
    swiftLanguageModes: [.v6]
)
