import MusterFlows
import MusterModel
import MusterStore

/// Takes people with a place of their own through their next steps: those whom triggers brought
/// in, and those who have woken from a wait.
struct DetachedFlow {
    let writer: StoreWriter
    let library: CampaignLibrary
    let moment: Moment
    /// Steps a call takes at most.
    let chunk: Int
    /// Events that are matched between two steps at most.
    var eventChunk = 1_000
    var fault: StepFault?

    /// An item gains one class for every ten minutes it waits, so that low priority cannot starve.
    static let ageing: Int64 = 10 * 60 * 1000
    /// Steps one person takes in a call at most, one after the other.
    static let rounds = 32

    struct Report {
        /// How many were taken.
        var steps = 0
        /// Of what the steps have caused.
        var matched = TriggerMatcher.Report()
    }

    /// Puts people whose wait is over into the queue; returns whether there were any.
    func wake() throws -> Bool {
        let entries = try writer.reader.entriesToWake(at: moment.instant, limit: chunk)
        var places = FlowPlaces(library: library, reader: writer.reader, moment: moment)
        try writer.wake(try entries.map { ($0.id, try placeInQueue(of: $0, &places)) })
        return !entries.isEmpty
    }

    /// That of a campaign that cannot be read is low: it must not keep the others from waking.
    private func priority(of campaign: SmartCampaignID) throws -> StepPriority {
        do {
            return try library.definition(campaign, reader: writer.reader, at: moment)?.priority ?? .low
        } catch let error where error.isLasting { return .low }
    }

