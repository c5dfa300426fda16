import MusterModel
import MusterSQLite
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct StoreErrorTests {
    @Test("the statement of an error is told")
    func statement() {
        let error = StoreError(.constraint, "no", sql: "SELECT 1")
        #expect(error.description == "constraint: no - while executing: SELECT 1")
        #expect(StoreError.closed.description == "closed: the database has been closed")
    }

    @Test("an error is told in 2 KiB, however long its statement and its message are")
    func length() {
        let long = String(repeating: "ö", count: 1_000_000)
        for error in [
            StoreError(.statement, "no", sql: long), StoreError(.statement, long), StoreError(.other, long, sql: long),
        ] {
            let size = error.description.utf8.count
            #expect((2046...2048).contains(size))
            #expect("\(error)".utf8.count == size)
        }
    }

    @Test("a large statement that fails is told in 2 KiB")
    func failingStatement() async throws {
        try await withTemporaryDatabase { place in
            let database = try SQLiteDatabase(path: place.path, readers: 1)
            let sql = "SELECT nothing FROM nowhere WHERE 1 IN (" + String(repeating: "1, ", count: 100_000) + "1)"
            let error = await #expect(throws: StoreError.self) {
                try await database.write { try $0.execute(sql, []) }
            }
            let text = error.map { "\($0)" } ?? ""
            #expect(text.contains("nowhere") && text.utf8.count <= StoreError.longestDescription)
            try await database.close()
        }
    }

    @Test("a reason is kept in 2 KiB, wherever it is kept")
    func reasons() async throws {
        let long = String(repeating: "x", count: 100_000)
        try await withStore { store in
            try await store.write { writer in
                let folder = FolderReference.folder(SystemAssets.marketingActivities)
                let campaign = try writer.createSmartCampaign(name: "C", description: "", folder: folder).id
                let run = try writer.createRun(of: campaign, origin: .api, isTrigger: false, scheduledAt: writer.now)
                try writer.endRun(run, state: .failed, failure: long)
                try writer.recordTriggerFault(of: campaign, events: 1, reason: long)
                try writer.enqueue([NewOutboxEntry(idempotencyKey: "1", kind: "email", lead: 1, payload: [:])])
                let message = try writer.reader.dueOutboxEntries(
                    of: OutboxRoute(kind: "email", host: ""), at: writer.now, limit: 1)[0].id
                try writer.markUndelivered(message, error: long, nextAttempt: nil)
            }
            for (table, column) in [("campaign_run", "failure"), ("trigger_fault", "reason"), ("outbox", "error")] {
                let kept = try store.read { reader in
                    try reader.connection.first("SELECT \(column) FROM \(table)") { $0.text(0).utf8.count }
                }
                #expect(kept == StoreError.longestDescription, "\(table)")
            }
        }
    }
}
