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

// Every package is at one version, so that a build of next year is that of today: what the packages need in their turn
// too, at the end. `make raise` looks for newer versions and writes them here.
let raises = Context.environment["MUSTER_RAISE"] != nil
@MainActor func pinned(
    _ path: String, _ version: Version, traits: Set<Package.Dependency.Trait> = [.defaults]
) -> Package.Dependency {
    let url = "https://github.com/" + path
    return raises
        ? .package(url: url, from: version, traits: traits) : .package(url: url, exact: version, traits: traits)
}

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

/// What the packages need in their turn, with one product of each: SwiftPM warns of a package of which no target uses
/// anything. The condition is that of a platform nobody builds for, so nothing of them is built for it.
let indirect: [(package: Package.Dependency, product: String, name: String)] = [
    (pinned("swift-server/async-http-client", "1.37.0"), "AsyncHTTPClient", "async-http-client"),
    (pinned("apple/swift-algorithms", "1.2.1"), "Algorithms", "swift-algorithms"),
    (pinned("apple/swift-asn1", "1.7.4"), "SwiftASN1", "swift-asn1"),
    (pinned("apple/swift-async-algorithms", "1.1.4"), "AsyncAlgorithms", "swift-async-algorithms"),
    (pinned("apple/swift-atomics", "1.3.0"), "Atomics", "swift-atomics"),
    (pinned("apple/swift-certificates", "1.21.1"), "X509", "swift-certificates"),
    (pinned("apple/swift-collections", "1.6.0"), "Collections", "swift-collections"),
    (pinned("apple/swift-configuration", "1.4.0"), "Configuration", "swift-configuration"),
    (pinned("apple/swift-distributed-tracing", "1.7.3"), "Tracing", "swift-distributed-tracing"),
    (pinned("apple/swift-http-structured-headers", "1.7.0"), "StructuredFieldValues", "swift-http-structured-headers"),
    (pinned("apple/swift-metrics", "2.13.0"), "Metrics", "swift-metrics"),
    (pinned("apple/swift-nio-extras", "1.35.2"), "NIOExtras", "swift-nio-extras"),
    (pinned("apple/swift-nio-http2", "1.46.0"), "NIOHTTP2", "swift-nio-http2"),
    (pinned("apple/swift-nio-ssl", "2.37.6"), "NIOSSL", "swift-nio-ssl"),
    (pinned("apple/swift-nio-transport-services", "1.28.0"), "NIOTransportServices", "swift-nio-transport-services"),
    (pinned("apple/swift-numerics", "1.1.1"), "Numerics", "swift-numerics"),
    (pinned("apple/swift-service-context", "1.5.1"), "ServiceContextModule", "swift-service-context"),
    (pinned("apple/swift-system", "1.8.1"), "SystemPackage", "swift-system"),
]
let unbuilt = indirect.map {
    Target.Dependency.product(name: $0.product, package: $0.name, condition: .when(platforms: [.wasi]))
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
        pinned("groue/GRDB.swift", "7.10.0"),
        pinned("apple/swift-log", "1.16.2"),
        pinned("apple/swift-crypto", "4.5.2"),
    ]
    targets += [
        library("MusterStore", ["MusterModel", "MusterRules", crypto]),
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
    dependencies +=
        [
            pinned("hummingbird-project/hummingbird", "2.28.1", traits: []),
            pinned("apple/swift-argument-parser", "1.8.2"),
            pinned("apple/swift-http-types", "1.8.0"),
            pinned("apple/swift-nio", "2.101.2"),
            pinned("swift-server/swift-service-lifecycle", "2.13.0"),
            pinned("jpsim/Yams", "6.2.2"),
        ] + indirect.map(\.package)
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
            ] + unbuilt),
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
                "MusterFuzzing", hummingbird, arguments, logging, httpTypes, nio, http1,
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
