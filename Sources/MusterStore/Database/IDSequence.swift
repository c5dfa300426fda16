/// The kinds of things that are numbered, each on its own.
public enum IDSequence: String, Sendable, CaseIterable {
    case lead, activity, folder, program, staticList, smartList, smartCampaign, flow, rule, flowStep, flowChoice
    case email, campaignRun, flowEntry, outbox, tokenContext, channel, programMember, role, apiUser, flowOutcome
}

extension StoreWriter {
    /// Takes `count` consecutive ids and returns the first. Ids begin at 1 and are never used
    /// again, not even when the thing is deleted; a rolled back write gives its ids back.
    public func nextIDs(_ sequence: IDSequence, count: Int) throws -> Int64 {
        try rows.nextIDs(sequence, count: count)
    }
}

extension WriteConnection {
    func nextIDs(_ sequence: IDSequence, count: Int) throws -> Int64 {
        precondition(count >= 0, "a negative number of ids")
        let first = try first(
            """
            INSERT INTO sequence (name, next) VALUES (?, 1 + ?) ON CONFLICT (name) DO UPDATE \
            SET next = sequence.next + ? RETURNING next - ?
            """,
            [.text(sequence.rawValue), .int(Int64(count)), .int(Int64(count)), .int(Int64(count))]
        ) { $0.int(0) }
        guard let first else { throw StoreError(.other, "the sequence \(sequence.rawValue) gave no number") }
        return first
    }

    /// Leaves the ids up to and including `last` to things that are planted with fixed ids.
    func reserveIDs(_ sequence: IDSequence, through last: Int64) throws {
        try execute(
            """
            INSERT INTO sequence (name, next) VALUES (?, 1 + ?) ON CONFLICT (name) DO UPDATE \
            SET next = excluded.next WHERE excluded.next > sequence.next
            """, [.text(sequence.rawValue), .int(last)])
    }
}
