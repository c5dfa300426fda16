import MusterAudience
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
            guard let choice = choices[entry.leadID], let lead = leads[entry.leadID], let action = choice.action else {
                if choices[entry.leadID]?.problem != nil { outcome.failed += 1 }
                outcome.proceeding.append(entry)
                continue
            }
            let decision = action.decide(
                reach.facts(of: lead, at: choice), context.context(for: entry, choice: choice))
            reach.note(decision, of: lead, at: choice)
            effects.add(decision.effects, for: entry, step: cohort.step)
            outcome.record(decision, for: entry)
        }
        outcome.remove(try effects.apply(to: writer, cohort: cohort))
        return outcome
    }

    /// The first choice whose condition holds for each person, top down, else the default.
    private func choose(_ step: CompiledStep, for entries: [FlowEntry]) throws -> [LeadID: CompiledChoice] {
        var chosen: [LeadID: CompiledChoice] = [:]
        chosen.reserveCapacity(entries.count)
        var undecided = entries.map(\.leadID)
        let judge = Audience.judge(writer.reader, at: moment)
        for choice in step.choices where !undecided.isEmpty {
            guard let condition = choice.condition else {
                for lead in undecided { chosen[lead] = choice }
                break
            }
            let matching: Set<LeadID>
            do { matching = try judge.leads(undecided, whoMeet: condition) } catch is RuleError {
                // A condition that has become invalid (a deleted list) holds for nobody.
                continue
            }
            for lead in matching { chosen[lead] = choice }
            undecided.removeAll { matching.contains($0) }
        }
        return chosen
    }
}

extension CohortOutcome {
    mutating func record(_ decision: StepDecision, for entry: FlowEntry) {
        switch decision.outcome {
        case .done: break
        case .skipped: skipped += 1
        case .failed: failed += 1
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
