import Dispatch
import MusterStore
import Synchronization

/// Somebody whose answer has to wait until what he has seen is on the disk.
protocol DurableAnswer: Sendable {
    /// Called once, with what the disk failed with, if it did.
    func answer(_ fault: (any Error)?)
}

/// Answers those who have committed as soon as the disk has it, in the order of their commits.
///
/// One wait for the disk serves everybody who waits when it begins, and the writer goes on with the next
/// transaction meanwhile. Commits for which nobody waits are put on the disk in the same way, so that the
/// next one who waits does not pay for them.
///
/// Once the disk has failed nobody can know what it holds: the system may have dropped what it could not
/// write and report success the next time. So everybody who waits is told, and `failure` stays.
final class DiskSync: Sendable {
    private struct State {
        /// Commits that have written to the log, and how many of them the disk has.
        var written = 0
        var durable = 0
        var waiting: [any DurableAnswer] = []
        var isRunning = false
        var failure: StoreError?
    }
    private let sync: @Sendable () throws -> Void
    private let queue = DispatchQueue(label: "muster.sync")
    private let state = Mutex(State())

    /// - Parameter sync: returns when everything that was in the log before the call is on the disk.
    init(_ sync: @escaping @Sendable () throws -> Void) { self.sync = sync }

    /// Why nothing can be written any more.
    var failure: StoreError? { state.withLock(\.failure) }

    /// Called by the writer after each commit.
    ///
    /// - Parameters:
    ///   - hasWritten: whether the log has grown.
    ///   - waiting: who is to be answered when all commits up to this one are durable.
    func committed(hasWritten: Bool, _ waiting: [any DurableAnswer]) {
        let isDurable = state.withLock { state -> Bool in
            if hasWritten { state.written += 1 }
            if state.written == state.durable, !state.isRunning { return true }
            state.waiting += waiting
            guard !state.isRunning else { return false }
            state.isRunning = true
            // Inside the lock, so that a `drain` that comes between finds it under way.
            queue.async { self.run() }
            return false
        }
        if isDurable { for call in waiting { call.answer(nil) } }
    }

    /// Returns when everybody who waits has been answered.
    func drain() async {
        await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    }

    private struct Turn {
        let waiting: [any DurableAnswer]
        /// How many commits will be durable.
        let position: Int
        let failure: StoreError?
    }

    private func run() {
        while let turn = next() {
            let fault = turn.failure ?? write(through: turn.position)
            for call in turn.waiting { call.answer(fault) }
        }
    }

    /// Who waits now; `nil`, and the end of the running, when nothing is left to do.
    private func next() -> Turn? {
        state.withLock { state in
            let isDone = state.failure != nil || state.written == state.durable
            if state.waiting.isEmpty, isDone {
                state.isRunning = false
                return nil
            }
            defer { state.waiting = [] }
            return Turn(waiting: state.waiting, position: state.written, failure: state.failure)
        }
    }

    private func write(through position: Int) -> StoreError? {
        if state.withLock({ $0.durable >= position }) { return nil }
        do { try sync() } catch {
            let failure = error as? StoreError ?? StoreError(.inputOutput, "\(error)")
            state.withLock { $0.failure = failure }
            return failure
        }
        state.withLock { $0.durable = position }
        return nil
    }
}
