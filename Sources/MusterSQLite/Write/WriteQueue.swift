import MusterStore
import Synchronization

/// Takes writes from any task and runs them on the write connection, prompt and background ones each in
/// the order of arrival.
///
/// Whatever prompt writes have arrived while one transaction was being committed share the next one.
/// Background writes have a transaction each, and after each the prompt ones have their turn, so that
/// a small write waits for one large one and not for a queue of them. While prompt writes keep the writer
/// busy, background ones stay behind for a while (`WriteTurns`).
///
/// Prompt callers are answered when the disk has their commit, background ones at the commit: nobody
/// outside learns of what they did, and whatever is durable has all that was committed before it.
final class WriteQueue: Sendable {
    /// Enough to make the wait for the disk small for each, few enough that nobody waits long.
    private static let groupLimit = 256
    /// How soon to look again whether background writes are still to be held back.
    private static let breath = Duration.milliseconds(2)
    /// After so long without work, what the disk does not have yet is put there.
    private static let rest = Duration.milliseconds(50)
    /// Whoever has not sent a prompt write for so long is not taken to be about to send the next one.
    private static let calm = Duration.milliseconds(250)

    private struct State {
        var prompt: [any WriteJob] = []
        var background: [any WriteJob] = []
        /// What is to be done between two transactions, or refused.
        var between: [@Sendable (Result<SQLiteConnection, StoreError>) -> Void] = []
        var isBackgroundsTurn = false
        var turns = WriteTurns()
        /// When the latest prompt write came.
        var promptAt: Duration?
        var isDraining = false
        /// The queue will be called when background writes may go on.
        var isToBeCalled = false
        var isToRest = false
        var isClosed = false
    }
    private let lane: Lane
    private let disk: DiskSync
    private let timing: WriteTiming
    private let holdsBack: @Sendable (SQLiteConnection) -> Bool
    private let state = Mutex(State())

    /// - Parameter holdsBack: asked between two transactions whether background writes have to wait.
    init(
        _ lane: Lane, disk: DiskSync, timing: WriteTiming = .real,
        holdsBack: @escaping @Sendable (SQLiteConnection) -> Bool
    ) {
        self.lane = lane
        self.disk = disk
        self.timing = timing
        self.holdsBack = holdsBack
    }

    func add(_ job: any WriteJob, urgency: WriteUrgency = .prompt) {
        let isClosed = state.withLock { state -> Bool in
            if state.isClosed { return true }
            switch urgency {
            case .prompt:
                state.prompt.append(job)
                state.promptAt = timing.now()
            case .background: state.background.append(job)
            }
            begin(&state)
            return false
        }
        if isClosed { Self.refuse([job], StoreError.closed) }
    }

    /// Runs `body` on the write connection between two transactions, before those that wait.
    func between<T: Sendable>(_ body: @escaping @Sendable (SQLiteConnection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let job: @Sendable (Result<SQLiteConnection, StoreError>) -> Void = { connection in
                continuation.resume(with: Result { try body(connection.get()) })
            }
            let isClosed = state.withLock { state -> Bool in
                guard !state.isClosed else { return true }
                state.between.append(job)
                begin(&state)
                return false
            }
            if isClosed { job(.failure(.closed)) }
        }
    }

    func pause(_ time: Duration) async {
        await withCheckedContinuation { continuation in timing.after(time) { continuation.resume() } }
    }

    /// Whether nobody waits for the writer, or seems to be about to.
    var isCalm: Bool {
        state.withLock { state in
            guard state.prompt.isEmpty, state.background.isEmpty, !state.isClosed else { return false }
            return state.promptAt.map { timing.now() - $0 > Self.calm } ?? true
        }
    }

    /// Inside the lock, so that a `close` that comes between finds the draining under way.
    private func begin(_ state: inout State) {
        guard !state.isDraining else { return }
        state.isDraining = true
        lane.useLater { self.drain($0) }
    }

    private static func refuse(_ jobs: [any WriteJob], _ error: StoreError) {
        for job in jobs {
            job.end(error)
            job.answer(nil)
        }
    }

    /// Returns when the disk has all that readers may have seen before the call.
    func durable() async throws { try await disk.durable() }

    var isDurable: Bool { disk.isDurable }

