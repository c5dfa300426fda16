import MusterAudience
import MusterModel
import MusterRules
import MusterStore

/// Who may enter a batch run, as it was said when the run fell due: later edits of the campaign count
/// for later runs.
struct BatchRunTerms: Sendable {
    let run: CampaignRunID
    /// With the qualification rule that counts for the run.
    let campaign: SmartCampaign
    let rules: RuleSet
    /// The run's: relative dates and the qualification rule count from it, however long it takes.
    let moment: Moment

    /// Why a run does not start.
    struct Refusal: Error, Equatable {
        let reason: String
        init(_ reason: String) { self.reason = reason }
    }

    /// Of a run that is to begin now.
    /// - Throws: `Refusal`, or a fault of the storage.
    init(_ record: RunRecord, library: CampaignLibrary, reader: StoreReader, at moment: Moment) throws {
        guard let definition = try library.definition(record.run.campaignID, reader: reader, at: moment)
        else { throw Refusal("the campaign has been deleted") }
        if let problem = definition.ruleProblems.first { throw Refusal("the smart list is invalid: \(problem)") }
        if let problem = definition.flowProblems.first { throw Refusal("the flow is invalid: \(problem)") }
        guard !definition.isTrigger else { throw Refusal("the campaign has triggers now") }
        guard !definition.rules.filters.isEmpty else { throw Refusal("the smart list has no filters") }
        guard !definition.steps.isEmpty else { throw Refusal("the flow has no steps") }
        run = record.run.id
        campaign = definition.campaign
        rules = definition.rules
        self.moment = moment
    }

    /// Of a run that has begun.
    /// - Throws: `Refusal`, or a fault of the storage.
    init(_ start: RunStart, of record: RunRecord, reader: StoreReader) throws {
        guard var campaign = try reader.smartCampaign(record.run.campaignID) else {
            throw Refusal("the campaign has been deleted")
        }
        campaign.qualification = start.qualification
        run = start.run
        self.campaign = campaign
        rules = start.rules
        moment = Moment(record.run.startedAt ?? record.run.scheduledAt, in: reader.catalogs.settings.timeZone)
    }

    /// Evaluates the list and the qualification rule, beside everything else that goes on.
    /// - Throws: `Refusal` for what would not be different another time, or a fault of the storage.
    func prepare(_ audience: Audience, resuming start: RunStart? = nil) async throws -> PreparedStart {
        do {
            let selection = try await audience.select(
                rules, and: campaign.mayEnter(at: moment.instant), at: moment, after: start?.enteredThrough ?? 0,
                through: start?.lastLead, since: start?.judgedAt)
            return PreparedStart(terms: self, selection: selection)
        } catch let error as RuleError {
            throw Refusal("the smart list is invalid: \(error)")
        } catch let error as StoreError where error.code == .timedOut || error.code == .tooLarge {
            throw Refusal("the smart list cannot be evaluated: \(error.message)")
        }
    }
}

/// A run for which it is known who may enter, and some or all of them have yet to.
struct PreparedStart: Sendable {
    let terms: BatchRunTerms
    var selection: Selection

    /// What there has to be to go on after the process has died.
    func stored() -> RunStart {
        RunStart(
            run: terms.run, enteredThrough: selection.takenThrough, lastLead: selection.lastLead,
            judgedAt: selection.asOf, rules: terms.rules, qualification: terms.campaign.qualification)
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
