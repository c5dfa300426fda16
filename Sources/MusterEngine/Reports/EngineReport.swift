public import MusterModel
public import MusterStore

/// What the engine is doing, what waits for it, and what comes next.
public struct EngineReport: Sendable {
    /// Something that happens by itself when its time comes.
    public struct Due: Sendable, Hashable {
        public enum Kind: String, Sendable, CaseIterable {
            /// A run that begins.
            case run
            /// The end of somebody's wait.
            case wait
            /// Another try to deliver a message.
            case message
        }
        public let at: Instant
        public let kind: Kind
    }

    /// By the instance's clock.
    public let now: Instant
    public let lanes: [LaneState]
    public let backlog: WorkBacklog
    /// `nil` when nothing falls due by itself.
    public let nextDue: Due?

    /// As the API and the command line show it. Times not known are null.
    public var json: JSONObject {
        var oldest = JSONValue.null
        if let at = backlog.oldestEventAt {
            oldest = ["committedAt": .string(at.iso8601), "ageSeconds": .integer(now.seconds - at.seconds)]
        }
        let next: JSONValue =
            nextDue.map { ["at": .string($0.at.iso8601), "kind": .string($0.kind.rawValue)] } ?? .null
        return [
            "now": .string(now.iso8601), "lanes": .array(lanes.map { .object($0.json) }),
            "backlog": [
                "events": .integer(backlog.events), "ready": .integer(backlog.ready),
                "moving": .integer(backlog.moving), "waiting": .integer(backlog.waiting),
                "dueRuns": .integer(backlog.dueRuns), "outbox": .array(backlog.outbox.map { .object($0.json) }),
            ],
            "oldestEvent": oldest, "nextDue": next,
        ]
    }
}

extension LaneState {
    fileprivate var json: JSONObject {
        [
            "name": .string(name), "for": .string(purpose), "state": .string(activity.rawValue),
            "since": .string(since.iso8601), "until": .textOrNull(until?.iso8601),
            "pauseSeconds": pause.map { .integer($0) } ?? .null, "failures": .integer(failures),
            "reason": .textOrNull(reason),
        ]
    }
}

extension WorkBacklog.Messages {
    fileprivate var json: JSONObject {
        [
            "kind": .string(route.kind), "host": .textOrNull(route.host.isEmpty ? nil : route.host),
            "pending": .integer(pending), "failed": .integer(failed), "due": .textOrNull(due?.iso8601),
        ]
    }
}

extension Engine {
    /// All of it as of one commit, but the lanes, which are as of now.
    public func report() throws -> EngineReport {
        let now = store.clock.now
        return try store.read { reader in
            let due: [(EngineReport.Due.Kind, Instant?)] = [
                (.run, try reader.nextScheduledRun(after: now)), (.wait, try reader.nextWake(after: now)),
                (.message, try reader.outboxRoutes(dueAfter: now).map(\.due).min()),
            ]
            return EngineReport(
                now: now, lanes: lanes, backlog: try reader.workBacklog(at: now),
                nextDue: due.compactMap { kind, at in at.map { EngineReport.Due(at: $0, kind: kind) } }
                    .min { $0.at < $1.at })
        }
    }
}
