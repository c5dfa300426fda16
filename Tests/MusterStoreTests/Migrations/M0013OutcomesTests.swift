import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct M0013OutcomesTests {
    @Test("runs that nobody is in any more get their last look, and no others")
    func emptyRuns() async throws {
        try await withTemporaryDatabase { place in
            try await place.make(schema: 12) { connection in
                for statement in Self.content { try connection.execute(statement, []) }
            }
            let store = try await place.open()
            let runs = try store.read { reader in try (1...6).map { try reader.run(CampaignRunID($0)) } }
            #expect(runs.map { $0?.isMoving } == [true, false, true, true, false, false])
            #expect(runs.map { $0?.front.version } == [2, 0, 0, 3, 0, 0])
            #expect(runs.allSatisfy { $0?.counters.removed == 0 })
            try await store.database.close()
        }
    }

    private static let content = [
        """
        INSERT INTO folder (id, name, kind, tree, is_archive, is_system, created_at, updated_at)
          VALUES (4, 'Default', 'Zone', 'Marketing Activities', 0, 1, 0, 0)
        """,
        "INSERT INTO smart_list (id, name, folder_id, rules, created_at, updated_at) VALUES (1, 'C', 4, '{}', 0, 0), (2, 'D', 4, '{}', 0, 0)",
        """
        INSERT INTO smart_campaign (id, name, description, folder_id, is_system, is_active, is_executable,
          is_communication_limit_enabled, qualification, smart_list_id, flow_id, flow, flow_version, created_at,
          updated_at) VALUES (1, 'C', '', 4, 0, 0, 0, 1, 'any', 1, 1, '{"steps":[]}', 3, 0, 0),
          (2, 'D', '', 4, 0, 1, 0, 1, 'any', 2, 2, '{"steps":[]}', 0, 0, 0)
        """,
        // A batch that is through, one in which somebody waits; a trigger's run before a newer one, one
        // that was switched off, one that goes on; and one that has ended long since.
        """
        INSERT INTO campaign_run (id, campaign_id, state, origin, is_trigger, scheduled_at, started_at, finished_at,
          front_version, front_step_index, front_lead_id, qualified, completed, skipped, failed_steps)
          VALUES (1, 1, 'running', 'api', 0, 0, 0, NULL, 2, 1, 7, 1, 1, 0, 0),
            (2, 1, 'running', 'api', 0, 0, 0, NULL, 0, 0, 0, 1, 0, 0, 0),
            (3, 2, 'running', 'activation', 1, 0, 0, NULL, 0, 0, 0, 1, 1, 0, 0),
            (4, 1, 'running', 'activation', 1, 0, 0, NULL, 0, 0, 0, 1, 1, 0, 0),
            (5, 2, 'running', 'activation', 1, 0, 0, NULL, 0, 0, 0, 0, 0, 0, 0),
            (6, 1, 'finished', 'api', 0, 0, 0, 9, 0, 0, 0, 1, 1, 0, 0)
        """,
        """
        INSERT INTO flow_entry (id, run_id, campaign_id, lead_id, is_detached, flow_version, step_index, wake_at,
          is_waiting, depth, entered_at) VALUES (1, 2, 1, 9, 1, 0, 1, 9, 1, 0, 0)
        """,
    ]
}
