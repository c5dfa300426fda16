import Logging
import MusterAudience
public import MusterModel
import MusterStore

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

    /// It works beside its transactions, and says when there is another one to do.
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
