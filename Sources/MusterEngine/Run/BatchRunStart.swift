import MusterAudience
import MusterModel
import MusterStore

/// Lets the people enter who were found for a batch run, a chunk a transaction, and puts them before the
/// first step. The run takes its first step when the last of them has entered.
///
/// Who enters is judged as of the transaction in which he does. Whoever comes to qualify behind the place
/// that the start has reached, or was created after it began, does not enter.
struct BatchRunStart {
    let writer: StoreWriter
    /// People a transaction.
    let chunk: Int

    enum Verdict {
        /// The run is running; `rest` is who has yet to enter.
        case started(qualified: Int, rest: PreparedStart?)
        case failed(String)
        /// The run was cancelled, or its campaign deleted.
        case withdrawn
        /// Nothing was done: commits have touched more people since than may be judged again here.
        case behind
        /// Commits have been faster than the evaluation: it has to be repeated, and from now on they are
        /// kept for it.
        case outdated
    }

    /// Marks the run as running and lets the first people enter; ends it when there are more than may.
    func begin(_ prepared: PreparedStart) throws -> Verdict {
        let (terms, reader) = (prepared.terms, writer.reader)
        // One that was moved to a later time is found again when that has come.
        guard let record = try reader.run(terms.run), record.run.state == .scheduled,
            record.run.scheduledAt <= terms.moment.instant
        else { return .withdrawn }
        guard let campaign = try reader.smartCampaign(terms.campaign.id) else { return .withdrawn }
        var prepared = prepared
        let qualified: Int
        switch try prepared.selection.count(reader, within: chunk) {
        case .known(let count): qualified = count
        case .behind: return .behind
        case .lost:
            try writer.begin(keepingCommits(for: prepared))
            return .outdated
        }
        if let limit = terms.campaign.maxMembers, qualified > limit {
            return try refuse(record, "\(qualified) people qualify, which is more than the limit of \(limit)")
        }
        try writer.startRun(
            terms.run, front: RunFront(version: campaign.flowVersion, position: 0), at: terms.moment.instant)
        try RecurringRuns(writer: writer).catchUp(record, at: terms.moment.instant)
        // Nothing has been committed since they were counted: it is known who may.
        _ = try enter(&prepared)
        let isOver = prepared.selection.isEmpty
        if isOver { try writer.endStart(of: terms.run) } else { try writer.begin(prepared.stored()) }
        return .started(qualified: qualified, rest: isOver ? nil : prepared)
    }

    /// Lets the next people enter a run that has begun.
    func proceed(_ prepared: PreparedStart) throws -> Verdict {
        let run = prepared.terms.run
        guard try writer.reader.enteredThrough(run) == prepared.selection.takenThrough else { return .withdrawn }
        var prepared = prepared
        let entered: Int
        switch try enter(&prepared) {
        case .known(let count): entered = count
        case .behind: return .behind
        case .lost:
            try writer.move(keepingCommits(for: prepared))
            return .outdated
        }
        if prepared.selection.isEmpty { try writer.endStart(of: run) } else { try writer.move(prepared.stored()) }
        return .started(qualified: entered, rest: prepared.selection.isEmpty ? nil : prepared)
    }

    /// Ends a run that has not begun.
    func refuse(_ record: RunRecord, _ reason: String) throws -> Verdict {
        try writer.endRun(record.run.id, state: .failed, failure: reason)
        try RecurringRuns(writer: writer).catchUp(record, at: writer.now)
        return .failed(reason)
    }

    /// Returns how many entered.
    private func enter(_ prepared: inout PreparedStart) throws -> Selection.Answer<Int> {
        let (run, campaign) = (prepared.terms.run, prepared.terms.campaign.id)
        let leads: [LeadID]
        switch try prepared.selection.next(chunk, writer.reader, within: chunk) {
        case .known(let next): leads = next
        case .behind: return .behind
        case .lost: return .lost
        }
        // Somebody may be there already in the place of a person who was merged into him.
        let there = try writer.reader.inFlow(of: run, among: leads)
        let entering = leads.filter { !there.contains($0) }
        try writer.enter(
            entering.map { NewFlowEntry(lead: $0) }, run: run, campaign: campaign, at: prepared.terms.moment.instant)
        return .known(entering.count)
    }

    private func keepingCommits(for prepared: PreparedStart) -> RunStart {
        var start = prepared.stored()
        start.judgedAt = writer.reader.position.commit
        return start
    }
}
