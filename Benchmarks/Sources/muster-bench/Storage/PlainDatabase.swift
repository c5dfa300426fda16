import GRDBSQLite

/// The SQLite C API with nothing around it: what a careful programmer would write by hand.
final class PlainDatabase {
    private var handle: OpaquePointer?

    init(path: String) throws {
        guard sqlite3_open(path, &handle) == SQLITE_OK else { throw PlainError(handle) }
        try execute("PRAGMA journal_mode = WAL")
        try execute("PRAGMA synchronous = FULL")
        try execute("PRAGMA cache_size = -65536")
        try execute("PRAGMA wal_autocheckpoint = 10000")
        try execute("PRAGMA secure_delete = OFF")
    }

    deinit { sqlite3_close_v2(handle) }

    func execute(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw PlainError(handle) }
    }

    func prepare(_ sql: String) throws -> PlainStatement {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
            throw PlainError(handle)
        }
        return PlainStatement(statement)
    }

    /// The rows of a query as texts.
    func rows(_ sql: String) throws -> [[String]] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw PlainError(handle) }
        defer { sqlite3_finalize(statement) }
        var rows: [[String]] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            rows.append(
                (0..<sqlite3_column_count(statement)).map { column in
                    sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
                })
        }
        return rows
    }

    /// Runs `body` for each index, `batch` to a transaction.
    func inBatches(of batch: Int, _ count: Int, _ body: (Int) throws -> Void) throws {
        var index = 0
        while index < count {
            try execute("BEGIN IMMEDIATE")
            for row in index..<min(index + batch, count) { try body(row) }
            try execute("COMMIT")
            index += batch
        }
    }
}

final class PlainStatement {
    private let statement: OpaquePointer

    init(_ statement: OpaquePointer) { self.statement = statement }
    deinit { sqlite3_finalize(statement) }

    func run(_ values: PlainValue...) throws {
        for (index, value) in values.enumerated() {
            let position = Int32(index + 1)
            switch value {
            case .null: sqlite3_bind_null(statement, position)
            case .int(let value): sqlite3_bind_int64(statement, position, value)
            case .text(let text):
                sqlite3_bind_text(statement, position, text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
            }
        }
        guard sqlite3_step(statement) == SQLITE_DONE else { throw PlainError(sqlite3_db_handle(statement)) }
        sqlite3_reset(statement)
    }
}

enum PlainValue {
    case null
    case int(Int64)
    case text(String)
}

struct PlainError: Error, CustomStringConvertible {
    let description: String
    init(_ handle: OpaquePointer?) { description = String(cString: sqlite3_errmsg(handle)) }
}
