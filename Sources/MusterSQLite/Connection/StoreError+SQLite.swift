import GRDB
import GRDBSQLite
import MusterStore

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
            case SQLITE_ERROR, SQLITE_MISUSE, SQLITE_RANGE: .statement
            default: .other
            }
    }
}
