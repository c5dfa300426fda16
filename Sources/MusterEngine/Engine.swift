public import Logging
public import MusterAudience
public import MusterModel
public import MusterStore
import Synchronization

/// Runs campaigns: starts runs that fall due, offers events to triggers, takes people through
/// flows and hands messages over.
///
/// All state is in the database. Work is done in passes, each a handful of bounded transactions,
/// so the process may die between any two and the next one carries on.
public final class Engine: Sendable {
    public struct Configuration: Sendable {
        /// People per transaction of a flow.
        public var chunk = 2_000
        /// Events per transaction of the matcher.
        public var eventChunk = 1_000
        /// Batch runs in progress at once. Two are reported for Marketo.
        public var batchConcurrency = 2
        public init() {}
    }

    public let store: Store
    public let audience: Audience
    public let library: CampaignLibrary
    public let commands: CampaignCommands
    private let configuration: Configuration
    private let transport: any MessageTransport
    private let logger: Logger
    /// One pass at a time, whoever asks for it.
    private let turn = Turnstile()
    private let doorbell = Doorbell()
    private let notices = TriggerNotices()

    public init(
        store: Store, audience: Audience, transport: any MessageTransport, logger: Logger,
        configuration: Configuration = Configuration()
    ) {
        self.store = store
        self.audience = audience
        self.transport = transport
        self.logger = logger
        self.configuration = configuration
        library = CampaignLibrary()
        commands = CampaignCommands(store: store, library: library)
        store.changes.listen { [doorbell] changes in
            if !changes.engineWork.isEmpty { doorbell.ring() }
        }
    }

    /// Works until cancelled: whenever something was committed, and when something falls due.
    public func run() async throws {
        while !Task.isCancelled {
            let heard = doorbell.count
            do {
                if try await pass() { continue }
            } catch {
                guard !Task.isCancelled else { return }
                logger.error(
                    "campaign work failed, trying again",
                    metadata: ["error": "\("\(error)".excerpt(bytes: StoreError.longestDescription))"])
                try? await store.clock.sleep(until: store.clock.now.adding(seconds: 1))
                continue
            }
            let due = try store.read { try Self.nextDue($0) }
            await doorbell.wait(after: heard, orUntil: due, clock: store.clock)
        }
    }

    /// Works until nothing is left to do at the present moment, or until `isEnding` says so between
    /// two rounds. People in a wait stay in it.
    public func runUntilIdle(unless isEnding: @Sendable () -> Bool = { false }) async throws {
        while !isEnding(), try await pass() {}
    }

    /// The earliest moment at which something falls due by itself; `nil` when nothing does.
    public func nextDue() throws -> Instant? { try store.read { try Self.nextDue($0) } }

    /// Whether anybody is being processed, or would be if the engine ran now. Does no work.
    public func isIdle() throws -> Bool {
        let now = store.clock.now
        return try store.read { reader in
            try !reader.hasPendingEvents() && reader.readyEntries(limit: 1).isEmpty
                && reader.entriesToWake(at: now, limit: 1).isEmpty && reader.dueRuns(at: now, limit: 1).isEmpty
                && reader.dueOutboxEntries(at: now, limit: 1).isEmpty
                && reader.movingRuns().isEmpty
        }
    }

    /// One round of every kind of work; returns whether there was any. Batch work and trigger work
    /// take turns, so that neither delays the other by more than a chunk.
    func pass() async throws -> Bool {
        try await turn.hold {
            let events = try await self.matchEvents()
            let detached = try await self.advanceDetached()
            let runs = try await self.startDueRuns()
            let batches = try await self.advanceBatches()
            let messages = try await self.dispatchMessages()
            if events || detached || runs || batches || messages { return true }
            return try await self.finishRuns()
        }
    }

    private static func nextDue(_ reader: StoreReader) throws -> Instant? {
        [try reader.nextScheduledRun(), try reader.nextWake(), try reader.nextOutboxAttempt()]
            .compactMap(\.self).min()
    }
}

