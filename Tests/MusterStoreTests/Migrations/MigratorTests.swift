import MusterModel
import MusterSQLite
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct MigratorTests {
    @Test func openingAgainChangesNothing() async throws {
        try await withTemporaryDatabase { place in
            var schemas: [[String]] = []
            for _ in 0..<2 {
                let store = try await place.open()
                schemas.append(
                    try store.read { reader in
                        try reader.connection.all(
                            "SELECT coalesce(sql, name) FROM sqlite_master ORDER BY type, name"
                        ) { $0.text(0) }
                            + reader.connection.all("SELECT number FROM schema_migration") { $0.text(0) }
                    })
                try await store.database.close()
            }
            #expect(schemas[0] == schemas[1])
            #expect(schemas[0].count > 20)
        }
    }

    @Test func numbersAreConsecutive() {
        #expect(Migrator.migrations.map(\.number) == Array(1...Migrator.migrations.count))
    }

    @Test func aNewerDatabaseIsRefused() async throws {
        try await withTemporaryDatabase { place in
            let store = try await place.open()
            try await store.database.write {
                try $0.execute("INSERT INTO schema_migration (number, applied_at) VALUES (9999, 0)", [])
            }
            try await store.database.close()
            let error = await #expect(throws: StoreError.self) { try await place.open() }
            #expect(error?.code == .newerSchema)
        }
    }

    @Test func whatWasCommittedSurvivesAStopWithoutClosing() async throws {
        try await withTemporaryDatabase { place in
            let store = try await place.open()
            let ids = try await store.write { try $0.createLeads([[:], [:]], origin: .api) }
            // As after SIGKILL: the first connections are never closed.
            let again = try await place.open()
            #expect(try again.read { try $0.existing(ids) } == Set(ids))
            let next = try await again.write { try $0.createLead([:], origin: .api) }
            #expect(next.rawValue == ids[1].rawValue + 1)
            try await again.database.close()
            try await store.database.close()
        }
    }
}
