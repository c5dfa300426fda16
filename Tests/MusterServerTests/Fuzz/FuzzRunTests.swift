import Foundation
import MusterModel
import MusterTesting
import Testing

/// What of the fuzzers is wanted.
private enum FuzzPlan {
    private static let environment = ProcessInfo.processInfo.environment
    static let seconds = environment["MUSTER_FUZZ_SECONDS"].flatMap { Double($0) }
    static let requests = environment["MUSTER_FUZZ_REQUESTS"].flatMap { Int($0) }
    static let input = environment["MUSTER_FUZZ_INPUT"].flatMap { $0.isEmpty ? nil : $0 }
    static let isWanted = seconds != nil || requests != nil || input != nil
}

/// Inputs that nobody has thought of against the real server: nothing crashes, every answer is one of the
/// contract, and none of at most a megabyte costs much.
///
/// `MUSTER_FUZZ_SECONDS` says how long all of it takes, `MUSTER_FUZZ_REQUESTS` how many calls the storm has (and
/// nothing else is done then), `MUSTER_SEED` repeats a run, `MUSTER` names another build of the server,
/// `MUSTER_FUZZ_INPUT` a folder of inputs that a finding has left, which are sent again.
@Suite(.serialized, .enabled(if: FuzzPlan.isWanted))
struct FuzzRunTests {
    private typealias Plan = FuzzPlan

    /// A third of the time.
    @Test("whatever many clients send, the server answers as the contract says", .enabled(if: FuzzPlan.input == nil))
    func storm() async throws {
        let findings = FuzzFindings(seed: SeededGenerator.seedOfRun("fuzz storm"))
        try await withTemporaryDatabase { database in
            let storm = FuzzStorm(seed: findings.seed, findings: findings)
            let seconds = Plan.requests == nil ? Plan.seconds.map { $0 / 3 } : nil
            _ = try await storm.run(seconds: seconds, requests: Plan.requests) { "\(database.path)\($0)" }
        }
        report(findings)
    }

    /// Half of the time.
    @Test("no input of at most a megabyte is dear", .enabled(if: FuzzPlan.input == nil && FuzzPlan.requests == nil))
    func dear() async throws {
        let findings = FuzzFindings(seed: SeededGenerator.seedOfRun("dear fuzz"))
        try await withTemporaryDatabase { database in
            let dear = FuzzDear(seed: findings.seed, findings: findings)
            _ = try await dear.run(seconds: (Plan.seconds ?? 60) / 2) { "\(database.path)\($0)" }
        }
        report(findings)
    }

    /// A sixth of the time.
    @Test("no file of at most a megabyte is dear", .enabled(if: FuzzPlan.input == nil && FuzzPlan.requests == nil))
    func files() async throws {
        let findings = FuzzFindings(seed: SeededGenerator.seedOfRun("fuzz of files"))
        try await withTemporaryDatabase { database in
            let files = FuzzFiles(seed: findings.seed, findings: findings)
            _ = try await files.run(seconds: (Plan.seconds ?? 60) / 6, path: database.path)
        }
        report(findings)
    }

    @Test("kept inputs, again", .enabled(if: FuzzPlan.input != nil))
    func replay() async throws {
        let findings = FuzzFindings(seed: 0, isKept: false)
        try await withTemporaryDatabase { database in
            try await FuzzDear.replay(Plan.input ?? "", findings, path: database.path)
        }
        report(findings)
    }

    private func report(_ findings: FuzzFindings) {
        for finding in findings.all { Issue.record("\(finding)") }
    }
}
