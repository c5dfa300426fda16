import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct M0011PassagesTests {
    @Test("people and fronts in mid-flow keep their places, whose steps are counted from now on")
    func places() async throws {
        try await withTemporaryDatabase { place in
            try await place.make(schema: 10) { connection in
                for statement in Self.content { try connection.execute(statement, []) }
            }
            let store = try await place.open()
            let entries = try store.read { try $0.flowEntries([1, 2, 3, 4, 5, 6]) }
            #expect(
                entries.map(\.place.position) == [0, 2, 1, 2, 3, 1],
                "attached; behind the wait 12; before 12; before 13; a step that is gone; behind 11 wherever the index says"
            )
            #expect(entries.allSatisfy { $0.place.version == 0 && $0.chainID == nil })
            let runs = try store.read { reader in try [1, 2, 3].map { try reader.run(CampaignRunID($0)) } }
            #expect(runs[0]?.front == RunFront(version: 0, position: 2, lead: 7))
            #expect(runs.map { $0?.isMoving } == [true, false, false])
            #expect(runs.allSatisfy { $0?.afterActivityID == 0 })
            #expect(try store.read { try $0.pendingEvents(limit: 9) }.map(\.cause) == [EventCause(depth: 3)])
            try await store.database.close()
        }
    }

    private static let content = [
        """
        INSERT INTO folder (id, name, kind, tree, is_archive, is_system, created_at, updated_at)
          VALUES (4, 'Default', 'Zone', 'Marketing Activities', 0, 1, 0, 0)
        """,
        "INSERT INTO smart_list (id, name, folder_id, rules, created_at, updated_at) VALUES (1, 'C', 4, '{}', 0, 0)",
        """
        INSERT INTO smart_campaign (id, name, description, folder_id, is_system, is_active, is_executable,
          is_communication_limit_enabled, qualification, smart_list_id, flow_id, flow, created_at, updated_at)
          VALUES (1, 'C', '', 4, 0, 0, 0, 1, 'any', 1, 1, '{"steps":[{"id":11},{"id":12},{"id":13}]}', 0, 0)
        """,
        """
        INSERT INTO campaign_run (id, campaign_id, state, origin, is_trigger, scheduled_at, started_at, front_step_id,
          front_step_index, front_lead_id, qualified, completed, skipped, failed_steps)
          VALUES (1, 1, 'running', 'api', 0, 0, 0, 13, 1, 7, 1, 0, 0, 0),
            (2, 1, 'running', 'api', 0, 0, 0, 12, 1, 0, 1, 0, 0, 0),
            (3, 1, 'running', 'activation', 1, 0, 0, NULL, 0, 0, 1, 0, 0, 0)
        """,
        """
        INSERT INTO flow_entry (id, run_id, campaign_id, lead_id, is_detached, step_id, step_index, after_step_id,
          wake_at, is_waiting, depth, entered_at)
          VALUES (1, 1, 1, 9, 0, NULL, 0, NULL, 0, 0, 0, 0), (2, 2, 1, 1, 1, 13, 2, 12, 9, 1, 0, 0),
            (3, 3, 1, 2, 1, 12, 0, NULL, 9, 0, 0, 0), (4, 3, 1, 3, 1, 13, 2, 99, 9, 1, 0, 0),
            (5, 3, 1, 4, 1, 77, 3, NULL, 9, 0, 0, 0), (6, 3, 1, 5, 1, 13, 2, 11, 9, 1, 0, 0)
        """,
        "INSERT INTO pending_event (activity_id, lead_id, type_id, depth, at) VALUES (5, 1, 1, 3, 0)",
    ]
}
