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
/// somebody does, when they are large together, and when the writer rests: whoever comes meanwhile would
/// have to wait for the end of a wait that serves nobody.
///
/// Readers see a commit before the disk has it. Who tells others what he has read waits with `durable()`,
/// which is a look at a flag where nothing is on its way to the disk.
///
/// Once the disk has failed nobody can know what it holds: the system may have dropped what it could not
/// write and report success the next time. So everybody who waits is told, and `failure` stays.
final class DiskSync: Sendable {
    /// Pages that are left to the next one who waits: 8 MiB, which a disk writes in milliseconds.
    private static let backlog = 2048

    private struct State {
        /// Pages of all commits, and how many of them the disk has.
        var written = 0
        var durable = 0
        /// A commit is being made: readers may see it at any moment, and it is not counted yet.
        var isCommitting = false
        var waiting: [any DurableAnswer] = []
        /// Those who may have seen the commit that is being made.
        var waitingForCommit: [any DurableAnswer] = []
        var isRunning = false
        var failure: StoreError?
        /// Whether the disk has to be waited for now.
        var isDue: Bool { !waiting.isEmpty || failure == nil && written - durable >= backlog }
    }
    private let sync: @Sendable () throws -> Void
    private let queue = DispatchQueue(label: "muster.sync")
    private let state = Mutex(State())
    /// Whether the disk has all that readers may have seen; changed inside the lock alone.
    private let isSettled = Atomic(true)

    /// - Parameter sync: returns when everything that was in the log before the call is on the disk.
    init(_ sync: @escaping @Sendable () throws -> Void) { self.sync = sync }

    /// Why nothing can be written any more.
    var failure: StoreError? { state.withLock(\.failure) }

    /// Called by the writer before each commit.
    func committing() {
        state.withLock { state in
            state.isCommitting = true
            isSettled.store(false, ordering: .sequentiallyConsistent)
        }
    }

    /// Called by the writer after each commit, and where one has failed.
    ///
    /// - Parameters:
    ///   - pages: what the log has got.
    ///   - waiting: who is to be answered when all commits up to this one are durable.
    func committed(pages: Int, _ waiting: [any DurableAnswer]) {
        let answered = state.withLock { state -> [any DurableAnswer] in
            state.isCommitting = false
            state.written += pages
            settle(state)
            let waiting = waiting + state.waitingForCommit
            state.waitingForCommit = []
            if state.written == state.durable, !state.isRunning { return waiting }
            state.waiting += waiting
            if state.isDue { begin(&state) }
            return []
        }
        for call in answered { call.answer(nil) }
    }

    /// Whether the disk has all that readers may have seen.
    var isDurable: Bool { isSettled.load(ordering: .sequentiallyConsistent) }

    /// Returns when the disk has all that readers may have seen before the call.
    /// - Throws: what the disk has failed with, or `CancellationError`: a disk that hangs holds nobody.
    func durable() async throws {
        if isDurable { return }
        let reader = Reader()
        wait(reader)
        try await withTaskCancellationHandler {
            try await reader.value
        } onCancel: {
            reader.answer(CancellationError())
            state.withLock { state in
                state.waiting.removeAll { $0 as? Reader === reader }
                state.waitingForCommit.removeAll { $0 as? Reader === reader }
            }
        }
    }

    var waitingCount: Int { state.withLock { $0.waiting.count + $0.waitingForCommit.count } }

    /// The first answer counts.
    private final class Reader: DurableAnswer {
        private enum State { case new, waiting(CheckedContinuation<Void, any Error>), answered((any Error)?) }
        private let state = Mutex(State.new)

        func answer(_ fault: (any Error)?) {
            let continuation = state.withLock { state -> CheckedContinuation<Void, any Error>? in
                defer { if case .answered = state {} else { state = .answered(fault) } }
                if case .waiting(let continuation) = state { return continuation }
                return nil
            }
            continuation?.resume(with: Self.result(fault))
        }

        var value: Void {
            get async throws {
                try await withCheckedThrowingContinuation { continuation in
                    let result = state.withLock { state -> Result<Void, any Error>? in
                        if case .answered(let fault) = state { return Self.result(fault) }
                        state = .waiting(continuation)
                        return nil
                    }
                    if let result { continuation.resume(with: result) }
                }
            }
        }

        private static func result(_ fault: (any Error)?) -> Result<Void, any Error> {
            fault.map { .failure($0) } ?? .success(())
        }
    }

    private func wait(_ reader: Reader) {
        enum Place { case waits, answered((any Error)?) }
        let place = state.withLock { state -> Place in
            if let failure = state.failure { return .answered(failure) }
            if state.isCommitting {
                state.waitingForCommit.append(reader)
            } else if state.written == state.durable {
                return .answered(nil)
            } else {
                state.waiting.append(reader)
                begin(&state)
            }
            return .waits
        }
        if case .answered(let fault) = place { reader.answer(fault) }
    }

    /// After each change of what is written or durable.
    private func settle(_ state: State) {
        isSettled.store(
            state.written == state.durable && !state.isCommitting, ordering: .sequentiallyConsistent)
    }

    /// Nobody can know any more what the file holds: as if a wait for the disk had failed.
    func fail(_ failure: StoreError) {
        state.withLock { state in
            state.failure = state.failure ?? failure
            begin(&state)
        }
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
        /// Through which page of all commits it will be durable.
        let position: Int
        let failure: StoreError?
    }

    private func run() {
        // What it was begun for, whether or not somebody waits.
        var isFirst = true
        while let turn = next(isFirst: isFirst) {
            isFirst = false
            let fault = turn.failure ?? write(through: turn.position)
            for call in turn.waiting { call.answer(fault) }
        }
    }

    /// Who waits now; `nil`, and the end of the running, when nothing is left to do.
    private func next(isFirst: Bool) -> Turn? {
        state.withLock { state in
            guard isFirst || state.isDue else {
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
        state.withLock { state in
            state.durable = position
            settle(state)
        }
        return nil
    }
}
