import GRDB
import GRDBSQLite
import MusterModel
import MusterRules
import MusterStore

/// The SQL functions with which SQLite reads rules as the interpreter does.
///
/// Registered through the C API: GRDB's own functions copy every argument into a value first,
/// and these run once for each row of a scan.
enum ScalarFunctions {
    typealias Body = @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void

    static func register(on database: GRDB.Database) throws {
        try register("muster_fold", 1, CaseFoldFunction.body, on: database)
        try register("muster_json", 2, JSONMemberFunction.body, on: database)
        try register("muster_number", 1, RecordedValueFunctions.number, on: database)
        try register("muster_boolean", 1, RecordedValueFunctions.boolean, on: database)
        try register("muster_day", 1, RecordedValueFunctions.day, on: database)
        try register("muster_instant", 1, RecordedValueFunctions.instant, on: database)
        try register("muster_contains", 2, ListedValueFunctions.contains, on: database)
        try register("muster_starts", 2, ListedValueFunctions.starts, on: database)
        try register("muster_one_of", 2, ListedValueFunctions.oneOf, on: database)
        try register("muster_within", 2, ListedValueFunctions.within, on: database)
    }

    private static func register(
        _ name: String, _ count: Int32, _ body: @escaping Body, on database: GRDB.Database
    ) throws {
        let code = sqlite3_create_function_v2(
            database.sqliteConnection, name, count, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nil, body,
            nil, nil, nil)
        guard code == SQLITE_OK else { throw StoreError(sqliteCode: code, message: "cannot register \(name)") }
    }
}

/// The arguments of one call.
struct FunctionArguments {
    private let values: UnsafeMutablePointer<OpaquePointer?>?

    init(_ values: UnsafeMutablePointer<OpaquePointer?>?) { self.values = values }

    /// The bytes of a text argument; `nil` when it is null. Valid until the function returns.
    func bytes(_ index: Int) -> UnsafeBufferPointer<UInt8>? {
        guard let value = values?[index], let start = sqlite3_value_text(value) else { return nil }
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
    }

    /// What an argument that is the same for every row is read into, made once a statement.
    func constant<Content: AnyObject>(
        _ index: Int, in context: OpaquePointer?, _ make: (JSONValue) -> Content
    ) -> Content? {
        if let known = sqlite3_get_auxdata(context, Int32(index)) {
            return Unmanaged<Content>.fromOpaque(known).takeUnretainedValue()
        }
        // The printer writes these arguments; no list means that nothing is in it.
        guard let bytes = bytes(index), let json = try? JSONParser.parse(Array(bytes)) else { return nil }
        let content = make(json)
        // SQLite may let go of it at once, when memory is short; this call still has it.
        sqlite3_set_auxdata(context, Int32(index), Unmanaged<AnyObject>.passRetained(content).toOpaque()) {
            if let kept = $0 { Unmanaged<AnyObject>.fromOpaque(kept).release() }
        }
        return content
    }

    func isInteger(_ index: Int) -> Bool { values?[index].map { sqlite3_value_type($0) == SQLITE_INTEGER } ?? false }
    func isNull(_ index: Int) -> Bool { values?[index].map { sqlite3_value_type($0) == SQLITE_NULL } ?? true }
    func integer(_ index: Int) -> Int64 { values?[index].map { sqlite3_value_int64($0) } ?? 0 }
    func double(_ index: Int) -> Double { values?[index].map { sqlite3_value_double($0) } ?? 0 }

    func text(_ index: Int) -> String? { bytes(index).map { String(decoding: $0, as: UTF8.self) } }

    /// Answers an argument as it is.
    func pass(_ index: Int, to context: OpaquePointer?) { sqlite3_result_value(context, values?[index]) }
}

/// The result of one call.
enum FunctionResult {
    static func null(_ context: OpaquePointer?) { sqlite3_result_null(context) }
    static func flag(_ value: Bool, to context: OpaquePointer?) { sqlite3_result_int64(context, value ? 1 : 0) }

    static func text(_ bytes: UnsafeBufferPointer<UInt8>, to context: OpaquePointer?) {
        guard let start = bytes.baseAddress, bytes.count > 0 else {
            return sqlite3_result_text(context, "", 0, TextOwnership.copied)
        }
        start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { text in
            sqlite3_result_text(context, text, Int32(bytes.count), TextOwnership.copied)
        }
    }

    static func text(_ text: String, to context: OpaquePointer?) {
        var text = text
        text.withUTF8 { Self.text($0, to: context) }
    }
}

/// `muster_fold(text)`: `String.caseFolded`.
enum CaseFoldFunction {
    static let body: ScalarFunctions.Body = { context, _, values in
        let arguments = FunctionArguments(values)
        guard let bytes = arguments.bytes(0) else { return FunctionResult.null(context) }
        switch Content(of: bytes) {
        case .folded: arguments.pass(0, to: context)
        case .ascii: lowercase(bytes, to: context)
        case .unicode: FunctionResult.text(String(decoding: bytes, as: UTF8.self).caseFolded, to: context)
        }
    }

    /// What has to be done to a text; most texts are ASCII, many have no capitals.
    private enum Content {
        case folded, ascii, unicode

        init(of bytes: UnsafeBufferPointer<UInt8>) {
            var hasCapitals = false
            for byte in bytes {
                if byte >= 0x80 {
                    self = .unicode
                    return
                }
                if isCapital(byte) { hasCapitals = true }
            }
            self = hasCapitals ? .ascii : .folded
        }
    }

    private static func lowercase(_ bytes: UnsafeBufferPointer<UInt8>, to context: OpaquePointer?) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { buffer in
            for index in bytes.indices {
                let byte = bytes[index]
                buffer.initializeElement(at: index, to: isCapital(byte) ? byte + 0x20 : byte)
            }
            FunctionResult.text(UnsafeBufferPointer(buffer), to: context)
        }
    }

    private static func isCapital(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
}

/// `muster_number(text)` and its kin: an activity's attribute as `FieldValue(recorded:as:)` reads
/// it, null where it is no such value.
enum RecordedValueFunctions {
    static let number: ScalarFunctions.Body = { context, _, values in
        guard case .number(let value)? = value(values, .number) else { return FunctionResult.null(context) }
        sqlite3_result_double(context, value)
    }

    static let boolean: ScalarFunctions.Body = { context, _, values in
        guard case .boolean(let value)? = value(values, .boolean) else { return FunctionResult.null(context) }
        sqlite3_result_int64(context, value ? 1 : 0)
    }

    static let day: ScalarFunctions.Body = { context, _, values in
        guard case .date(let value)? = value(values, .date) else { return FunctionResult.null(context) }
        FunctionResult.text(value.description, to: context)
    }

    static let instant: ScalarFunctions.Body = { context, _, values in
        guard case .instant(let value)? = value(values, .instant) else { return FunctionResult.null(context) }
        sqlite3_result_int64(context, value.milliseconds)
    }

    private static func value(
        _ values: UnsafeMutablePointer<OpaquePointer?>?, _ storage: DataType.Storage
    ) -> FieldValue? {
        FunctionArguments(values).text(0).map { FieldValue(recorded: $0, as: storage) }
    }
}
