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

    /// Returns whether there was anything to do.
    func advance(_ record: RunRecord) throws -> Bool {
        let run = record.run
        guard let definition = try library.definition(run.campaignID, reader: writer.reader, at: moment) else {
            return try finishFront(record)
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
            return true
        }

        let executor = FlowExecutor(writer: writer, library: library, moment: moment)
        let outcome = try executor.pass(
            Cohort(
                run: run.id, definition: definition, step: step, entries: entries,
                runContextID: record.contextID))
        try writer.place(
            outcome.waiting.map { ($0.entry.id, route.waiting(behind: step, until: $0.until)) })
        try writer.leave(outcome.leaving.map(\.id))
        try writer.addToCounters(
            of: run.id,
            RunCounters(completed: outcome.leaving.count, skipped: outcome.skipped, failed: outcome.failed))
        try writer.moveFront(
            of: run.id, to: RunFront(version: front.version, position: front.position, lead: last.leadID))
        if entries.count < chunk { try nextStep(record) }
        return true
    }

    private func nextStep(_ record: RunRecord) throws {
        try writer.moveFront(
            of: record.run.id, to: RunFront(version: record.front.version, position: record.front.position + 1))
    }

    /// Takes the front over an edit of the flow. Those who have passed its step and those who have
    /// not stand in two places. Where the edit leaves anything else than one step between them, those
    /// who have passed go on by themselves.
    private func carry(_ record: RunRecord, along route: FlowRoute, _ definition: CampaignDefinition) throws -> Bool {
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
                if entries.count == chunk { return true }
            }
        }
        try writer.moveFront(of: run, to: carried)
        return true
    }

    /// Everyone still attached has reached the end.
    private func finishFront(_ record: RunRecord) throws -> Bool {
        let limit = chunk * 10
        let left = try writer.leaveAttached(of: record.run.id, limit: limit)
        try writer.addToCounters(of: record.run.id, RunCounters(completed: left))
        if left < limit { try writer.endFront(of: record.run.id) }
        return true
    }
}
