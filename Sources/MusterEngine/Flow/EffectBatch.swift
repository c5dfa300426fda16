import MusterFlows
import MusterModel
import MusterRules
import MusterStore

/// The effects of one step on a whole cohort, gathered so that each kind is written in bulk.
///
/// Activities keep the order of the people. Memberships are resolved by the write path, which
/// knows who really was added or removed.
struct EffectBatch {
    private var fields: [LeadField: [(lead: LeadID, old: FieldValue, new: FieldValue)]] = [:]
    /// Why the step changes values; the same for everyone.
    private var reason: String?
    private var activities: [NewActivity] = []
    private var additions: [StaticListID: (name: String, entries: [FlowEntry])] = [:]
    private var removals: [StaticListID: (name: String, entries: [FlowEntry])] = [:]
    private var messages = OutboxBatch()
    /// `nil` as a key is every campaign.
    private var flowRemovals: [SmartCampaignID?: [FlowEntry]] = [:]

    mutating func add(
        _ effects: [StepEffect], for entry: FlowEntry, at step: CompiledStep, in version: Int, to writer: StoreWriter
    ) throws {
        for effect in effects {
            switch effect {
            case .setField(let field, let old, let new, let activity):
                fields[field, default: []].append((entry.leadID, old, new))
                reason = reason ?? activity.attributes["Reason"]?.text
                activities.append(activity)
            case .addToList(let list, let name):
                additions[list, default: (name, [])].entries.append(entry)
            case .removeFromList(let list, let name):
                removals[list, default: (name, [])].entries.append(entry)
            case .log(let activity):
                activities.append(activity)
            case .send(let message, let activity):
                activities.append(activity)
                // One send per passage and step, whatever is tried again. Within a version of the flow
                // everybody only moves forward; an edit that puts a step behind somebody's place once
                // more begins another, and the send there is another message.
                try messages.add(
                    NewOutboxEntry(
                        idempotencyKey: "\(message.kind):\(entry.runID):\(step.id):\(entry.id):\(version)",
                        kind: message.kind, lead: entry.leadID, payload: message.payload), to: writer)
            case .requestCampaign(_, let activity):
                activities.append(activity)
            case .removeFromFlow(let campaign):
                flowRemovals[campaign ?? entry.campaignID, default: []].append(entry)
            case .removeFromAllFlows:
                flowRemovals[nil, default: []].append(entry)
            }
        }
    }

    /// Writes everything; returns the cohort's own entries that a removal from flow ended.
    mutating func apply(to writer: StoreWriter, cohort: Cohort) throws -> Set<Int64> {
        // Nobody is in a cohort twice.
        let causes = writer.catalogs.listenedTypes.isEmpty ? .outside : EventCauses(cohort.entries)
        var origin = ChangeOrigin(
            source: RequestSource.flowAction, campaign: cohort.definition.campaign.id, causes: causes)
        // What the step did is logged before what followed from it.
        try writer.append(activities, causes: causes)
        origin.reason = reason
        for (field, changes) in fields.sorted(by: { $0.key.id < $1.key.id }) {
            try writer.setField(field, changes, origin: origin)
        }
        for (list, change) in additions.sorted(by: { $0.key < $1.key }) {
            try writer.addMembers(change.entries.map(\.leadID), to: list, listName: change.name, origin: origin)
        }
        for (list, change) in removals.sorted(by: { $0.key < $1.key }) {
            try writer.removeMembers(change.entries.map(\.leadID), from: list, listName: change.name, origin: origin)
        }
        try messages.flush(to: writer)
        return try removeFromFlows(writer, cohort: cohort)
    }

    private func removeFromFlows(_ writer: StoreWriter, cohort: Cohort) throws -> Set<Int64> {
        var ended: Set<Int64> = []
        if flowRemovals.isEmpty { return ended }
        let own = Dictionary(grouping: cohort.entries, by: \.leadID)
        for (campaign, entries) in flowRemovals.sorted(by: { ($0.key?.rawValue ?? 0) < ($1.key?.rawValue ?? 0) }) {
            let leads = entries.map(\.leadID)
            // The executor itself ends the passage that executes the step.
            let executing = Set(entries.map(\.id))
            let reason = "taken out by smart campaign '\(cohort.definition.facts.qualifiedName)'"
            try writer.removeFromFlow(leads, of: campaign, because: reason, keeping: executing)
            guard campaign == nil || campaign == cohort.definition.campaign.id else { continue }
            for lead in leads {
                for entry in own[lead] ?? [] where !executing.contains(entry.id) { ended.insert(entry.id) }
            }
        }
        return ended
    }
}
