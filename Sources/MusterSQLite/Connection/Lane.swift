import GRDB
import MusterStore

/// One connection and the queue that serialises its use.
// Unchecked: `connection` is touched only inside `queue`, which admits one caller at a time.
final class Lane: @unchecked Sendable {
    let queue: DatabaseQueue
    private let connection: SQLiteConnection

    init(path: String, _ configuration: Configuration) throws {
        let queue = try StoreError.translating { try DatabaseQueue(path: path, configuration: configuration) }
        self.queue = queue
        connection = queue.inDatabase { SQLiteConnection($0) }
    }

    /// Blocks until the connection is free.
    func use<T>(_ body: (SQLiteConnection) throws -> T) throws -> T {
        try queue.inDatabase { _ in try body(connection) }
    }

    /// Runs `body` on the connection's queue when it is free.
    func useLater(_ body: @escaping @Sendable (SQLiteConnection) -> Void) {
        queue.asyncWriteWithoutTransaction { _ in body(self.connection) }
    }

    func close() throws {
        try use { $0.close() }
        try StoreError.translating { try queue.close() }
    }
}