    /// Whose place cannot be carried into the flow as it is now keeps nobody else from waking: what is
    /// wrong with him is found when his turn comes.
    private func placeInQueue(of entry: FlowEntry, _ places: inout FlowPlaces) throws -> FlowPlace {
        var place = entry.place
        var priority = StepPriority.low
        do {
            place = try places.current(entry)
            priority = try places.definition(entry.campaignID)?.priority ?? .low
        } catch let error where error.isLasting {}
        place.isWaiting = false
        place.dueAt = Self.queuePosition(at: entry.place.dueAt, priority)
        return place
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

    /// Executes one step for the first people of the queue, then the next one of those who have more to
    /// do, and so on.
    ///
    /// One person takes one step at a time, over all campaigns and in the order in which he entered
    /// them. What a step causes is offered to the triggers before the next, unless too much is pending.
    /// - Throws: `LoneFault` when a single step was to be taken and that failed.
    func advance() throws -> Report {
        var report = Report()
        var lines = try lines()
        // A step alone may be looked at for what is wrong with it: its events are another's business.
        let isAlone = chunk == 1
        var isDrained = try !isAlone && !writer.reader.hasPendingEvents()
        for round in 0..<Self.rounds where !lines.isEmpty && report.steps < chunk {
            let left = chunk - report.steps
            let heads = round == 0 ? lines.compactMap(\.first) : try present(lines.prefix(left).compactMap(\.first))
            let staying = try isAlone ? LoneFault.telling(heads) { try takeStep(heads) } : takeStep(heads)
            report.steps += heads.count
            lines = lines.compactMap { line in
                let rest = line.first.map { staying.contains($0.id) } == true ? line : line.dropFirst()
                return rest.isEmpty ? nil : rest
            }
            guard isDrained, try writer.reader.hasPendingEvents() else { continue }
            let matched = try TriggerMatcher(writer: writer, library: library, moment: moment, chunk: eventChunk)
                .match()
            isDrained = matched.isDrained
            report.matched.add(matched)
        }
        return report
    }

    /// Carries one person past the step that failed for him; out of a flow in which he has no place
    /// any more.
    func blame(_ fault: LoneFault<FlowEntry>) throws {
        let entry = fault.subject
        var places = FlowPlaces(library: library, reader: writer.reader, moment: moment)
        var route: FlowRoute?
        var position = 0
        do {
            route = try places.definition(entry.campaignID).map(FlowRoute.init)
            position = try places.current(entry).position
        } catch let error where error.isLasting { route = nil }
        try FlowExecutor(writer: writer, library: library, moment: moment)
            .recordFailure(of: entry, at: route?.step(at: position), because: fault.cause)
        if let route, route.step(at: position + 1) != nil {
            try writer.place([(entry.id, route.ready(at: position + 1, queuedAt: entry.place.dueAt))])
        } else {
            try writer.endPassages(
                [entry.id], of: entry.runID,
                as: route == nil ? .removed(because: "has no place in the flow any more") : .completed)
        }
    }

    /// The people at the head of the queue, each with the entries that go on one after the other.
    private func lines() throws -> [ArraySlice<FlowEntry>] {
        let reader = writer.reader
        var entries = try FairShare(limit: chunk, share: Self.rounds)
            .first(of: \.leadID) { busy, limit in try reader.readyEntries(limit: limit, except: busy) }
        if entries.count >= chunk, let last = entries.map(\.place.dueAt).max() {
            // Entered before, into a campaign of a lower class.
            let leads = Set(entries.map(\.leadID)).sorted()
            entries += try reader.readyEntries(of: leads, behind: last, limit: chunk)
        }
        var order: [LeadID] = []
        var lines: [LeadID: [FlowEntry]] = [:]
        for entry in entries {
            if lines[entry.leadID] == nil { order.append(entry.leadID) }
            lines[entry.leadID, default: []].append(entry)
        }
        return order.compactMap { lead in lines[lead].map { $0.sorted { $0.id < $1.id }[...] } }
    }

    /// The entries as they are after the steps before: some may have been ended.
    private func present(_ entries: [FlowEntry]) throws -> [FlowEntry] {
        let now = try writer.reader.flowEntries(entries.map(\.id)).filter { !$0.place.isWaiting }
        let byID = Dictionary(now.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return entries.compactMap { byID[$0.id] }
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
        var places = FlowPlaces(library: library, reader: writer.reader, moment: moment)
        for entry in entries {
            if runs[entry.runID] == nil { runs[entry.runID] = try writer.reader.run(entry.runID) }
            guard let run = runs[entry.runID] else { continue }
            let definition = try places.definition(entry.campaignID)
            // Whoever only leaves has no place to be looked up: the flow may have been edited since.
            let step =
                run.run.state == .running
                ? try definition.flatMap { FlowRoute($0).step(at: try places.current(entry).position) } : nil
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

    /// Returns the entries that go on to another step at once.
    private func takeStep(_ entries: [FlowEntry]) throws -> Set<Int64> {
        var staying: Set<Int64> = []
        for group in try groups(of: entries) { staying.formUnion(try advance(group)) }
        return staying
    }

    private func advance(_ group: Group) throws -> [Int64] {
        let id = group.run.run.id
        let ids = group.entries.map(\.id)
        // The run was aborted, or the campaign deleted.
        guard group.run.run.state == .running, let definition = group.definition else {
            let reason = group.definition == nil ? RunStop.campaignDeleted : RunStop.aborted
            try writer.endPassages(ids, of: id, as: .removed(because: reason))
            return []
        }
        guard let step = group.step else {
            try writer.endPassages(ids, of: id, as: .completed)
            return []
        }
        let executor = FlowExecutor(writer: writer, library: library, moment: moment, fault: fault)
        let outcome = try executor.pass(
            Cohort(
                run: id, definition: definition, step: step, entries: group.entries,
                runContextID: group.run.contextID))
        let route = FlowRoute(definition)
        let isLast = route.step(at: step.index + 1) == nil
        let staying = isLast ? [] : outcome.proceeding
        try writer.place(
            staying.map { ($0.id, route.ready(at: step.index + 1, queuedAt: $0.place.dueAt)) }
                + outcome.waiting.map { ($0.entry.id, route.waiting(behind: step, until: $0.until)) })
        if isLast { try writer.endPassages(outcome.proceeding.map(\.id), of: id, as: .completed) }
        try writer.endPassages(outcome.leaving.map(\.id), of: id, as: .removed(by: step))
        return staying.map(\.id)
    }
}

extension TriggerMatcher.Report {
    mutating func add(_ other: TriggerMatcher.Report) {
        events += other.events
        entered += other.entered
        isDrained = other.isDrained
        cuts += other.cuts
        faults += other.faults
        unreadable += other.unreadable
    }
}

/// Takes the first of a queue, but of one person no more than a share while others wait, so that ten
/// thousand events of somebody delay nobody else.
struct FairShare {
    let limit: Int
    let share: Int

    /// - Parameter read: the first of the queue without the given people, at most as many as told.
    /// - Returns: for each person the first of the queue; the order between people is the caller's.
    func first<Item>(
        of lead: (Item) -> LeadID, reading read: (_ except: [LeadID], _ limit: Int) throws -> [Item]
    ) throws -> [Item] {
        var taken: [Item] = []
        var busy: [LeadID] = []
        while true {
            let room = limit - taken.count
            let items = try read(busy, room)
            guard items.count == room else { return taken + items }
            let counts = items.reduce(into: [LeadID: Int]()) { $0[lead($1), default: 0] += 1 }
            let crowding = counts.filter { $0.value > share }.map(\.key).sorted()
            guard !crowding.isEmpty else { return taken + items }
            var left = Dictionary(uniqueKeysWithValues: crowding.map { ($0, share) })
            for item in items {
                guard let count = left[lead(item)], count > 0 else { continue }
                left[lead(item)] = count - 1
                taken.append(item)
            }
            busy += crowding
        }
    }
}
