public import Foundation
public import MusterModel
import MusterSQLite
public import MusterStore

/// A directory for one database file, removed when the test is over.
public struct TemporaryDatabase: Sendable {
    public let directory: URL

    /// The file, for opening it again as after a restart.
    public var path: String { directory.appendingPathComponent("muster.sqlite").path }

    public init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("muster-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    public func open(clock: any MusterClock = TestClock(), readers: Int = 2) async throws -> Store {
        try await Store(database: SQLiteDatabase(path: path, readers: readers), clock: clock)
    }

    public func remove() throws { try FileManager.default.removeItem(at: directory) }
}

/// Gives `body` a store on a new database, and closes and removes it afterwards.
///
/// - Parameter opening: opens the database in another way than the usual one.
@discardableResult
public func withStore<T>(
    clock: any MusterClock = TestClock(), opening: ((TemporaryDatabase) throws -> any Database)? = nil,
    isolation: isolated (any Actor)? = #isolation,
    _ body: (Store) async throws -> T
) async throws -> T {
    try await withTemporaryDatabase { database in
        let store =
            if let opening { try await Store(database: opening(database), clock: clock) } else {
                try await database.open(clock: clock)
            }
        let result: T
        do { result = try await body(store) } catch {
            try await store.database.close()
            throw error
        }
        try await store.database.close()
        return result
    }
}

/// Gives `body` a place for a database; what it opens it must close.
@discardableResult
public func withTemporaryDatabase<T>(
    isolation: isolated (any Actor)? = #isolation, _ body: (TemporaryDatabase) async throws -> T
) async throws -> T {
    await OpenDatabases.limit.enter()
    defer { OpenDatabases.limit.leave() }
    let database = try TemporaryDatabase()
    defer { try? database.remove() }
    return try await body(database)
}
