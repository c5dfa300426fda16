import Logging
import MusterAudience
public import MusterModel
import MusterStore
import Synchronization

/// One independent strand of the engine's work. Its trouble is its own: a lane that fails pauses and
/// is tried again, while the others go on.
protocol Lane: Sendable {
    /// Unique, and readable for people: `triggers`, `run 12`.
    var name: String { get }
    /// What it does, in words for people.
    var purpose: String { get }

    /// Does one bounded transaction; returns whether there was anything to do. Opens none for
    /// nothing.
    ///
    /// What it throws is a fault of the storage or a defect: a person, an event or a run at fault is
    /// found and recorded by the lane itself.
    func work() async throws -> Bool

    /// Something of it goes on beside its transactions, and leads to another one.
    var isBusy: Bool { get }
}

extension Lane {
    var isBusy: Bool { false }
}

/// What a lane is doing, for people who ask.
public struct LaneState: Sendable, Hashable {
    public enum Activity: String, Sendable, CaseIterable {
        case idle, working
        /// It has failed, and pauses before it is tried again.
        case backingOff = "backing off"
    }

    public let name: String
    /// What it does, in words.
    public let purpose: String
    public var activity: Activity
    /// By the instance's clock.
    public var since: Instant
    /// Why it backs off; `nil` otherwise.
    public var reason: String?
    /// How many seconds of real time it pauses; `nil` while it does not.
    public var pause: Int64?
    /// When it is tried again; `nil` also where the instance's clock is simulated, because pauses are in
    /// real time.
    public var until: Instant?
    /// How often it has failed without success between.
    public var failures = 0
}

/// What every lane works with.
struct LaneTools: Sendable {
    let store: Store
    let audience: Audience
    let library: CampaignLibrary
    let starts: RunStarts
    let configuration: Engine.Configuration
    let logger: Logger
    let notices = TriggerNotices()

    /// Commits what `body` does, and says in the log which runs have ended with it.
    func write<T: Sendable>(_ body: @escaping @Sendable (StoreWriter) throws -> T) async throws -> T {
        let (result, ended) = try await store.write(.background) { writer in
            let result = try body(writer)
            return (result, try writer.endedRuns.compactMap(writer.reader.run))
        }
        for record in ended {
            let counters = record.counters
            logger.info(
                record.run.state == .aborted ? "run aborted" : "run finished",
                metadata: [
                    "run.id": "\(record.run.id)", "campaign.id": "\(record.run.campaignID)",
                    "qualified": "\(counters.qualified)", "completed": "\(counters.completed)",
                    "removed": "\(counters.removed)", "skipped": "\(counters.skipped)",
                    "failed": "\(counters.failed)",
                ])
        }
        return result
    }
}

/// Tells the log about chains that were cut and campaigns that could not be judged: one line for a
/// campaign and minute, however many people it concerns. Who they are is stored.
final class TriggerNotices: Sendable {
    private struct Subject: Hashable {
        let campaign: SmartCampaignID
        let isCut: Bool
    }
    /// The minute of the last line.
    private let told = Mutex<[Subject: Int64]>([:])

    func log(_ report: TriggerMatcher.Report, at now: Instant, to logger: Logger) {
        for cut in report.cuts where isNews(Subject(campaign: cut.campaignID, isCut: true), at: now) {
            logger.warning(
                "chain of campaigns cut",
                metadata: [
                    "campaign.id": "\(cut.campaignID)", "run.id": "\(cut.runID)", "lead.id": "\(cut.leadID)",
                    "depth": "\(cut.depth)", "entries": "\(cut.entries)",
                ])
        }
        for fault in report.faults where isNews(Subject(campaign: fault.campaign, isCut: false), at: now) {
            logger.error(
                "campaign could not judge events",
                metadata: ["campaign.id": "\(fault.campaign)", "reason": "\(fault.reason)"])
        }
        for activity in report.unreadable {
            logger.error("event cannot be read", metadata: ["activity.id": "\(activity)"])
        }
    }

