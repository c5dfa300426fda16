import GRDB
import GRDBSQLite
import MusterStore

/// One compiled statement, stepped through the C API.
///
/// GRDB compiles and owns it, but binding and stepping through GRDB's values costs several times
/// what SQLite itself needs for a small statement.
final class PreparedStatement {
    let pointer: OpaquePointer
    private let owner: GRDB.Statement
    /// A statement that is being stepped cannot be started again, such as by a query inside the
    /// row closure of the same query.
    var isInUse = false
    let parameterCount: Int32

    init(_ owner: GRDB.Statement) {
        self.owner = owner
        pointer = owner.sqliteStatement
        parameterCount = sqlite3_bind_parameter_count(pointer)
    }

    /// Runs to the next row; false at the end.
    func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw failure()
        }
    }

    func reset() { sqlite3_reset(pointer) }

    /// Also forgets the arguments, which may be long texts.
    func clear() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }

    func failure() -> StoreError {
        let connection = sqlite3_db_handle(pointer)
        return StoreError(
            sqliteCode: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)),
            sql: String(cString: sqlite3_sql(pointer)))
    }
}

/// Writes arguments straight into a prepared statement.
final class StatementBinder: SQLBinder {
    private let statement: PreparedStatement
    private var index: Int32 = 0
    private var result = SQLITE_OK

    init(_ statement: PreparedStatement) { self.statement = statement }

    func bind(_ value: Int64) { check(sqlite3_bind_int64(statement.pointer, next(), value)) }
    func bind(_ value: Double) { check(sqlite3_bind_double(statement.pointer, next(), value)) }
    func bindNull() { check(sqlite3_bind_null(statement.pointer, next())) }

    func bind(_ value: String) {
        var value = value
        value.withUTF8 { bindText($0) }
    }

    func bind(utf8 bytes: [UInt8]) { bytes.withUnsafeBufferPointer { bindText($0) } }

    private func bindText(_ bytes: UnsafeBufferPointer<UInt8>) {
        let index = next()
        // An empty buffer may have no address, and no address binds null.
        guard let start = bytes.baseAddress, bytes.count > 0 else {
            return check(sqlite3_bind_text(statement.pointer, index, "", 0, TextOwnership.copied))
        }
        start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { text in
            check(sqlite3_bind_text(statement.pointer, index, text, Int32(bytes.count), TextOwnership.copied))
        }
    }

    func bind(_ value: SQLValue) {
        switch value {
        case .null: bindNull()
        case .int(let value): bind(value)
        case .double(let value): bind(value)
        case .text(let value): bind(value)
        }
    }

    /// Checks that every parameter has got its argument, and begins again at the first.
    func finish() throws {
        let bound = index
        let result = result
        index = 0
        self.result = SQLITE_OK
        guard bound == statement.parameterCount else {
            throw StoreError(
                .statement, "\(bound) arguments for \(statement.parameterCount) parameters",
                sql: String(cString: sqlite3_sql(statement.pointer)))
        }
        if result != SQLITE_OK { throw statement.failure() }
    }

    private func next() -> Int32 {
        index += 1
        return index
    }
    private func check(_ code: Int32) { if code != SQLITE_OK { result = code } }
}

/// Who owns a text that is handed to SQLite.
enum TextOwnership {
    /// SQLITE_TRANSIENT, a cast that the importer does not translate: SQLite takes a copy.
    static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}

/// The row that a statement stands on.
struct StatementRow: SQLRow {
    let pointer: OpaquePointer

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(pointer, Int32(column)) == SQLITE_NULL }
    func int(_ column: Int) -> Int64 { sqlite3_column_int64(pointer, Int32(column)) }
    func double(_ column: Int) -> Double { sqlite3_column_double(pointer, Int32(column)) }

    func text(_ column: Int) -> String {
        guard let start = sqlite3_column_text(pointer, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(pointer, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
}
