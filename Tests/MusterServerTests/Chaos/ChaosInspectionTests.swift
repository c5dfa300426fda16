import MusterModel
import MusterSQLite
import MusterStore
import MusterTesting
import Testing

/// The inspection of the chaos run must be able to fail.
@Suite struct ChaosInspectionTests {
    /// Runs the statement on an instance with one person in one list.
    private static func faults(after statement: String?) async throws -> [String] {
        try await withTemporaryDatabase { database in
            let store = try await database.open()
            try await store.write { writer in
                let people = try writer.createLeads([[.email: .text("a@example.com")]], origin: .listImport)
                let list = try writer.createStaticList(
                    name: "Passed", description: nil, folder: .folder(SystemAssets.marketingActivities))
                _ = try writer.addMembers(people, to: list.id, listName: list.name, origin: .listImport)
            }
            try await store.database.close()
            if let statement {
                let file = try SQLiteDatabase(path: database.path)
                try await file.write { _ = try $0.execute(statement, []) }
                try await file.close()
            }
            return try await ChaosInspection(path: database.path).faults()
        }
    }

    @Test("a file that only Muster wrote is sound")
    func sound() async throws { #expect(try await Self.faults(after: nil).isEmpty) }

    @Test(
        "a row that points nowhere is noticed",
        arguments: [
            "UPDATE static_list_member SET lead_id = 99", "UPDATE static_list_member SET list_id = 99",
            "DELETE FROM lead",
        ])
    func dangling(statement: String) async throws {
        #expect(try await !Self.faults(after: statement).isEmpty)
    }

    @Test("a run that has lost a person is noticed")
    func unbalanced() async throws {
        let statement = """
            INSERT INTO campaign_run (campaign_id, state, origin, is_trigger, scheduled_at, front_step_index, \
            front_lead_id, qualified, completed, skipped, failed_steps) \
            VALUES (1, 'running', 'api', 0, 0, 0, 0, 2, 1, 0, 0)
            """
        #expect(try await Self.faults(after: statement) == ["run 1 does not balance"])
    }

    /// The tables of an instance in which a list was made and the outbox noted a delivery.
    private static func tables(outboxFirst: Bool, another: Bool = false) async throws -> [String: [String]] {
        try await withTemporaryDatabase { database in
            let store = try await database.open()
            let list: @Sendable (StoreWriter) throws -> Void = { writer in
                _ = try writer.createStaticList(
                    name: "Passed", description: nil, folder: .folder(SystemAssets.marketingActivities))
            }
            let delivery: @Sendable (StoreWriter) throws -> Void = { $0.announce(.outbox) }
            for change in outboxFirst ? [delivery, list] : [list, delivery] { try await store.write(change) }
            if another { try await store.write { $0.announce(.runs) } }
            try await store.database.close()
            return try await ChaosInspection(path: database.path).tables()
        }
    }

    @Test("when the outbox noted a delivery makes no difference, what else was committed does")
    func orderOfTheOutbox() async throws {
        let tables = try await Self.tables(outboxFirst: true)
        #expect(try await Self.tables(outboxFirst: false) == tables)
        let more = try await Self.tables(outboxFirst: true, another: true)
        #expect(more["commit_position"] != tables["commit_position"])
    }
}
