import MusterSQLite
import MusterStore
import MusterTesting
import Testing

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
}
