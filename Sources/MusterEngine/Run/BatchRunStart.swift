import MusterAudience
import MusterModel
import MusterRules
import MusterStore

/// Begins a run that has fallen due: evaluates the list once, applies the qualification rule and
/// the member limit, and puts everyone before the first step.
struct BatchRunStart {
    let writer: StoreWriter
    let library: CampaignLibrary
    let moment: Moment

    /// Why the run did not start, or how many people entered.
    enum Verdict: Equatable {
        case started(qualified: Int)
        case failed(String)
    }

    func start(_ record: RunRecord) throws -> Verdict {
        let id = record.run.id
        guard let definition = try library.definition(record.run.campaignID, reader: writer.reader, at: moment)
        else { return try fail(id, "the campaign has been deleted") }
        if let problem = definition.ruleProblems.first {
            return try fail(id, "the smart list is invalid: \(problem)")
        }
        if let problem = definition.flowProblems.first { return try fail(id, "the flow is invalid: \(problem)") }
        guard !definition.isTrigger else { return try fail(id, "the campaign has triggers now") }
        guard !definition.rules.filters.isEmpty else { return try fail(id, "the smart list has no filters") }
        guard let first = definition.steps.first else { return try fail(id, "the flow has no steps") }

        let qualified = try Audience.judge(writer.reader, at: moment).everyone(
            whoMeets: definition.rules, and: definition.campaign.mayEnter(at: moment.instant)
        ).leads(after: 0)
        if let limit = definition.campaign.maxMembers, qualified.count > limit {
            return try fail(id, "\(qualified.count) people qualify, which is more than the limit of \(limit)")
        }
        try writer.startRun(id, front: RunFront(stepID: first.id, stepIndex: 0))
        try writer.enter(
            qualified.map { NewFlowEntry(lead: $0) }, run: id, campaign: definition.campaign.id)
        return .started(qualified: qualified.count)
    }

    private func fail(_ id: CampaignRunID, _ reason: String) throws -> Verdict {
        try writer.endRun(id, state: .failed, failure: reason)
        return .failed(reason)
    }
}

extension SmartCampaign {
    /// The qualification rule as a test of one person.
    func mayEnter(at now: Instant) -> Predicate {
        switch qualification {
        case .any: .always
        case .once: .not(.inCampaign([id], at: nil))
        case .interval: .not(.inCampaign([id], at: .instantWithin(.after(lastEntryAllowing(now)))))
        }
    }

    /// The same rule for a person whose last entry is known; `nil` is no entry ever.
    func mayEnter(lastEntry: Instant?, at now: Instant) -> Bool {
        guard let lastEntry else { return true }
        switch qualification {
        case .any: return true
        case .once: return false
        case .interval: return lastEntry <= lastEntryAllowing(now)
        }
    }

    private func lastEntryAllowing(_ now: Instant) -> Instant {
        guard case .interval(let count, let unit) = qualification else { return now }
        return now.adding(seconds: -Int64(count) * Int64(unit.hours) * 3600)
    }
}
