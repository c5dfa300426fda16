import GRDBSQLite
import MusterStore

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
