import Foundation
import MusterModel
import MusterTesting
import Testing

/// Random edits, people, clocks and restarts against the real server; see `ChaosAction` for what is
/// done and `ChaosChecks` for what must hold.
///
/// `MUSTER_CHAOS_SECONDS` says how long (60 otherwise), `MUSTER_SEED` repeats a run,
/// `MUSTER_CHAOS_DATABASE` is where a copy of the file that is left goes.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["MUSTER_CHAOS_SECONDS"] != nil))
struct ChaosTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let without = Set(
        (environment["MUSTER_CHAOS_WITHOUT"] ?? "").split(separator: ",").compactMap {
            ChaosAction(rawValue: String($0))
        })

    @Test("whatever several clients do, the server stays up, answers and keeps its books")
    func storm() async throws {
        let seed = SeededGenerator.seedOfRun("chaos")
        try await withTemporaryDatabase { database in
            let run = ChaosRun(
                ChaosRun.Plan(
                    seed: seed, clients: 4, actionsPerStep: 5,
                    seconds: Double(Self.environment["MUSTER_CHAOS_SECONDS"] ?? "") ?? 60, without: Self.without),
                path: database.path)
            let steps = try await run.run()
            report(run, steps)
            let barren = run.journal.barren.filter { !Self.without.contains($0) }
            #expect(barren.isEmpty, "never done: \(barren.map(\.rawValue))")
        }
    }

    @Test("the same seed leaves the same tables")
    func repeatable() async throws {
        let seed = SeededGenerator.seedOfRun("repeatable chaos")
        var left: [[String: [String]]] = []
        for _ in 0..<2 {
            try await withTemporaryDatabase { database in
                let run = ChaosRun(
                    ChaosRun.Plan(
                        seed: seed, clients: 1, actionsPerStep: 2,
                        steps: Int(Self.environment["MUSTER_CHAOS_STEPS"] ?? "") ?? 60, without: Self.without),
                    path: database.path)
                report(run, try await run.run())
                left.append(try await ChaosInspection(path: database.path).tables())
            }
        }
        for (table, rows) in left[0].sorted(by: { $0.key < $1.key }) where rows != left[1][table] {
            let other = left[1][table] ?? []
            let differing =
                rows.filter { !other.contains($0) }.prefix(5) + other.filter { !rows.contains($0) }.prefix(5)
            Issue.record(
                "\(table) differs, \(rows.count) and \(other.count) rows: \(differing.joined(separator: "\n"))")
        }
    }

    private func report(_ run: ChaosRun, _ steps: Int) {
        print("chaos: \(steps) steps\n\(run.journal.summary)")
        for finding in run.journal.findings { Issue.record("\(finding)") }
    }
}
