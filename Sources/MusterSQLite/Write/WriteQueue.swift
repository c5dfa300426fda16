import MusterStore
import Synchronization

/// Takes writes from any task and runs them on the write connection in the order of arrival.
///
/// Whatever has arrived while one transaction was being committed shares the next one.
final class WriteQueue: Sendable {
    /// Enough to make the wait for the disk small for each, few enough that nobody waits long.
    private static let groupLimit = 256

    private struct State {
        var waiting: [any WriteJob] = []
        var isDraining = false
        var isClosed = false
    }
    private let lane: Lane
    private let afterCommit: @Sendable (SQLiteConnection) -> Void
    private let state = Mutex(State())

    init(_ lane: Lane, afterCommit: @escaping @Sendable (SQLiteConnection) -> Void) {
        self.lane = lane
        self.afterCommit = afterCommit
    }

    func add(_ job: any WriteJob) {
        let (isClosed, mustDrain) = state.withLock { state -> (Bool, Bool) in
            if state.isClosed { return (true, false) }
            state.waiting.append(job)
            defer { state.isDraining = true }
            return (false, !state.isDraining)
        }
        if isClosed { return job.end(StoreError.closed) }
        if mustDrain { lane.useLater { self.drain($0) } }
    }

    /// Refuses new writes and returns when the accepted ones have ended.
    func close() async throws {
        state.withLock { $0.isClosed = true }
        await withCheckedContinuation { continuation in
            lane.useLater { _ in continuation.resume() }
        }
        try lane.close()
    }

    private func drain(_ connection: SQLiteConnection) {
        while let jobs = next() {
            var rest = jobs[...]
            while !rest.isEmpty {
                rest = rest.dropFirst(WriteGroup.commit(rest, on: connection))
                afterCommit(connection)
            }
        }
    }

    /// The writes of the next transaction; `nil`, and the end of draining, when there are none.
    private func next() -> [any WriteJob]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isDraining = false
                return nil
            }
            let jobs = Array(state.waiting.prefix(Self.groupLimit))
            state.waiting.removeFirst(jobs.count)
            return jobs
        }
    }
}
