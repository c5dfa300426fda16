import MusterModel
import Synchronization

@testable import MusterStore

/// Counts the statements that pass through; one for many rows counts once.
final class CountingConnection: WriteConnection {
    private let connection: any WriteConnection
    private(set) var statements: [String] = []
    var dialect: any Dialect { connection.dialect }

    init(_ connection: any WriteConnection) { self.connection = connection }

    func query(_ sql: String, _ arguments: [SQLValue], _ row: (any SQLRow) throws -> Bool) throws {
        statements.append(sql)
        try connection.query(sql, arguments, row)
    }
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        statements.append(sql)
        return try connection.execute(sql, arguments)
    }
    func executeMany(_ sql: String, count: Int, bind: (inout any SQLBinder, Int) throws -> Void) throws {
        statements.append(sql)
        try connection.executeMany(sql, count: count, bind: bind)
    }
}

extension Store {
    /// The statements that a write needs.
    func statements(_ body: @escaping @Sendable (StoreWriter) throws -> Void) async throws -> [String] {
        let catalogs = catalogs
        let now = clock.now
        return try await database.write { connection in
            let counting = CountingConnection(connection)
            let position = try StorePosition.load(connection)
            try body(
                StoreWriter(rows: counting, catalogs: catalogs, now: now, position: position, isSettled: false))
            return counting.statements
        }
    }
}
