import Foundation
public import MusterStore

/// A SQLite file that is only read: nothing of it changes, and nothing is made beside it.
///
/// Where the write-ahead log has commits that the file has not got, the readers need the index that SQLite
/// keeps beside the log, and it may be made anew; both stay as a killed process has left them.
public final class ReadOnlySQLiteDatabase: Database {
    public let dialect: any Dialect = SQLiteDialect()
    private let readers: ReadLanes
    private let questions: ReadLanes

    /// - Parameter path: absolute; of a file that nobody writes to meanwhile.
    public init(path: String) throws {
        let name = try Self.name(of: path)
        readers = try ReadLanes(path: name, name: "reader", count: 1)
        questions = try ReadLanes(path: name, name: "question", count: 1, openedInAdvance: 0)
    }

    /// As SQLite opens it without making anything beside it.
    static func name(of path: String) throws -> String { try hasLog(path) ? path : immutable(path) }

    private static func hasLog(_ path: String) throws -> Bool {
        let log = path + "-wal"
        guard FileManager.default.fileExists(atPath: log) else { return false }
        let size = try FileManager.default.attributesOfItem(atPath: log)[.size] as? NSNumber
        return size?.int64Value != 0
    }

    /// Opened under its own name, SQLite would leave a log and its index beside the file.
    private static func immutable(_ path: String) -> String {
        URL(fileURLWithPath: path).absoluteString + "?immutable=1"
    }

    public func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T { try readers.read(body) }

    public func probe(_ body: (any SQLConnection) throws -> Void) throws { try readers.read(body) }

    public var questionsAtOnce: Int { questions.count }

    public func ask<T>(until end: ReadEnd, _ body: (any SQLConnection) throws -> T) throws -> T {
        try questions.read(until: end, body)
    }

    public func roomForQuestion() async throws {}

    @discardableResult
    public func write<T: Sendable>(
        _ urgency: WriteUrgency, _ body: @escaping @Sendable (any WriteConnection) throws -> T,
        ended: @escaping @Sendable (Result<T, any Error>) -> Void
    ) async throws -> T {
        let refusal = StoreError(.readOnly, "the database is open for reading alone")
        ended(.failure(refusal))
        throw refusal
    }

    public func purge() async throws { throw StoreError(.readOnly, "the database is open for reading alone") }

    public var isCalm: Bool { true }
    public func durable() async throws {}
    public var isDurable: Bool { true }

    public func close() throws {
        let result = Result { try questions.close() }
        try readers.close()
        try result.get()
    }
}
