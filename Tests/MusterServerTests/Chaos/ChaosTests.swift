import Foundation
import MusterModel
import MusterTesting
import Testing

/// Random edits, people, clocks and restarts against the real server; see `ChaosAction` for what is
/// done and `ChaosChecks` for what must hold.
///
/// `MUSTER_CHAOS_SECONDS` says how long all of it takes, `MUSTER_SEED` repeats a run,
/// `MUSTER_CHAOS_DATABASE` is where a copy of the file that is left goes, `MUSTER` another build of
/// the server.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["MUSTER_CHAOS_SECONDS"] != nil))
struct ChaosTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seconds = Double(environment["MUSTER_CHAOS_SECONDS"] ?? "") ?? 60
    private static let without = Set(
        (environment["MUSTER_CHAOS_WITHOUT"] ?? "").split(separator: ",").compactMap {
            ChaosAction(rawValue: String($0))
        })

    /// Two thirds of the time.
    @Test("whatever several clients do, the server stays up, answers and keeps its books")
    func storm() async throws {
        let seed = SeededGenerator.seedOfRun("chaos")
        try await withTemporaryDatabase { database in
            let run = ChaosRun(
                ChaosRun.Plan(
                    seed: seed, clients: 4, actionsPerStep: 5, seconds: Self.seconds * 2 / 3, without: Self.without),
                path: database.path)
            report(run, try await run.run())
            let barren = run.journal.barren.filter { !Self.without.contains($0) }
            #expect(barren.isEmpty, "never done: \(barren.map(\.rawValue))")
        }
    }

    /// A sixth of the time each.
    @Test("the same seed leaves the same tables")
    func repeatable() async throws {
        let seed = SeededGenerator.seedOfRun("repeatable chaos")
        let (steps, first) = try await tables(seed, seconds: Self.seconds / 6)
        let (_, second) = try await tables(seed, steps: steps)
        for (table, rows) in first.sorted(by: { $0.key < $1.key }) where rows != second[table] {
            let other = second[table] ?? []
            let differing =
                rows.filter { !other.contains($0) }.prefix(5) + other.filter { !rows.contains($0) }.prefix(5)
            Issue.record(
                "\(table) differs, \(rows.count) and \(other.count) rows: \(differing.joined(separator: "\n"))")
        }
    }

    private func tables(_ seed: UInt64, steps: Int? = nil, seconds: Double? = nil) async throws
        -> (steps: Int, [String: [String]])
    {
        try await withTemporaryDatabase { database in
            let run = ChaosRun(
                ChaosRun.Plan(
                    seed: seed, clients: 1, actionsPerStep: 2, steps: steps, seconds: seconds, without: Self.without),
                path: database.path)
            let done = try await run.run()
            report(run, done)
            return (done, try await ChaosInspection(path: database.path).tables())
        }
    }

    private func report(_ run: ChaosRun, _ steps: Int) {
        print("chaos: \(steps) steps\n\(run.journal.summary)")
        for finding in run.journal.findings { Issue.record("\(finding)") }
    }
}
