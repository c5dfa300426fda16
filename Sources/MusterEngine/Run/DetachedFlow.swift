import MusterFlows
import MusterModel
import MusterStore

/// Takes people with a place of their own through their next steps: those whom triggers brought
/// in, and those who have woken from a wait.
struct DetachedFlow {
    let writer: StoreWriter
    let library: CampaignLibrary
    let moment: Moment
    let chunk: Int

    /// An item gains one class for every ten minutes it waits, so that low priority cannot starve.
    static let ageing: Int64 = 10 * 60 * 1000

    /// Puts people whose wait is over into the queue; returns whether there were any.
    func wake() throws -> Bool {
        let entries = try writer.reader.entriesToWake(at: moment.instant, limit: chunk)
        var places: [(id: Int64, place: FlowPlace)] = []
        for entry in entries {
            let definition = try library.definition(entry.campaignID, reader: writer.reader, at: moment)
            var place = entry.place
            place.isWaiting = false
            place.dueAt = Self.queuePosition(at: entry.place.dueAt, definition?.priority ?? .low)
            places.append((entry.id, place))
        }
        try writer.place(places)
        return !entries.isEmpty
    }

    static func queuePosition(at instant: Instant, _ priority: StepPriority) -> Instant {
        let classesBehind: Int64 =
            switch priority {
            case .high: 0
            case .medium: 1
            case .low: 2
            }
        return instant.adding(milliseconds: classesBehind * ageing)
    }

    /// Executes one step for the first people of the queue; returns whether there were any.
    ///
    /// Nobody takes two steps in one call: a step's effects are committed before its successor.
    func advance() throws -> Bool {
        let ready = try writer.reader.readyEntries(limit: chunk)
        guard !ready.isEmpty else { return false }
        for group in try groups(of: ready) { try advance(group) }
        return true
    }

    private struct Group {
        let run: RunRecord
        let definition: CampaignDefinition?
        /// `nil` at the end of the flow.
        let step: CompiledStep?
        var entries: [FlowEntry]
    }

    /// People at the same step of the same run, groups in the order of their first member.
    private func groups(of entries: [FlowEntry]) throws -> [Group] {
        struct Key: Hashable {
            let run: CampaignRunID
            let step: Int64?
        }
        var groups: [Group] = []
        var index: [Key: Int] = [:]
        var runs: [CampaignRunID: RunRecord] = [:]
        // One person, one step at a time: a second entry of the same person stays in the queue,
        // so that its decision sees what the first one has changed.
        var taken: Set<LeadID> = []
        for entry in entries where taken.insert(entry.leadID).inserted {
            if runs[entry.runID] == nil { runs[entry.runID] = try writer.reader.run(entry.runID) }
            guard let run = runs[entry.runID] else { continue }
            let definition = try library.definition(entry.campaignID, reader: writer.reader, at: moment)
            let step = definition.flatMap { FlowRoute(steps: $0.steps).step(at: entry.place) }
            let key = Key(run: entry.runID, step: step?.id)
            if let known = index[key] {
                groups[known].entries.append(entry)
            } else {
                index[key] = groups.count
                groups.append(Group(run: run, definition: definition, step: step, entries: [entry]))
            }
        }
        return groups
    }

    private func advance(_ group: Group) throws {
        let id = group.run.run.id
        guard let definition = group.definition, let step = group.step else {
            try writer.leave(group.entries.map(\.id))
            return try writer.addToCounters(of: id, RunCounters(completed: group.entries.count))
        }
        let executor = FlowExecutor(writer: writer, library: library, moment: moment)
        let outcome = try executor.pass(
            Cohort(
                run: id, definition: definition, step: step, entries: group.entries,
                runContextID: group.run.contextID))
        let next = FlowRoute(steps: definition.steps).step(after: step)
        var leaving = outcome.leaving
        if let next {
            try writer.place(
                outcome.proceeding.map { ($0.id, .ready(for: next, queuedAt: $0.place.dueAt)) })
        } else {
            leaving += outcome.proceeding
        }
        try writer.place(
            outcome.waiting.map { ($0.entry.id, .waiting(at: step, next: next, until: $0.until)) })
        try writer.leave(leaving.map(\.id))
        try writer.addToCounters(
            of: id, RunCounters(completed: leaving.count, skipped: outcome.skipped, failed: outcome.failed))
    }
}
