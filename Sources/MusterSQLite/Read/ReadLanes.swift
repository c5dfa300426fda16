import Dispatch
import GRDB
import GRDBSQLite
import MusterStore
import Synchronization

/// Read connections of one kind; a reader blocks while all are in use.
final class ReadLanes: Sendable {
    private struct State {
        var free: [Lane] = []
        var opened = 0
        var isClosed = false
    }
    let count: Int
    private let path: String
    private let name: String
    private let available: DispatchSemaphore
    private let state: Mutex<State>
    /// Ends all readings under way.
    private let closing = ReadEnd()

    /// - Parameter openedInAdvance: how many are opened at once, the others when they are needed;
    ///   `nil` for all.
    init(path: String, name: String, count: Int, openedInAdvance: Int? = nil) throws {
        self.path = path
        self.name = name
        self.count = count
        available = DispatchSemaphore(value: count)
        var state = State()
        for number in 0..<(openedInAdvance ?? count) {
            state.free.append(try Lane(path: path, ConnectionSetup.reader("\(name).\(number)")))
        }
        state.opened = state.free.count
        self.state = Mutex(state)
    }

    /// - Parameter end: when the reading has to end without its answer; `nil` for the usual time.
    func read<T>(until end: ReadEnd? = nil, _ body: (any SQLConnection) throws -> T) throws -> T {
        available.wait()
        defer { available.signal() }
        let lane = try take()
        defer { state.withLock { $0.free.append(lane) } }
        return try lane.use { connection in try connection.reading(until: end, closing) { try body(connection) } }
    }

    private func take() throws -> Lane {
        let (lane, number) = try state.withLock { state -> (Lane?, Int) in
            if state.isClosed { throw StoreError.closed }
            // The one used last has the warmest cache.
            if let lane = state.free.popLast() { return (lane, 0) }
            state.opened += 1
            return (nil, state.opened - 1)
        }
        if let lane { return lane }
        do { return try Lane(path: path, ConnectionSetup.reader("\(name).\(number)")) } catch {
            state.withLock { $0.opened -= 1 }
            throw error
        }
    }

    /// Ends the readings under way, and waits for them.
    func close() throws {
        closing.cancel()
        for _ in 0..<count { available.wait() }
        defer { for _ in 0..<count { available.signal() } }
        let lanes = state.withLock { state in
            state.isClosed = true
            defer { state.free = [] }
            return state.free
        }
        for lane in lanes { try lane.close() }
    }
}

/// Ends the statements of a connection when the reading under way has to end.
///
/// Asked by SQLite itself every so many steps of a statement: an interrupt from another thread could
/// come between two statements and be lost. Used only on the connection's queue.
final class ReadWatch {
    /// Some tens of microseconds of work.
    private static let stepsBetweenLooks: Int32 = 2_000

    private struct Reading {
        let end: ReadEnd?
        let closing: ReadEnd
        let deadline: ContinuousClock.Instant
    }
    private var reading: Reading?

    /// The watch must live as long as the connection.
    func observe(_ connection: OpaquePointer?) {
        sqlite3_progress_handler(
            connection, Self.stepsBetweenLooks,
            { watch in
                guard let watch else { return 0 }
                return Unmanaged<ReadWatch>.fromOpaque(watch).takeUnretainedValue().failure == nil ? 0 : 1
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    func begin(_ end: ReadEnd?, _ closing: ReadEnd) {
        reading = Reading(end: end, closing: closing, deadline: .now + (end?.limit ?? ReadEnd.longest))
    }

    func finish() { reading = nil }

    /// Why the reading under way must not go on; `nil` while it may.
    var failure: StoreError? {
        guard let reading else { return nil }
        if reading.end?.isCancelled == true { return StoreError(.cancelled, "nobody waits for the answer any more") }
        if reading.closing.isCancelled { return .closed }
        if reading.deadline < .now {
            let limit = reading.end?.limit ?? ReadEnd.longest
            return StoreError(.timedOut, "reading took longer than \(limit)")
        }
        return nil
    }
}

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

    /// Closing will not copy the log.
    func keepLog() throws { try use { try $0.keepLog() } }

    func close() throws {
        try use { $0.close() }
        try StoreError.translating { try queue.close() }
    }
}
