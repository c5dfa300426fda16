import Dispatch
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
