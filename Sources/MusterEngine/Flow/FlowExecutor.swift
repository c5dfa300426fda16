import MusterAudience
import MusterFlows
import MusterModel
import MusterRules
import MusterStore

/// Takes a cohort through one step: chooses, decides, applies, logs.
///
/// Everything happens inside the caller's transaction, together with the people's new places.
/// Reads are a few queries per cohort, never one per person; decisions are pure.
struct FlowExecutor {
    let writer: StoreWriter
    let library: CampaignLibrary
    let moment: Moment
    var fault: StepFault?

    /// Counts and records those on whom the step has not acted.
    ///
    /// What is wrong with one person while deciding fails that person. Any other error is thrown, and
    /// nothing of the cohort may then be committed.
    func pass(_ cohort: Cohort) throws -> CohortOutcome {
        var outcome = CohortOutcome()
        let reader = writer.reader
        let context = try CohortContext(cohort, library: library, reader: reader, moment: moment)
        let found = try reader.leads(cohort.entries.map(\.leadID), fields: context.fields(for: cohort.step))
        let leads = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let present = cohort.entries.filter { leads[$0.leadID] != nil }
        outcome.leaving = cohort.entries.filter { leads[$0.leadID] == nil }
        let choices = try choose(cohort.step, for: present)
        var reach = try EmailReach(cohort, reader: reader, moment: moment)
        var effects = EffectBatch()

        for entry in present {
            guard let choice = choices.taken[entry.leadID], let lead = leads[entry.leadID], let action = choice.action
            else {
                if let problem = choices.problem(of: entry.leadID) { outcome.failed.append((entry, problem)) }
                outcome.proceeding.append(entry)
                continue
            }
            do { try fault?(.deciding, lead.id, cohort.step.name) } catch let error where error.isLasting {
                outcome.failed.append((entry, "\(error)"))
                outcome.proceeding.append(entry)
                continue
            }
            let decision = action.decide(
                reach.facts(of: lead, at: choice), context.context(for: entry, choice: choice))
            reach.note(decision, of: lead, at: choice)
            try effects.add(
                decision.effects, for: entry, at: cohort.step, in: cohort.definition.campaign.flowVersion, to: writer)
            outcome.record(decision, for: entry)
        }
        for entry in present { try fault?(.applying, entry.leadID, cohort.step.name) }
        outcome.remove(try effects.apply(to: writer, cohort: cohort))
        try record(outcome, cohort)
        return outcome
    }

    private struct Choices {
        var taken: [LeadID: CompiledChoice] = [:]
        /// Who came to a condition that cannot be judged, and why it cannot.
        var undecidable: [LeadID: String] = [:]

        func problem(of lead: LeadID) -> String? { undecidable[lead] ?? taken[lead]?.problem }
    }

    /// The first choice whose condition holds for each person, top down, else the default.
    private func choose(_ step: CompiledStep, for entries: [FlowEntry]) throws -> Choices {
        var choices = Choices()
        choices.taken.reserveCapacity(entries.count)
        var undecided = entries.map(\.leadID)
        let judge = Audience.judge(writer.reader, at: moment)
        for choice in step.choices where !undecided.isEmpty {
            guard let condition = choice.condition else {
                for lead in undecided { choices.taken[lead] = choice }
                break
            }
            let matching: Set<LeadID>
            do { matching = try judge.leads(undecided, whoMeet: condition) } catch let error as RuleError {
                // It has become invalid, such as by the deletion of a list. What is right for those
                // who come to it nobody knows; the default is for those for whom it does not hold.
                for lead in undecided { choices.undecidable[lead] = "choice \(choice.number): \(error)" }
                break
            }
            for lead in matching { choices.taken[lead] = choice }
            undecided.removeAll { matching.contains($0) }
        }
        return choices
    }

    private func record(_ outcome: CohortOutcome, _ cohort: Cohort) throws {
        func outcomes(
            _ kind: FlowOutcome.Kind, _ people: [(entry: FlowEntry, reason: String)]
        ) -> [FlowOutcome] {
            people.map { person in
                FlowOutcome(
                    run: cohort.run, lead: person.entry.leadID, entry: person.entry.id, step: cohort.step.outcomeStep,
                    kind: kind, reason: person.reason)
            }
        }
        try writer.record(outcomes(.failed, outcome.failed) + outcomes(.skipped, outcome.skipped))
        try writer.addToCounters(
            of: cohort.run, RunCounters(skipped: outcome.skipped.count, failed: outcome.failed.count))
    }