    /// Refuses new writes and returns when the accepted ones are durable and answered.
    func drain() async {
        let refused = state.withLock { state in
            state.isClosed = true
            // Nothing is held back any more.
            if !state.background.isEmpty { begin(&state) }
            defer { state.between = [] }
            return state.between
        }
        for job in refused { job(.failure(.closed)) }
        await withCheckedContinuation { continuation in
            lane.useLater { _ in continuation.resume() }
        }
        disk.rest()
        await disk.drain()
    }

    func keepLog() throws { try lane.keepLog() }

    /// Closes the connection; only after `drain`.
    func close() throws { try lane.close() }

    private func drain(_ connection: SQLiteConnection) {
        // After a failure of the disk nothing is copied any more: it could end behind a hole.
        while let turn = next(isHeldBack: disk.failure == nil && holdsBack(connection)) {
            if let failure = disk.failure {
                Self.refuse(turn.jobs, failure)
                turn.between?(.failure(failure))
                continue
            }
            if let between = turn.between {
                between(.success(connection))
                continue
            }
            let (written, start) = (connection.log.written, timing.now())
            let count = WriteGroup.commit(turn.jobs[...], on: connection, committing: disk.committing)
            note(turn.urgency, since: start)
            putBack(turn.jobs.dropFirst(count), turn.urgency)
            answer(turn.jobs.prefix(count), turn.urgency, pages: connection.log.written - written)
        }
        restLater()
    }

    private func note(_ urgency: WriteUrgency, since start: Duration) {
        let now = timing.now()
        state.withLock { state in
            switch urgency {
            case .prompt: state.turns.promptTook(now - start, now: now)
            case .background: state.turns.backgroundTook(now - start, now: now)
            }
        }
    }

    private func answer(_ jobs: ArraySlice<any WriteJob>, _ urgency: WriteUrgency, pages: Int) {
        switch urgency {
        case .prompt: disk.committed(pages: pages, Array(jobs))
        case .background:
            disk.committed(pages: pages, [])
            for job in jobs { job.answer(nil) }
        }
    }

    private struct Turn {
        var urgency = WriteUrgency.background
        var jobs: [any WriteJob] = []
        var between: (@Sendable (Result<SQLiteConnection, StoreError>) -> Void)?
    }

    /// The writes of the next transaction; `nil`, and the end of draining, when there are none whose
    /// turn it is.
    private func next(isHeldBack: Bool) -> Turn? {
        state.withLock { state in
            if !state.between.isEmpty { return Turn(between: state.between.removeFirst()) }
            let mayWait = !state.background.isEmpty && !state.isClosed
            let pause = !mayWait ? nil : isHeldBack ? Self.breath : state.turns.pause(now: timing.now())
            if !state.background.isEmpty, pause == nil, state.isBackgroundsTurn || state.prompt.isEmpty {
                state.isBackgroundsTurn = false
                return Turn(urgency: .background, jobs: [state.background.removeFirst()])
            }
            guard !state.prompt.isEmpty else {
                state.isDraining = false
                if let pause { goOn(after: pause, &state) }
                return nil
            }
            state.isBackgroundsTurn = true
            let jobs = Array(state.prompt.prefix(Self.groupLimit))
            state.prompt.removeFirst(jobs.count)
            return Turn(urgency: .prompt, jobs: jobs)
        }
    }

    private func goOn(after pause: Duration, _ state: inout State) {
        guard !state.isToBeCalled else { return }
        state.isToBeCalled = true
        timing.after(pause) {
            self.state.withLock { state in
                state.isToBeCalled = false
                if !state.background.isEmpty { self.begin(&state) }
            }
        }
    }

