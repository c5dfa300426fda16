import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct M0015RemovalsTests {
    @Test("outcomes that were kept stay, and removals can be kept beside them")
    func kept() async throws {
        try await withTemporaryDatabase { place in
            try await place.make(schema: 14) { connection in
                try connection.execute(
                    """
                    INSERT INTO flow_outcome (id, run_id, lead_id, entry_id, step_id, step_name, outcome, reason, at)
                      VALUES (3, 1, 7, 9, 2, 'Wait', 'failed', 'broken', 5), (4, 1, 8, NULL, NULL, NULL, 'skipped', 'no', 6)
                    """, [])
            }
            let store = try await place.open()
            let failed = try store.read { try $0.outcomes(of: 1, .failed, limit: 9) }
            #expect(failed.map(\.id) == [3] && failed.map(\.outcome.step) == [FlowOutcomeStep(id: 2, name: "Wait")])
            #expect(try store.read { try $0.outcomes(of: 1, .skipped, limit: 9).map(\.outcome.lead) } == [8])
            try await store.write { writer in
                try writer.record([
                    FlowOutcome(run: 1, lead: 7, entry: nil, step: nil, kind: .removed, reason: "deleted")
                ])
            }
            #expect(try store.read { try $0.outcomes(of: 1, .removed, limit: 9).map(\.outcome.reason) } == ["deleted"])
            try await store.database.close()
        }
    }
}
