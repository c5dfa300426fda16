public import MusterModel

/// What became of one person at one step of a run, where it was not what the step is for. Whom a guard
/// against loops kept from entering is a `ChainCut`.
public struct FlowOutcome: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The step could not act on him.
        case failed
        /// The step does not apply to him, such as a mail to someone who opted out.
        case skipped
        /// He left the flow before its end.
        case removed
    }

    public let run: CampaignRunID
    public let lead: LeadID
    /// The passage.
    public let entry: Int64?
    public let step: FlowOutcomeStep?
    public let kind: Kind
    /// In words.
    public let reason: String

    public init(
        run: CampaignRunID, lead: LeadID, entry: Int64?, step: FlowOutcomeStep?, kind: Kind, reason: String
    ) {
        self.run = run
        self.lead = lead
        self.entry = entry
        self.step = step
        self.kind = kind
        self.reason = reason
    }
}

/// A step as it was named when somebody passed it; it may have been edited or removed since.
public struct FlowOutcomeStep: Sendable, Hashable {
    public let id: Int64
    /// Such as `Change Score`.
    public let name: String

    public init(id: Int64, name: String) {
        self.id = id
        self.name = name
    }
}

public struct RecordedOutcome: Sendable {
    /// Ascending in the order of recording.
    public let id: Int64
    public let outcome: FlowOutcome
    public let at: Instant
}

extension StoreReader {
    /// In the order of recording, from the first one behind `after`.
    public func outcomes(
        of run: CampaignRunID, _ kind: FlowOutcome.Kind, after: Int64 = 0, limit: Int
    ) throws -> [RecordedOutcome] {
        try connection.all(
            """
            SELECT id, lead_id, entry_id, step_id, step_name, reason, at FROM flow_outcome \
            WHERE run_id = ? AND outcome = ? AND id > ? ORDER BY id LIMIT ?
            """, [.id(run), .text(kind.rawValue), .int(after), .int(Int64(limit))]
        ) { row in
            RecordedOutcome(
                id: row.int(0),
                outcome: FlowOutcome(
                    run: run, lead: LeadID(row.int(1)), entry: row.intOrNil(2),
                    step: row.intOrNil(3).map { FlowOutcomeStep(id: $0, name: row.text(4)) }, kind: kind,
                    reason: row.text(5)), at: row.instant(6))
        }
    }
}

extension StoreWriter {
    /// Reasons of more bytes than this are cut: one person's outcome is a line.
    private static let longestReason = 500

    public func record(_ outcomes: [FlowOutcome]) throws {
        guard !outcomes.isEmpty else { return }
        let first = try nextIDs(.flowOutcome, count: outcomes.count)
        let now = now.milliseconds
        try write(
            .detail,
            """
            INSERT INTO flow_outcome (id, run_id, lead_id, entry_id, step_id, step_name, outcome, reason, at) \
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, count: outcomes.count
        ) { binder, index in
            let outcome = outcomes[index]
            binder.bind(first + Int64(index))
            binder.bind(outcome.run.rawValue)
            binder.bind(outcome.lead.rawValue)
            binder.bind(optional: outcome.entry)
            binder.bind(optional: outcome.step?.id)
            binder.bind(optional: outcome.step?.name)
            binder.bind(outcome.kind.rawValue)
            binder.bind(outcome.reason.excerpt(bytes: Self.longestReason))
            binder.bind(now)
        }
    }
}
