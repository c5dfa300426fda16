/// What became of people in a run, as one may ask for them. Who completed it is only counted.
public enum RunOutcome: String, Sendable, CaseIterable {
    /// Stands before a step, or waits.
    case inFlow
    /// A step could not act on him; he went on.
    case failed
    /// A step did not apply to him; he went on.
    case skipped
    /// Left the flow before its end.
    case removed
    /// A guard against loops kept him from entering.
    case cut
}

/// One person of a run with what became of him. Somebody at whom two steps failed is two of these.
public struct RunPerson: Sendable, Hashable {
    public struct Step: Sendable, Hashable {
        /// Its place in the flow as it is now, from 1; `nil` when an edit has taken it out.
        public let number: Int?
        /// Such as `Change Score`.
        public let kind: String

        public init(number: Int?, kind: String) {
            self.number = number
            self.kind = kind
        }
    }

    public let leadID: LeadID
    public let outcome: RunOutcome
    /// At which it happened; in the flow, and for whom something else than a step has taken out of it, the
    /// one he waits in or stands before. `nil` where there is none.
    public var step: Step?
    /// When it happened; in the flow, when he entered.
    public let at: Instant
    /// When his wait ends; `nil` for all others.
    public var until: Instant?
    /// In words; `nil` for those in the flow.
    public var reason: String?

    public init(
        leadID: LeadID, outcome: RunOutcome, step: Step? = nil, at: Instant, until: Instant? = nil,
        reason: String? = nil
    ) {
        self.leadID = leadID
        self.outcome = outcome
        self.step = step
        self.at = at
        self.until = until
        self.reason = reason
    }

    /// As the API and the command line show it.
    public var json: JSONObject {
        let step: JSONValue =
            step.map {
                ["number": $0.number.map { .integer($0) } ?? .null, "kind": .string($0.kind)]
            } ?? .null
        return [
            "leadId": .integer(leadID.rawValue), "outcome": .string(outcome.rawValue), "step": step,
            "at": .string(at.iso8601), "until": .textOrNull(until?.iso8601), "reason": .textOrNull(reason),
        ]
    }
}
