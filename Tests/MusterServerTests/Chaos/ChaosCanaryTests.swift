import MusterTesting
import Testing

/// The checks of the chaos run must be able to fail.
@Suite struct ChaosCanaryTests {
    @Test("a fault made on purpose is found", arguments: ChaosSabotage.allCases)
    func sabotage(fault: ChaosSabotage) async throws {
        try await withTemporaryDatabase { database in
            let run = ChaosRun(
                ChaosRun.Plan(seed: 1, clients: 1, actionsPerStep: 1, steps: 1, sabotage: [fault]),
                path: database.path)
            _ = try await run.run()
            let kinds = Set(run.journal.findings.map(\.kind))
            #expect(kinds.contains(fault.finding), "found \(kinds)")
        }
    }

    @Test("a run without a fault finds none")
    func clean() async throws {
        try await withTemporaryDatabase { database in
            let run = ChaosRun(
                ChaosRun.Plan(seed: 1, clients: 1, actionsPerStep: 1, steps: 1), path: database.path)
            _ = try await run.run()
            #expect(run.journal.findings.isEmpty, "\(run.journal.findings)")
        }
    }

    @Test("memory that grows for ever is noticed, memory that settles is not")
    func memory() {
        #expect(!ChaosMemory(samples: (0..<30).map { 80_000 + 4_000 * $0 }).settles)
        #expect(ChaosMemory(samples: (0..<30).map { 80_000 + 4_000 * min($0, 15) }).settles)
        #expect(ChaosMemory(samples: [80_000, 90_000]).peaks == nil)
    }
}
