import Foundation
import MusterSQLite
import MusterStore

/// A database that an earlier version left, saved as the statements that make it. It is never
/// written anew: what a version has made, it has made.
public struct SavedDatabase {
    public let statements: [String]

    /// The oldest of all, with a bit of everything.
    public static func schema4() throws -> SavedDatabase { try SavedDatabase(file: "schema-4.sql") }

    private init(file: String) throws {
        let place = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/Databases").appending(path: file)
        let text = try String(contentsOf: place, encoding: .utf8)
        statements = text.split(separator: ";\n").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
            .filter { !$0.isEmpty }
    }

    /// The statements of its schema, as a database tells them.
    public var schema: Set<String> { Set(statements.filter { $0.hasPrefix("CREATE ") }) }

    public func write(to place: TemporaryDatabase) async throws {
        let database = try SQLiteDatabase(path: place.path, readers: 1)
        let statements = statements
        try await database.write { connection in
            for statement in statements { try connection.execute(statement, []) }
        }
        try await database.close()
    }
}
