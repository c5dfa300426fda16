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
/// transaction meanwhile. Commits for which nobody waits are put on the disk with the next one for which
/// somebody does, when there are many of them, and when the writer rests: whoever comes meanwhile would
/// have to wait for the end of a wait that serves nobody.
///
/// Once the disk has failed nobody can know what it holds: the system may have dropped what it could not
/// write and report success the next time. So everybody who waits is told, and `failure` stays.
final class DiskSync: Sendable {
    /// Commits that are left to the next one who waits: some megabytes, which a disk writes in
    /// milliseconds.
    private static let backlog = 16

    private struct State {
        /// Commits that have written to the log, and how many of them the disk has.
        var written = 0
        var durable = 0
        var waiting: [any DurableAnswer] = []
        var isRunning = false
        var failure: StoreError?
        /// Whether the disk has to be waited for now.
        var isDue: Bool { !waiting.isEmpty || failure == nil && written - durable >= backlog }
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
            if state.isDue { begin(&state) }
            return false
        }
        if isDurable { for call in waiting { call.answer(nil) } }
    }

    /// Called by the writer when it has nothing more to do.
    func rest() {
        state.withLock { state in
            if state.failure == nil, state.written > state.durable { begin(&state) }
        }
    }

    /// Inside the lock, so that a `drain` that comes between finds it under way.
    private func begin(_ state: inout State) {
        guard !state.isRunning else { return }
        state.isRunning = true
        queue.async { self.run() }
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
        // What it was begun for, whether or not somebody waits.
        var isDue = true
        while let turn = next(isDue: isDue) {
            isDue = false
            let fault = turn.failure ?? write(through: turn.position)
            for call in turn.waiting { call.answer(fault) }
        }
    }

    /// Who waits now; `nil`, and the end of the running, when nothing is left to do.
    private func next(isDue: Bool) -> Turn? {
        state.withLock { state in
            guard isDue || state.isDue else {
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
