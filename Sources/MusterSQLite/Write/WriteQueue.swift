import MusterStore
import Synchronization

/// Takes writes from any task and runs them on the write connection, prompt and background ones each in
/// the order of arrival.
///
/// Whatever prompt writes have arrived while one transaction was being committed share the next one.
/// Background writes have a transaction each, and after each the prompt ones have their turn, so that
/// a small write waits for one large one and not for a queue of them.
final class WriteQueue: Sendable {
    /// Enough to make the wait for the disk small for each, few enough that nobody waits long.
    private static let groupLimit = 256

    private struct State {
        var prompt: [any WriteJob] = []
        var background: [any WriteJob] = []
        var isBackgroundsTurn = false
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

    func add(_ job: any WriteJob, urgency: WriteUrgency = .prompt) {
        let isClosed = state.withLock { state -> Bool in
            if state.isClosed { return true }
            switch urgency {
            case .prompt: state.prompt.append(job)
            case .background: state.background.append(job)
            }
            guard !state.isDraining else { return false }
            state.isDraining = true
            // Inside the lock, so that a `close` that comes between finds the draining under way.
            lane.useLater { self.drain($0) }
            return false
        }
        if isClosed { job.end(StoreError.closed) }
    }

    /// Refuses new writes and returns when the accepted ones have ended.
    func drain() async {
        state.withLock { $0.isClosed = true }
        await withCheckedContinuation { continuation in
            lane.useLater { _ in continuation.resume() }
        }
    }

    /// Closes the connection; only after `drain`.
    func close() throws { try lane.close() }

    private func drain(_ connection: SQLiteConnection) {
        while let turn = next() {
            let count = WriteGroup.commit(turn.jobs[...], on: connection)
            putBack(turn.jobs.dropFirst(count), turn.urgency)
            afterCommit(connection)
        }
    }

    private struct Turn {
        let urgency: WriteUrgency
        let jobs: [any WriteJob]
    }

    /// The writes of the next transaction; `nil`, and the end of draining, when there are none.
    private func next() -> Turn? {
        state.withLock { state in
            guard !state.prompt.isEmpty || !state.background.isEmpty else {
                state.isDraining = false
                return nil
            }
            if !state.background.isEmpty, state.isBackgroundsTurn || state.prompt.isEmpty {
                state.isBackgroundsTurn = false
                return Turn(urgency: .background, jobs: [state.background.removeFirst()])
            }
            state.isBackgroundsTurn = true
            let jobs = Array(state.prompt.prefix(Self.groupLimit))
            state.prompt.removeFirst(jobs.count)
            return Turn(urgency: .prompt, jobs: jobs)
        }
    }

    /// What had no room in its transaction keeps its place.
    private func putBack(_ jobs: ArraySlice<any WriteJob>, _ urgency: WriteUrgency) {
        guard !jobs.isEmpty else { return }
        state.withLock { state in
            switch urgency {
            case .prompt: state.prompt.insert(contentsOf: jobs, at: 0)
            case .background: state.background.insert(contentsOf: jobs, at: 0)
            }
        }
    }
}