    /// Not at once: between two background writes the writer has nothing to do for a moment.
    private func restLater() {
        let isScheduled = state.withLock { state in
            defer { state.isToRest = true }
            return state.isToRest
        }
        guard !isScheduled else { return }
        timing.after(Self.rest) {
            self.state.withLock { $0.isToRest = false }
            self.disk.rest()
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

/// Writes that share one transaction.
///
/// A job that throws is rolled back alone. When that cannot be done, or SQLite has given up the
/// transaction by itself (a full disk, a failed read), nothing of the group is kept and everybody who
/// was in it is told: half a job is never committed.
struct WriteGroup {
    /// A group ends early once it has changed this many rows, so that those who are done do not
    /// wait for a long queue of large writes, nor those who come for a long transaction.
    private static let rowLimit: Int64 = 4_000

    private let connection: SQLiteConnection
    private var performed: [any WriteJob] = []
    private var failed: [(job: any WriteJob, error: any Error)] = []

    init(_ connection: SQLiteConnection) { self.connection = connection }

    /// Commits as many of the jobs as fit into one transaction, ends those and returns how many they
    /// were: so many from the first on.
    ///
    /// - Parameter committing: called before the commit, from which on readers may see it.
    static func commit(
        _ jobs: ArraySlice<any WriteJob>, on connection: SQLiteConnection, committing: () -> Void
    ) -> Int {
        var group = WriteGroup(connection)
        return group.commit(jobs, committing)
    }

    private mutating func commit(_ jobs: ArraySlice<any WriteJob>, _ committing: () -> Void) -> Int {
        do { try connection.begin() } catch {
            for job in jobs { job.end(error) }
            return jobs.count
        }
        let isShared = jobs.count > 1
        let start = connection.changeCount
        for job in jobs {
            switch perform(job, isShared: isShared) {
            case .kept: performed.append(job)
            case .undone(let error): failed.append((job, error))
            case .lost(let error):
                failed.append((job, error))
                return abandon(Self.lost(with: error))
            }
            if connection.changeCount - start > Self.rowLimit { break }
        }
        committing()
        do { try connection.commit() } catch { return abandon(error) }
        return tell()
    }

    private enum Fate {
        case kept
        /// Rolled back alone.
        case undone(any Error)
        /// The whole transaction has to go with it.
        case lost(any Error)
    }

    private func perform(_ job: any WriteJob, isShared: Bool) -> Fate {
        do { if isShared { try connection.execute("SAVEPOINT job") } } catch { return .lost(error) }
        do { try job.perform(on: connection) } catch {
            guard isShared, !connection.isAutocommitting else { return .lost(error) }
            return undo() ? .undone(error) : .lost(error)
        }
        // It may have caught the error with which SQLite gave up.
        if connection.isAutocommitting {
            return .lost(StoreError(.rolledBack, "the transaction ended during the write"))
        }
        do { if isShared { try connection.execute("RELEASE job") } } catch { return .lost(error) }
        return .kept
    }

    /// False when the job's part cannot be told from the others' any more.
    private func undo() -> Bool {
        do {
            try connection.execute("ROLLBACK TO job")
            try connection.execute("RELEASE job")
            return true
        } catch { return false }
    }

    /// What the others are told; only errors of the storage are theirs to know.
    private static func lost(with error: any Error) -> StoreError {
        let cause = (error as? StoreError).map { ": \($0.code.rawValue), \($0.message)" } ?? ""
        return StoreError(.rolledBack, "another write of the same transaction failed\(cause)")
    }

    private mutating func abandon(_ error: any Error) -> Int {
        connection.rollBack()
        failed = performed.map { ($0, error) } + failed
        performed = []
        return tell()
    }

    private func tell() -> Int {
        for job in performed { job.end(nil) }
        for (job, error) in failed { job.end(error) }
        return performed.count + failed.count
    }
}

/// One caller's part of a transaction; the caller is told after `end`.
protocol WriteJob: DurableAnswer {
    /// Makes the changes and keeps the result back.
    func perform(on connection: any WriteConnection) throws
    /// How the transaction ended: with the commit, or with what prevented it. On the writer's thread,
    /// before the next one begins.
    func end(_ error: (any Error)?)
}

/// A job with a result; each function is called once.
final class WriteCall<T: Sendable>: WriteJob {
    private let body: @Sendable (any WriteConnection) throws -> T
    private let ended: @Sendable (Result<T, any Error>) -> Void
    private let continuation: CheckedContinuation<T, any Error>
    private let outcome = Mutex<Result<T, any Error>>(
        .failure(StoreError(.rolledBack, "the transaction ended before the write began")))

    init(
        _ body: @escaping @Sendable (any WriteConnection) throws -> T,
        ended: @escaping @Sendable (Result<T, any Error>) -> Void, continuation: CheckedContinuation<T, any Error>
    ) {
        self.body = body
        self.ended = ended
        self.continuation = continuation
    }

    func perform(on connection: any WriteConnection) throws {
        let value = try body(connection)
        outcome.withLock { $0 = .success(value) }
    }

    func end(_ error: (any Error)?) {
        let result = outcome.withLock { outcome in
            if let error { outcome = .failure(error) }
            return outcome
        }
        ended(result)
    }

    func answer(_ fault: (any Error)?) {
        let result = outcome.withLock { $0 }
        guard let fault, case .success = result else { return continuation.resume(with: result) }
        continuation.resume(throwing: fault)
    }
}
