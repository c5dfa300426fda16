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

    /// Returns whether there was anything to do.
    func advance(_ record: RunRecord) throws -> Bool {
        let run = record.run
        guard let definition = try library.definition(run.campaignID, reader: writer.reader, at: moment) else {
            return try finishFront(record)
        }
        let route = FlowRoute(steps: definition.steps)
        guard let step = route.step(at: record.front) else { return try finishFront(record) }
        // A step that took the place of a removed one has been passed by nobody yet.
        let passed = step.id == record.front.stepID ? record.front.lead : 0
        let entries = try writer.reader.attachedEntries(of: run.id, after: passed, limit: chunk)
        guard let last = entries.last else {
            try nextStep(after: step, route, record)
            return true
        }

        let executor = FlowExecutor(writer: writer, library: library, moment: moment)
        let outcome = try executor.pass(
            Cohort(
                run: run.id, definition: definition, step: step, entries: entries,
                runContextID: record.contextID))
        let next = route.step(after: step)
        try writer.place(
            outcome.waiting.map { ($0.entry.id, .waiting(at: step, next: next, until: $0.until)) })
        try writer.leave(outcome.leaving.map(\.id))
        try writer.addToCounters(
            of: run.id,
            RunCounters(completed: outcome.leaving.count, skipped: outcome.skipped, failed: outcome.failed))
        try writer.moveFront(
            of: run.id, to: RunFront(stepID: step.id, stepIndex: step.index, lead: last.leadID))
        if entries.count < chunk { try nextStep(after: step, route, record) }
        return true
    }

    private func nextStep(after step: CompiledStep, _ route: FlowRoute, _ record: RunRecord) throws {
        let next = route.step(after: step)
        try writer.moveFront(
            of: record.run.id, to: RunFront(stepID: next?.id, stepIndex: next?.index ?? route.steps.count))
    }

    /// Everyone still attached has reached the end.
    private func finishFront(_ record: RunRecord) throws -> Bool {
        let left = try writer.leaveAttached(of: record.run.id, limit: chunk * 10)
        try writer.addToCounters(of: record.run.id, RunCounters(completed: left))
        return left > 0
    }
}
