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
