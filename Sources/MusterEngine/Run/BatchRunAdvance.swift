import MusterFlows
import MusterModel
import MusterStore

/// Moves the front of a batch run on by one chunk of people, or to the next step.
///
/// Step-major: everybody passes a step before anybody reaches the next one. People who meet a
/// wait get a place of their own and leave the front behind.
struct BatchRunAdvance {
    let writer: StoreWriter
    let library: CampaignLibrary
    let moment: Moment
    let chunk: Int
    var fault: StepFault?

    /// Returns how many people were taken a step further, or to the end.
    ///
    /// - Throws: `LoneFault` when a single person was to be taken and that failed.
    func advance(_ record: RunRecord) throws -> Int {
        let run = record.run
        // Aborted: whoever is still in it leaves.
        guard run.state == .running else { return try removePeople(record) }
        guard let definition = try library.definition(run.campaignID, reader: writer.reader, at: moment) else {
            return try removePeople(record)
        }
        let route = FlowRoute(definition)
        if record.front.version != route.version { return try carry(record, along: route, definition) }
        let front = record.front
        guard let step = route.step(at: front.position) else { return try finishFront(record) }
        let entries = try writer.reader.attachedEntries(of: run.id, after: front.lead, limit: chunk)
        guard let last = entries.last else {
            // Nobody at all before a step: whoever is left waits.
            if front.lead == 0 { return try finishFront(record) }
            try nextStep(record)
            return 0
        }

        let outcome = try LoneFault.telling(entries) { try pass(entries, at: step, definition, record) }
        try writer.place(
            outcome.waiting.map { ($0.entry.id, route.waiting(behind: step, until: $0.until)) })
        try writer.endPassages(outcome.leaving.map(\.id), of: run.id, as: .removed(by: step))
        try passFront(record, last.leadID)
        if entries.count < chunk { try nextStep(record) }
        return entries.count
    }

    /// Carries the next person past the step that failed for him.
    func blame(_ fault: LoneFault<FlowEntry>, _ record: RunRecord) throws {
        let definition = try library.definition(record.run.campaignID, reader: writer.reader, at: moment)
        // The flow has been edited meanwhile: he comes to another step, or to this one again.
        guard let route = definition.map(FlowRoute.init), route.version == record.front.version else { return }
        try FlowExecutor(writer: writer, library: library, moment: moment)
            .recordFailure(of: fault.subject, at: route.step(at: record.front.position), because: fault.cause)
        try passFront(record, fault.subject.leadID)
    }

    private func pass(
        _ entries: [FlowEntry], at step: CompiledStep, _ definition: CampaignDefinition, _ record: RunRecord
    ) throws -> CohortOutcome {
        try FlowExecutor(writer: writer, library: library, moment: moment, fault: fault).pass(
            Cohort(
                run: record.run.id, definition: definition, step: step, entries: entries,
                runContextID: record.contextID))
    }

    private func passFront(_ record: RunRecord, _ last: LeadID) throws {
        let front = record.front
        try writer.moveFront(
            of: record.run.id, to: RunFront(version: front.version, position: front.position, lead: last))
    }

    private func nextStep(_ record: RunRecord) throws {
        try writer.moveFront(
            of: record.run.id, to: RunFront(version: record.front.version, position: record.front.position + 1))
    }

    /// Takes the front over an edit of the flow. Those who have passed its step and those who have
    /// not stand in two places. Where the edit leaves anything else than one step between them, those
    /// who have passed go on by themselves.
    private func carry(_ record: RunRecord, along route: FlowRoute, _ definition: CampaignDefinition) throws -> Int {
        let (run, front, reader) = (record.run.id, record.front, writer.reader)
        let position = try route.position(front.position, of: front.version, reader: reader)
        var carried = RunFront(version: route.version, position: position)
        if front.lead > 0 {
            let passed = try route.position(front.position + 1, of: front.version, reader: reader)
            if passed == position + 1 {
                carried.lead = front.lead
            } else if passed != position {
                let entries = try reader.attachedEntries(of: run, upTo: front.lead, limit: chunk)
                let queuedAt = DetachedFlow.queuePosition(at: moment.instant, definition.priority)
                try writer.place(entries.map { ($0.id, route.ready(at: passed, queuedAt: queuedAt)) })
                if entries.count == chunk { return chunk }
            }
        }
        try writer.moveFront(of: run, to: carried)
        return 0
    }

    /// Everyone still attached has reached the end.
    private func finishFront(_ record: RunRecord) throws -> Int {
        let limit = chunk * 10
        let left = try writer.completeAttached(of: record.run.id, limit: limit)
        if left < limit { try writer.stopMoving(record.run.id) }
        return left
    }

    private func removePeople(_ record: RunRecord) throws -> Int {
        let (run, campaign) = (record.run.id, record.run.campaignID)
        let isDeleted = try writer.reader.smartCampaign(campaign) == nil
        let reason = isDeleted ? RunStop.campaignDeleted : RunStop.aborted
        let left = try writer.removeSome(of: run, because: reason, limit: chunk)
        if left == chunk { return left }
        if isDeleted, try writer.forgetSome(of: campaign, limit: chunk) { return chunk }
        try writer.stopMoving(run)
        return left
    }
}
