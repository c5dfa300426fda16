public import Logging
public import MusterAudience
public import MusterModel
public import MusterStore

/// Runs campaigns: starts runs that fall due, offers events to triggers, takes people through
/// flows and hands messages over.
///
/// All state is in the database. Work is done by lanes, chunk by chunk, each a bounded transaction,
/// so the process may die between any two and the next one carries on. A lane that fails pauses for
/// itself; the others go on.
public final class Engine: Sendable {
    public struct Configuration: Sendable {
        /// People who take a step together: some ten milliseconds of work, for which small writes wait. Each
        /// chunk is a transaction, but for those of a batch run when nobody and nothing else wants the writer, in real time.
        public var chunk = 250
        /// Events per transaction of the matcher, which costs little an event and much a transaction.
        public var eventChunk = 1_000
        /// People who enter a batch run in one transaction.
        public var startChunk = 1_000
        /// Lists of batch runs that are evaluated at once; for how many of them there is a thread is the
        /// audience's business.
        public var startsAtOnce = 16
        /// Seconds of real time after which the evaluation of one run's list lets the next run begin; `nil`
        /// for never, as always where the clock is simulated: there the same input gives the same tables,
        /// however fast the machine is.
        public var longStart: Int64? = 1
        /// Seconds after which the list of a run that could not begin when it had been evaluated is evaluated
        /// again; none where the clock is simulated.
        public var longWait: Int64 = 60
        /// Batch runs in progress at once. Two are reported for Marketo.
        public var batchConcurrency = 2
        /// Messages of one kind and host that are on their way at once.
        public var deliveriesAtOnce = 8
        /// Seconds of real time after which a delivery without an answer counts as failed.
        public var deliveryDeadline: Int64 = 60
        /// Waits so many seconds of real time, whatever the clock of the instance says. Without one,
        /// what has failed is tried again when something else happens.
        public var patience: @Sendable (_ seconds: Int64) async throws -> Void = { _ in try await Never.comes() }
        /// For tests.
        public var stepFault: StepFault?
        /// For tests: throws what the start of a campaign's run is to fail with, or takes long.
        public var startFault: (@Sendable (SmartCampaignID) async throws -> Void)?
        public init() {}
    }

    public let store: Store
    public let audience: Audience
    public let library: CampaignLibrary
    public let commands: CampaignCommands
    private let tools: LaneTools
    private let board: LaneBoard
    private let rounds: Rounds
    private let outbox: OutboxService
    private let doorbell = Doorbell()

    /// - Parameter transports: what delivers messages, by their kind.
    public init(
        store: Store, audience: Audience, transports: [String: any MessageTransport], logger: Logger,
        configuration: Configuration = Configuration()
    ) {
        var configuration = configuration
        if store.clock.isSimulated { (configuration.longStart, configuration.longWait) = (nil, 0) }
        self.store = store
        self.audience = audience
        library = CampaignLibrary()
        commands = CampaignCommands(store: store, library: library)
        tools = LaneTools(
            store: store, audience: audience, library: library,
            starts: RunStarts(configuration, clock: store.clock) { [doorbell] in doorbell.ring() },
            configuration: configuration, logger: logger)
        board = LaneBoard(clock: store.clock)
        rounds = Rounds(tools, board: board)
        board.add(Self.timetable, purpose: "finds out when something falls due")
        let outboxBell = Doorbell()
        outbox = OutboxService(tools, transports: transports, board: board, doorbell: outboxBell)
        store.changes.listen { [doorbell] changes in
            if !changes.engineWork.subtracting([.outbox]).isEmpty { doorbell.ring() }
            if changes.engineWork.contains(.outbox) { outboxBell.ring() }
        }
    }

    /// Works until cancelled: whenever something was committed, and when something falls due.
    public func run() async {
        await withTaskCancellationHandler {
            await work()
        } onCancel: {
            tools.starts.forgetAll()
        }
        // A round under way may have begun another.
        tools.starts.forgetAll()
    }

