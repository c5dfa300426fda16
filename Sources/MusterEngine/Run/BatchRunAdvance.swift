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
        let definition = try library.definition(run.campaignID, reader: writer.reader, at: moment)
        guard let definition else { return try removePeople(record) }
        let route = FlowRoute(steps: definition.steps)
        guard let step = route.step(at: record.front) else { return try finishFront(record) }
        let entries = try writer.reader.attachedEntries(of: run.id, after: passed(step, record), limit: chunk)
        guard let last = entries.last else {
            try nextStep(after: step, route, record)
            return 0
        }

        let outcome = try LoneFault.telling(entries) { try pass(entries, at: step, definition, record) }
        let next = route.step(after: step)
        try writer.place(
            outcome.waiting.map { ($0.entry.id, .waiting(at: step, next: next, until: $0.until)) })
        try writer.endPassages(outcome.leaving.map(\.id), of: run.id, as: .removed)
        try writer.moveFront(
            of: run.id, to: RunFront(stepID: step.id, stepIndex: step.index, lead: last.leadID))
        if entries.count < chunk { try nextStep(after: step, route, record) }
        return entries.count
    }

    /// Carries the next person past the step that failed for him. A flow that cannot even be read
    /// ends the run.
    func blame(_ fault: LoneFault<FlowEntry>, _ record: RunRecord) throws {
        guard let definition = try library.definition(record.run.campaignID, reader: writer.reader, at: moment),
            let step = FlowRoute(steps: definition.steps).step(at: record.front)
        else { return }
        try FlowExecutor(writer: writer, library: library, moment: moment)
            .recordFailure(of: fault.subject, at: step, because: fault.cause)
        try writer.moveFront(
            of: record.run.id, to: RunFront(stepID: step.id, stepIndex: step.index, lead: fault.subject.leadID))
    }

    /// A step that took the place of a removed one has been passed by nobody yet.
    private func passed(_ step: CompiledStep, _ record: RunRecord) -> LeadID {
        step.id == record.front.stepID ? record.front.lead : 0
    }

    private func pass(
        _ entries: [FlowEntry], at step: CompiledStep, _ definition: CampaignDefinition, _ record: RunRecord
    ) throws -> CohortOutcome {
        try FlowExecutor(writer: writer, library: library, moment: moment, fault: fault).pass(
            Cohort(
                run: record.run.id, definition: definition, step: step, entries: entries,
                runContextID: record.contextID))
    }

    private func nextStep(after step: CompiledStep, _ route: FlowRoute, _ record: RunRecord) throws {
        let next = route.step(after: step)
        let isDeserted = try writer.reader.attachedEntries(of: record.run.id, after: 0, limit: 1).isEmpty
        if isDeserted { return try writer.stopMoving(record.run.id) }
        try writer.moveFront(
            of: record.run.id, to: RunFront(stepID: next?.id, stepIndex: next?.index ?? route.steps.count))
    }

    /// Everyone still attached has reached the end.
    private func finishFront(_ record: RunRecord) throws -> Int {
        let limit = chunk * 10
        let left = try writer.completeAttached(of: record.run.id, limit: limit)
        if left < limit { try writer.stopMoving(record.run.id) }
        return left
    }

    private func removePeople(_ record: RunRecord) throws -> Int {
        let limit = chunk * 10
        let left = try writer.removeSome(of: record.run.id, limit: limit)
        if left < limit { try writer.stopMoving(record.run.id) }
        return left
    }
}