    /// Carries one person past a step that fails for him in a way that spoils the whole cohort.
    func recordFailure(of entry: FlowEntry, at step: CompiledStep?, because cause: any Error) throws {
        try writer.record([
            FlowOutcome(
                run: entry.runID, lead: entry.leadID, entry: entry.id, step: step?.outcomeStep, kind: .failed,
                reason: "\(cause)")
        ])
        try writer.addToCounters(of: entry.runID, RunCounters(failed: 1))
    }
}

extension CompiledStep {
    fileprivate var outcomeStep: FlowOutcomeStep { FlowOutcomeStep(id: id, name: name) }
}

extension PassageEnd {
    /// Of those whom a step lets leave the flow.
    static func removed(by step: CompiledStep) -> PassageEnd {
        .removed(because: "left by this step", by: step.outcomeStep)
    }
}

extension CohortOutcome {
    mutating func record(_ decision: StepDecision, for entry: FlowEntry) {
        switch decision.outcome {
        case .done: break
        case .skipped(let reason): skipped.append((entry, reason))
        case .failed(let reason): failed.append((entry, reason))
        }
        switch decision.next {
        case .proceed: proceeding.append(entry)
        case .wait(let until): waiting.append((entry, until))
        case .leave: leaving.append(entry)
        }
    }

    /// People another effect of the same step took out of this flow are on no list any more.
    mutating func remove(_ removed: Set<Int64>) {
        guard !removed.isEmpty else { return }
        proceeding.removeAll { removed.contains($0.id) }
        waiting.removeAll { removed.contains($0.entry.id) }
        leaving.removeAll { removed.contains($0.id) }
    }
}

/// Who of a cohort has had enough e-mail, and which addresses the step has already written to.
struct EmailReach {
    private let overLimit: Set<LeadID>
    private let isBatch: Bool
    /// Leads of this run whose address got the mail of the same choice through another lead, in
    /// an earlier chunk.
    private let served: [Int: Set<LeadID>]
    private var addresses: Set<ServedAddress> = []

    private struct ServedAddress: Hashable {
        let choice: Int
        let address: String
    }

    init(_ cohort: Cohort, reader: StoreReader, moment: Moment) throws {
        let sending = cohort.step.choices.compactMap { choice in
            (choice.action as? SendEmailStep).map { (number: choice.number, email: $0.emailID) }
        }
        isBatch = !cohort.definition.isTrigger
        let leads = cohort.entries.map(\.leadID)
        let limited = !sending.isEmpty && cohort.definition.campaign.isCommunicationLimitEnabled
        overLimit = limited ? try Self.overLimit(leads, reader: reader, moment: moment) : []
        var served: [Int: Set<LeadID>] = [:]
        for choice in sending where isBatch {
            served[choice.number] = try reader.leadsServed(
                run: cohort.run, step: cohort.step.id, choice: choice.number, email: choice.email, among: leads)
        }
        self.served = served
    }

    func facts(of lead: Lead, at choice: CompiledChoice) -> StepFacts {
        StepFacts(
            lead: lead, limitReached: overLimit.contains(lead.id),
            isDuplicateAddress: isBatch
                && (served[choice.number]?.contains(lead.id) == true
                    || !addresses.isEmpty && addresses.contains(address(of: lead, at: choice)))
        )
    }

    /// Only in batch runs an address gets a choice's mail once: the lead with the lowest id.
    /// - Source: community accounts; triggers are documented nowhere to do so.
    mutating func note(_ decision: StepDecision, of lead: Lead, at choice: CompiledChoice) {
        let sends = decision.effects.contains { if case .send = $0 { true } else { false } }
        if isBatch, sends { addresses.insert(address(of: lead, at: choice)) }
    }

    private func address(of lead: Lead, at choice: CompiledChoice) -> ServedAddress {
        ServedAddress(choice: choice.number, address: lead[.email].recordedText.trimmingBlanks.caseFolded)
    }

    /// Non-operational sends of any origin count: per calendar day of the subscription's zone, and
    /// over the last 168 hours.
    /// - Source: product docs, "Enable Communication Limits"; that operational mails are not
    ///   counted is a champion's account, and the rolling window our choice.
    private static func overLimit(
        _ leads: [LeadID], reader: StoreReader, moment: Moment
    ) throws -> Set<LeadID> {
        let limits = reader.catalogs.settings.communicationLimits
        let windows: [(limit: Int?, since: Instant)] = [
            (limits.perDay, moment.timeZone.startOfDay(moment.today)),
            (limits.per7Days, moment.instant.adding(seconds: -7 * 86_400)),
        ]
        var over: Set<LeadID> = []
        for case (let limit?, let since) in windows {
            for (lead, count) in try reader.countedSends(to: leads, since: since) where count >= limit {
                over.insert(lead)
            }
        }
        return over
    }
}