extension Engine {
    private func matchEvents() async throws -> Bool {
        guard try store.read({ try $0.hasPendingEvents() }) else { return false }
        let (library, chunk) = (library, configuration.eventChunk)
        let report = try await store.write { writer in
            try TriggerMatcher(writer: writer, library: library, moment: writer.moment, chunk: chunk).match()
        }
        notices.log(report, at: store.clock.now, to: logger)
        if report.events > 0 {
            logger.debug(
                "events matched", metadata: ["events": "\(report.events)", "entered": "\(report.entered)"])
        }
        return report.events > 0
    }

    private func advanceDetached() async throws -> Bool {
        let now = store.clock.now
        let hasWork = try store.read { reader in
            try !reader.readyEntries(limit: 1).isEmpty || !reader.entriesToWake(at: now, limit: 1).isEmpty
        }
        guard hasWork else { return false }
        let (library, chunk, eventChunk) = (library, configuration.chunk, configuration.eventChunk)
        let (woken, report) = try await store.write { writer in
            let flow = DetachedFlow(
                writer: writer, library: library, moment: writer.moment, chunk: chunk, eventChunk: eventChunk)
            return (try flow.wake(), try flow.advance())
        }
        notices.log(report.matched, at: now, to: logger)
        if report.worked { logger.debug("entries advanced") }
        return woken || report.worked
    }

    /// A campaign whose previous run is still in progress lets the new one wait.
    private func startDueRuns() async throws -> Bool {
        let (library, limit) = (library, configuration.batchConcurrency)
        let now = store.clock.now
        guard try store.read({ try !$0.dueRuns(at: now, limit: 1).isEmpty }) else { return false }
        let started = try await store.write { writer -> (RunRecord, BatchRunStart.Verdict)? in
            let moving = try writer.reader.movingRuns()
            guard moving.count < limit else { return nil }
            let busy = Set(moving.map(\.run.campaignID))
            let due = try writer.reader.dueRuns(at: writer.now, limit: 100)
            guard let record = due.first(where: { !busy.contains($0.run.campaignID) }) else { return nil }
            let start = BatchRunStart(writer: writer, library: library, moment: writer.moment)
            let verdict = try start.start(record)
            try RecurringRuns(writer: writer).planSuccessor(of: record)
            return (record, verdict)
        }
        guard let (record, verdict) = started else { return false }
        log(record, verdict)
        return true
    }

    private func advanceBatches() async throws -> Bool {
        let running = try store.read { try $0.movingRuns() }
        var worked = false
        let (library, chunk) = (library, configuration.chunk)
        for record in running {
            let advanced = try await store.write { writer in
                guard let record = try writer.reader.run(record.run.id), record.isMoving else {
                    return false
                }
                return try BatchRunAdvance(
                    writer: writer, library: library, moment: writer.moment, chunk: chunk
                ).advance(record)
            }
            if advanced { logger.debug("flow advanced", metadata: ["run.id": "\(record.run.id)"]) }
            worked = worked || advanced
        }
        return worked
    }

    private func dispatchMessages() async throws -> Bool {
        let dispatched = try await OutboxDispatch(
            store: store, transport: transport, logger: logger, chunk: configuration.eventChunk
        ).dispatch()
        if dispatched { logger.debug("messages dispatched") }
        return dispatched
    }

    private func finishRuns() async throws -> Bool {
        guard try store.read({ try !$0.runsToFinish().isEmpty }) else { return false }
        return try await store.write { writer in
            let ended = try writer.reader.runsToFinish()
            for id in ended { try writer.endRun(id, state: .finished) }
            return !ended.isEmpty
        }
    }

    private func log(_ record: RunRecord, _ verdict: BatchRunStart.Verdict) {
        let ids: Logger.Metadata = ["run.id": "\(record.run.id)", "campaign.id": "\(record.run.campaignID)"]
        switch verdict {
        case .started(let qualified):
            logger.info("run started", metadata: ids.merging(["qualified": "\(qualified)"]) { $1 })
        case .failed(let reason):
            logger.error("run not started", metadata: ids.merging(["reason": "\(reason)"]) { $1 })
        }
    }
}
