import MusterModel
import MusterSQLite
import MusterTesting
import Testing

@testable import MusterStore

extension TemporaryDatabase {
    /// Makes the database as an earlier version left it: the schema up to `number`, and in it what
    /// `content` writes.
    func make(
        schema number: Int, _ content: @escaping @Sendable (any WriteConnection) throws -> Void
    ) async throws {
        let database = try SQLiteDatabase(path: path, readers: 1)
        try await database.write { connection in
            try connection.execute(
                "CREATE TABLE schema_migration (number INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL)", [])
            for migration in Migrator.migrations where migration.number <= number {
                try connection.execute(
                    "INSERT INTO schema_migration (number, applied_at) VALUES (?, 0)", [.int(Int64(migration.number))])
                try migration.apply(connection)
            }
            try content(connection)
        }
        try await database.close()
    }
}
