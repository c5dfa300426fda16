public import MusterSQLite
public import MusterStore

/// A real database that notes, as `waits`, who waits for the disk to have what others have committed, and
/// where questions can be kept waiting; it is calm or not, however long ago the last write was.
public struct WatchedDatabase: Database {
    private let file: SQLiteDatabase
    private let events: Recorder<String>
    public let isCalm: Bool
    private let room: @Sendable () async throws -> Void

    /// - Parameter room: waited for by questions before they begin, besides what the file says.
    public init(
        _ file: SQLiteDatabase, notingIn events: Recorder<String> = Recorder(), isCalm: Bool = false,
        room: @escaping @Sendable () async throws -> Void = {}
    ) {
        self.file = file
        self.events = events
        self.isCalm = isCalm
        self.room = room
    }

    public var dialect: any Dialect { file.dialect }
    public var questionsAtOnce: Int { file.questionsAtOnce }

    public func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T { try file.read(body) }

    public func ask<T>(until end: ReadEnd, _ body: (any SQLConnection) throws -> T) throws -> T {
        try file.ask(until: end, body)
    }

    public func probe(_ body: (any SQLConnection) throws -> Void) throws { try file.probe(body) }

    public func roomForQuestion() async throws {
        try await room()
        try await file.roomForQuestion()
    }

    public func write<T: Sendable>(
        _ urgency: WriteUrgency, _ body: @escaping @Sendable (any WriteConnection) throws -> T,
        ended: @escaping @Sendable (Result<T, any Error>) -> Void
    ) async throws -> T {
        try await file.write(urgency, body, ended: ended)
    }

    public var isDurable: Bool { file.isDurable }

    public func durable() async throws {
        events.add("waits")
        try await file.durable()
    }

    public func purge() async throws { try await file.purge() }

    public func close() async throws { try await file.close() }
}
