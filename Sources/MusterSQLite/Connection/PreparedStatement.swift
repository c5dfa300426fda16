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
    let binder: StatementBinder

    init(_ owner: GRDB.Statement) {
        self.owner = owner
        pointer = owner.sqliteStatement
        binder = StatementBinder(pointer)
    }

    /// Runs to the next row; false at the end.
    func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw StoreError(of: pointer)
        }
    }

    func reset() { sqlite3_reset(pointer) }

    /// Also forgets the arguments.
    func clear() {
        reset()
        binder.clear()
    }
}

/// Writes arguments straight into a prepared statement.
///
/// The texts of one run are gathered in one buffer, where SQLite reads them: a copy by SQLite costs an
/// allocation each. They stay valid until the next run is bound.
final class StatementBinder: SQLBinder {
    /// What the buffer may keep between two uses of the statement.
    private static let keptCapacity = 65_536

    private let statement: OpaquePointer
    private let parameterCount: Int32
    private var index: Int32 = 0
    private var result = SQLITE_OK
    private var buffer = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var used = 0
    private var texts: [(index: Int32, start: Int, count: Int)] = []

    init(_ statement: OpaquePointer) {
        self.statement = statement
        parameterCount = sqlite3_bind_parameter_count(statement)
    }

    deinit { buffer.deallocate() }

    func bind(_ value: Int64) { check(sqlite3_bind_int64(statement, next(), value)) }
    func bind(_ value: Double) { check(sqlite3_bind_double(statement, next(), value)) }
    func bindNull() { check(sqlite3_bind_null(statement, next())) }

    func bind(_ value: String) {
        var value = value
        value.withUTF8 { gather(UnsafeRawBufferPointer($0)) }
    }

    func bind(utf8 bytes: [UInt8]) { bytes.withUnsafeBytes { gather($0) } }

    func bind(_ value: SQLValue) {
        switch value {
        case .null: bindNull()
        case .int(let value): bind(value)
        case .double(let value): bind(value)
        case .text(let value): bind(value)
        }
    }

    private func gather(_ text: UnsafeRawBufferPointer) {
        let end = used + text.count
        // Also for an empty text: one without an address would be null.
        if end >= buffer.count { grow(to: max(256, 2 * end)) }
        UnsafeMutableRawBufferPointer(rebasing: buffer[used..<end]).copyMemory(from: text)
        texts.append((next(), used, text.count))
        used = end
    }

    private func grow(to capacity: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 1)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<used]))
        buffer.deallocate()
        buffer = larger
    }

    /// Hands over the texts, checks that every parameter has got its argument, and begins again at the
    /// first.
    func finish() throws {
        for text in texts {
            let start = buffer.baseAddress?.advanced(by: text.start).assumingMemoryBound(to: CChar.self)
            // No destructor: SQLite reads it where it is.
            check(sqlite3_bind_text(statement, text.index, start, Int32(clamping: text.count), nil))
        }
        let (bound, result) = (index, result)
        begin()
        guard bound == parameterCount else {
            throw StoreError(
                .statement, "\(bound) arguments for \(parameterCount) parameters",
                sql: String(cString: sqlite3_sql(statement)))
        }
        if result != SQLITE_OK { throw StoreError(of: statement) }
    }

    private func begin() {
        index = 0
        result = SQLITE_OK
        used = 0
        texts.removeAll(keepingCapacity: true)
    }

    /// Forgets the arguments, which may be long texts, and those of a run that was not finished.
    func clear() {
        sqlite3_clear_bindings(statement)
        begin()
        guard buffer.count > Self.keptCapacity else { return }
        buffer.deallocate()
        buffer = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    }

    private func next() -> Int32 {
        index += 1
        return index
    }
    private func check(_ code: Int32) { if code != SQLITE_OK { result = code } }
}

extension StoreError {
    /// What the statement's connection says of its last failure.
    init(of statement: OpaquePointer) {
        let connection = sqlite3_db_handle(statement)
        self.init(
            sqliteCode: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)),
            sql: String(cString: sqlite3_sql(statement)))
    }
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
