import Dispatch
import MusterStore
import Synchronization

/// The read connections; a reader blocks while all are in use.
final class ReadLanes: Sendable {
    private struct State {
        var free: [Lane]
        var isClosed = false
    }
    private let count: Int
    private let available: DispatchSemaphore
    private let state: Mutex<State>

    init(path: String, count: Int) throws {
        let lanes = try (1...count).map { try Lane(path: path, ConnectionSetup.reader($0)) }
        self.count = count
        available = DispatchSemaphore(value: count)
        state = Mutex(State(free: lanes))
    }

    func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        available.wait()
        defer { available.signal() }
        // The one used last has the warmest cache.
        guard let lane = state.withLock({ $0.isClosed ? nil : $0.free.popLast() }) else { throw StoreError.closed }
        defer { state.withLock { $0.free.append(lane) } }
        return try lane.use { connection in
            // Also around a single query: the cost is a microsecond, and a body with two queries
            // would otherwise see two states.
            try connection.execute("BEGIN")
            defer { try? connection.execute("COMMIT") }
            return try body(connection)
        }
    }

    /// Waits for running reads.
    func close() throws {
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
