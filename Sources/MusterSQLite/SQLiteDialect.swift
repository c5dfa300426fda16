import GRDB
import GRDBSQLite
public import MusterStore

/// How SQLite says what `Dialect` names. The `muster_` functions are in `Functions/`.
public struct SQLiteDialect: Dialect {
    public let name = "sqlite"

    public init() {}

    public func caseFolded(_ expression: String) -> String { "muster_fold(\(expression))" }

    public func contains(_ haystack: String, _ needle: String) -> String { "instr(\(haystack), \(needle)) > 0" }

    // Not substr and length: SQLite's length ends at the first NUL of a text.
    public func startsWith(_ haystack: String, _ prefix: String) -> String { "instr(\(haystack), \(prefix)) = 1" }

    // Not json_extract and ->>: they turn booleans into 1 and 0 and rewrite numbers, and a key
    // that contains a quote cannot be said in a path.
    public func jsonText(_ column: String, _ key: String) -> String { "muster_json(\(column), \(key))" }

    public func number(_ expression: String) -> String { "muster_number(\(expression))" }
    public func boolean(_ expression: String) -> String { "muster_boolean(\(expression))" }
    public func day(_ expression: String) -> String { "muster_day(\(expression))" }
    public func instant(_ expression: String) -> String { "muster_instant(\(expression))" }

    public func isOneOf(_ expression: String, jsonArray: String) -> String {
        "\(expression) IN (SELECT value FROM json_each(\(jsonArray)))"
    }

    public func isOneOfTexts(_ expression: String, jsonArray: String) -> String {
        isOneOf(expression, jsonArray: jsonArray)
    }

    // Not json_each: SQLite may read a number with many digits one bit off.
    public func isOneOfNumbers(_ expression: String, jsonArray: String) -> String {
        "muster_one_of(\(expression), \(jsonArray))"
    }

    // Not an EXISTS over json_each: it would look at each of ten thousand texts for each row.
    public func containsAny(_ haystack: String, jsonArray: String) -> String {
        "muster_contains(\(haystack), \(jsonArray))"
    }
    public func startsWithAny(_ haystack: String, jsonArray: String) -> String {
        "muster_starts(\(haystack), \(jsonArray))"
    }
    public func isWithinAny(_ expression: String, jsonRanges: String) -> String {
        "muster_within(\(expression), \(jsonRanges))"
    }

    public let tableNames =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@'"
    public let bigIntegerType = "INTEGER"
    public let doubleType = "REAL"
    public func idColumn(distributedBy lead: String) -> String { "id INTEGER PRIMARY KEY" }
    public let insertKeepingIDs = "INSERT OR REPLACE INTO"
    public let clusteredTable = " WITHOUT ROWID"
}

extension StoreError {
    init(sqliteCode: Int32, message: String, sql: String? = nil) {
        self.init(Code(sqliteCode: sqliteCode), message, sql: sql)
    }

    /// An error of GRDB's own calls; others are passed on as they are.
    static func translating<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as DatabaseError {
            throw StoreError(
                sqliteCode: error.extendedResultCode.rawValue, message: error.message ?? "unknown", sql: error.sql)
        }
    }
}

extension StoreError.Code {
    /// An extended code carries its primary code in the low byte.
    init(sqliteCode: Int32) {
        self =
            switch sqliteCode & 0xFF {
            case SQLITE_CONSTRAINT: .constraint
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_FULL: .full
            case SQLITE_READONLY, SQLITE_PERM: .readOnly
            case SQLITE_INTERRUPT: .cancelled
            case SQLITE_TOOBIG: .tooLarge
            case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
            case SQLITE_IOERR, SQLITE_CANTOPEN: .inputOutput
            case SQLITE_NOMEM: .outOfMemory
            case SQLITE_ERROR, SQLITE_MISUSE, SQLITE_RANGE: .statement
            default: .other
            }
    }
}
