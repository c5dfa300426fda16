import MusterModel
import MusterStore

/// Takes people with a place of their own through their next steps: those whom triggers brought
/// in, and those who have woken from a wait.
struct DetachedFlow {
    let writer: StoreWriter
    let library: CampaignLibrary
    let moment: Moment
    let chunk: Int
    var fault: StepFault?

    /// An item gains one class for every ten minutes it waits, so that low priority cannot starve.
    static let ageing: Int64 = 10 * 60 * 1000

    /// Puts people whose wait is over into the queue; returns whether there were any.
    func wake() throws -> Bool {
        let entries = try writer.reader.entriesToWake(at: moment.instant, limit: chunk)
        var places: [(id: Int64, place: FlowPlace)] = []
        for entry in entries {
            var place = entry.place
            place.isWaiting = false
            place.dueAt = Self.queuePosition(at: entry.place.dueAt, try priority(of: entry.campaignID))
            places.append((entry.id, place))
        }
        try writer.place(places)
        return !entries.isEmpty
    }

    /// That of a campaign that cannot be read is low: it must not keep the others from waking.
    private func priority(of campaign: SmartCampaignID) throws -> StepPriority {
        do {
            return try library.definition(campaign, reader: writer.reader, at: moment)?.priority ?? .low
        } catch let error where error.isLasting { return .low }
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

    /// Executes one step for the first people of the queue; returns how many there were.
    ///
    /// Nobody takes two steps in one call: a step's effects are committed before its successor.
    /// - Throws: `LoneFault` when a single person was to be taken and that failed.
    func advance() throws -> Int {
        let ready = try writer.reader.readyEntries(limit: chunk)
        try LoneFault.telling(ready) { for group in try groups(of: ready) { try advance(group) } }
        return ready.count
    }

    /// Carries one person past the step that failed for him; out of a flow that cannot be read.
    func blame(_ fault: LoneFault<FlowEntry>) throws {
        let entry = fault.subject
        let executor = FlowExecutor(writer: writer, library: library, moment: moment)
        let definition: CampaignDefinition?
        do { definition = try library.definition(entry.campaignID, reader: writer.reader, at: moment) } catch
            where error.isLasting
        { definition = nil }
        let route = FlowRoute(steps: definition?.steps ?? [])
        let step = route.step(at: entry.place)
        try executor.recordFailure(of: entry, at: step, because: fault.cause)
        if let next = step.flatMap(route.step(after:)) {
            try writer.place([(entry.id, .ready(for: next, queuedAt: entry.place.dueAt))])
        } else {
            try writer.endPassages([entry.id], of: entry.runID, as: definition == nil ? .removed : .completed)
        }
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
        let ids = group.entries.map(\.id)
        // The run was aborted, or the campaign deleted.
        guard group.run.run.state == .running, let definition = group.definition else {
            return try writer.endPassages(ids, of: id, as: .removed)
        }
        guard let step = group.step else { return try writer.endPassages(ids, of: id, as: .completed) }
        let executor = FlowExecutor(writer: writer, library: library, moment: moment, fault: fault)
        let outcome = try executor.pass(
            Cohort(
                run: id, definition: definition, step: step, entries: group.entries,
                runContextID: group.run.contextID))
        let next = FlowRoute(steps: definition.steps).step(after: step)
        if let next {
            try writer.place(
                outcome.proceeding.map { ($0.id, .ready(for: next, queuedAt: $0.place.dueAt)) })
        } else {
            try writer.endPassages(outcome.proceeding.map(\.id), of: id, as: .completed)
        }
        try writer.place(
            outcome.waiting.map { ($0.entry.id, .waiting(at: step, next: next, until: $0.until)) })
        try writer.endPassages(outcome.leaving.map(\.id), of: id, as: .removed)
    }
}