    private func isNews(_ subject: Subject, at now: Instant) -> Bool {
        let minute = now.seconds / 60
        return told.withLock { $0.updateValue(minute, forKey: subject) != minute }
    }
}

/// Offers events to trigger campaigns.
struct TriggerLane: Lane {
    let name = "triggers"
    let purpose = "offers events to trigger campaigns"
    let tools: LaneTools
    private let search: FaultSearch<PendingEvent>

    init(_ tools: LaneTools) {
        self.tools = tools
        search = FaultSearch(chunk: tools.configuration.eventChunk)
    }

    func work() async throws -> Bool {
        guard try tools.store.read({ try $0.hasPendingEvents() }) else { return false }
        let count = try await search.chunk { size in
            let report = try await tools.write { [tools] writer in
                try TriggerMatcher(writer: writer, library: tools.library, moment: writer.moment, chunk: size).match()
            }
            tools.log(report)
            return report.events
        } blame: { fault in
            // What cannot be read is matched by nobody.
            try await tools.write { try $0.removePendingEvents([fault.subject.activityID]) }
            tools.logger.error(
                "event left out",
                metadata: ["activity.id": "\(fault.subject.activityID)", "reason": "\(fault.cause.inBrief)"])
        }
        return count > 0
    }
}

/// Puts people whose wait is over into the queue.
struct WakingLane: Lane {
    let name = "waking"
    let purpose = "puts people whose wait is over into the queue"
    let tools: LaneTools

    func work() async throws -> Bool {
        let now = tools.store.clock.now
        guard try tools.store.read({ try !$0.entriesToWake(at: now, limit: 1).isEmpty }) else { return false }
        return try await tools.write { [tools] writer in
            try DetachedFlow(
                writer: writer, library: tools.library, moment: writer.moment, chunk: tools.configuration.chunk
            ).wake()
        }
    }
}

/// Takes people with a place of their own through their next step, the most urgent first.
struct QueueLane: Lane {
    let name = "queue"
    let purpose = "takes people whom triggers brought in, or who have woken, through their steps"
    let tools: LaneTools
    private let search: FaultSearch<FlowEntry>

    init(_ tools: LaneTools) {
        self.tools = tools
        search = FaultSearch(chunk: tools.configuration.chunk)
    }

    func work() async throws -> Bool {
        guard try tools.store.read({ try !$0.readyEntries(limit: 1).isEmpty }) else { return false }
        let count = try await search.chunk { size in
            let report = try await tools.write { [tools] writer in try flow(tools, writer, size).advance() }
            tools.log(report.matched)
            return report.steps
        } blame: { fault in
            try await tools.write { [tools] writer in try flow(tools, writer, 1).blame(fault) }
            tools.log(fault)
        }
        return count > 0
    }
}

/// Forgets who was in large lists and programs that were deleted.
struct ForgettingLane: Lane {
    let name = "forgetting"
    let purpose = "forgets who was in static lists and programs that were deleted"
    let tools: LaneTools

    func work() async throws -> Bool {
        guard try tools.store.read({ try $0.hasMembersToForget() }) else { return false }
        return try await tools.write { [chunk = tools.configuration.startChunk] writer in
            try writer.forgetSomeMembers(limit: chunk)
        }
    }
}

private func flow(_ tools: LaneTools, _ writer: StoreWriter, _ size: Int) -> DetachedFlow {
    DetachedFlow(
        writer: writer, library: tools.library, moment: writer.moment, chunk: size,
        eventChunk: tools.configuration.eventChunk, fault: tools.configuration.stepFault)
}

extension LaneTools {
    func log(_ fault: LoneFault<FlowEntry>) {
        logger.warning(
            "step failed for one person",
            metadata: [
                "lead.id": "\(fault.subject.leadID)", "run.id": "\(fault.subject.runID)",
                "reason": "\(fault.cause.inBrief)",
            ])
    }

    fileprivate func log(_ report: TriggerMatcher.Report) {
        notices.log(report, at: store.clock.now, to: logger)
        guard report.events > 0 else { return }
        logger.debug("events matched", metadata: ["events": "\(report.events)", "entered": "\(report.entered)"])
    }
}
