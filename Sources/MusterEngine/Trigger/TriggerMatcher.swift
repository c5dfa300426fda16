import MusterAudience
import MusterModel
import MusterRules
import MusterStore

/// Offers pending events to the active campaigns, in the order in which they were committed.
///
/// One call takes one chunk: matches the triggers' constraints, judges the filters on the data of
/// now, applies the qualification rule, inserts the entries and deletes the events, all in the
/// caller's transaction.
struct TriggerMatcher {
    let writer: StoreWriter
    let library: CampaignLibrary
    let moment: Moment
    let chunk: Int

    /// A chain of campaigns that cause each other is cut here.
    static let maximumDepth = 50

    struct Report {
        var events = 0
        var entered = 0
        /// Leads whose chain of events was cut, with the campaign they did not enter.
        var suspended: [(lead: LeadID, campaign: SmartCampaignID)] = []
    }

    private struct Candidate {
        let event: PendingEvent
        let campaign: Int
    }

    func match() throws -> Report {
        var report = Report()
        let events = try writer.reader.pendingEvents(limit: chunk)
        guard let last = events.last else { return report }
        try LoneFault.telling(events) { try match(events, &report) }
        try writer.removePendingEvents(through: last.activityID)
        return report
    }

    private func match(_ events: [PendingEvent], _ report: inout Report) throws {
        report.events = events.count
        let activities = try writer.reader.activities(events.map(\.activityID))
        let byID = Dictionary(activities.map { ($0.id, $0.content) }, uniquingKeysWith: { first, _ in first })
        let campaigns = try library.active(reader: writer.reader, at: moment)

        var candidates: [Candidate] = []
        for event in events {
            guard let activity = byID[event.activityID] else { continue }
            for (index, campaign) in campaigns.enumerated() where campaign.reacts(to: activity) {
                guard event.depth <= Self.maximumDepth else {
                    report.suspended.append((event.leadID, campaign.campaign.id))
                    continue
                }
                candidates.append(Candidate(event: event, campaign: index))
            }
        }
        report.entered = try enter(candidates, campaigns)
    }

    private func enter(_ candidates: [Candidate], _ campaigns: [CampaignDefinition]) throws -> Int {
        var entered = 0
        let byCampaign = Dictionary(grouping: candidates, by: \.campaign)
        for (index, group) in byCampaign.sorted(by: { $0.key < $1.key }) {
            let definition = campaigns[index]
            guard let run = try writer.reader.runningRun(of: definition.campaign.id),
                let first = definition.steps.first
            else { continue }
            let leads = Array(Set(group.map(\.event.leadID))).sorted()
            let filters = try writer.reader.ruleCompiler(at: moment).filters(definition.rules)
            let passing = Set(try writer.reader.leads(where: filters, among: leads))
            var lastEntry = try writer.reader.lastEntries(of: definition.campaign.id, among: leads)
            let place = FlowPlace.ready(
                for: first, queuedAt: DetachedFlow.queuePosition(at: moment.instant, definition.priority))
            var entries: [NewFlowEntry] = []
            // Two events of one person are judged one after the other, so that `once` holds.
            for candidate in group where passing.contains(candidate.event.leadID) {
                let event = candidate.event
                guard definition.campaign.mayEnter(lastEntry: lastEntry[event.leadID], at: moment.instant)
                else { continue }
                lastEntry[event.leadID] = moment.instant
                entries.append(
                    NewFlowEntry(
                        lead: event.leadID, place: place, trigger: event.activityID,
                        contextID: event.contextID, depth: event.depth))
            }
            try writer.enter(entries, run: run.run.id, campaign: definition.campaign.id)
            entered += entries.count
        }
        return entered
    }
}

extension CampaignDefinition {
    /// Whether one of the triggers fires for the activity. An active campaign that has become
    /// invalid reacts to nothing.
    func reacts(to activity: NewActivity) -> Bool {
        isValid
            && triggers.contains { trigger in
                guard trigger.pattern.typeID == activity.typeID else { return false }
                if activity.typeID == ActivityType.requestCampaign.id {
                    return activity.primaryID == campaign.id.rawValue && trigger.admits(activity)
                }
                return trigger.pattern.matches(activity)
            }
    }
}

extension TriggerMatch {
    /// Whether a request's source is one that the trigger lists.
    func admits(_ request: NewActivity) -> Bool {
        guard let requestSources else { return true }
        let source = request.attributes["Source"]?.text ?? ""
        return requestSources.contains { $0.caseFolded == source.caseFolded }
    }
}