    private func work() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.outbox.run() }
            while !Task.isCancelled {
                let heard = doorbell.count
                let before = store.clock.now
                do {
                    let outcome = try await rounds.round { self.board.isPausing($0) }
                    for failure in outcome.failures {
                        log(failure.lane, failure.error)
                        group.addTask { await self.letPause(failure.lane, failure.pause) }
                    }
                    if outcome.worked { continue }
                    let due = try store.read { try Self.nextCampaignDue($0, after: before) }
                    board.succeeded(Self.timetable, worked: false)
                    await doorbell.wait(after: heard, orUntil: due, clock: store.clock)
                } catch let error where error.isCancellation { break } catch {
                    let pause = board.failed(Self.timetable, because: error)
                    log(Self.timetable, error)
                    await letPause(Self.timetable, pause)
                }
            }
            group.cancelAll()
        }
    }

    /// Works until nothing is left to do at the present moment, always in the same order, or until
    /// `isEnding` says so between two rounds. People in a wait stay in it.
    ///
    /// - Throws: what a lane failed with, after the others have done all theirs.
    public func runUntilIdle(unless isEnding: @Sendable () -> Bool = { false }) async throws {
        // Nobody sits out the pauses of those that fail here, however this ends: nobody would end them.
        defer { if board.endPauses() { doorbell.ring() } }
        var failed: [String: any Error] = [:]
        while !isEnding() {
            let (left, answers) = (Set(failed.keys), tools.starts.answers)
            let outcome = try await rounds.round { left.contains($0) }
            for failure in outcome.failures { failed[failure.lane] = failure.error }
            let settled = try await tools.starts.settle(since: answers)
            if outcome.worked || settled { continue }
            if try await !outbox.drain() { break }
        }
        guard let first = failed.min(by: { $0.key < $1.key }) else { return try await store.durable() }
        throw first.value
    }

    /// One round of the lanes and what it evaluates, messages left out; returns whether there was any work.
    func pass() async throws -> Bool {
        let answers = tools.starts.answers
        let outcome = try await rounds.round { _ in false }
        for failure in outcome.failures { board.endPause(of: failure.lane) }
        if let first = outcome.failures.first { throw first.error }
        let settled = try await tools.starts.settle(since: answers)
        return outcome.worked || settled
    }

    /// The earliest moment after the present at which something falls due by itself; `nil` when
    /// nothing does.
    public func nextDue() throws -> Instant? {
        let now = store.clock.now
        return try store.read { reader in
            let messages = try reader.outboxRoutes(dueAfter: now).map(\.due)
            return ([try Self.nextCampaignDue(reader, after: now)] + messages).compactMap(\.self).min()
        }
    }

    /// Whether anything falls due by itself but recurrences and the people of runs that they began after `start`.
    func waitsBesideRecurrences(since start: Instant) throws -> Bool {
        let now = store.clock.now
        return try store.read { reader in
            try reader.waitsBesideRecurrences(since: start, after: now)
                || !reader.outboxRoutes(dueAfter: now).isEmpty
        }
    }

    /// Whether nobody is being processed, nor would be if the engine ran now, and no members of what was deleted
    /// have yet to be forgotten. Does no work.
    public func isIdle() throws -> Bool {
        let now = store.clock.now
        return try store.read { reader in
            try !reader.hasWorkBesideRuns(at: now) && reader.dueRuns(at: now, limit: 1).isEmpty
                && reader.movingRuns().isEmpty && reader.outboxRoutes().allSatisfy { $0.due > now }
        }
    }

    /// What each lane is doing, by name.
    public var lanes: [LaneState] { board.states }

    /// The lane that finds out when something falls due.
    private static let timetable = "timetable"

    /// What is due already waits for something else than time.
    private static func nextCampaignDue(_ reader: StoreReader, after instant: Instant) throws -> Instant? {
        [try reader.nextScheduledRun(after: instant), try reader.nextWake(after: instant)].compactMap(\.self).min()
    }

    private func letPause(_ lane: String, _ seconds: Int64) async {
        do { try await tools.configuration.patience(seconds) } catch { return }
        board.endPause(of: lane)
        doorbell.ring()
    }

    private func log(_ lane: String, _ error: any Error) {
        tools.logger.error(
            "campaign work failed, trying again",
            metadata: ["lane": "\(lane)", "error": "\(error.inBrief)"])
    }
}

extension Never {
    /// Returns only by being cancelled.
    fileprivate static func comes() async throws {
        let (never, _) = AsyncStream.makeStream(of: Void.self)
        for await _ in never {}
        throw CancellationError()
    }
}
