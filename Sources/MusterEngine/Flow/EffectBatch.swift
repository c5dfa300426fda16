import MusterModel
import MusterStore

/// The effects of one step on a whole cohort, gathered so that each kind is written in bulk.
///
/// Activities keep the order of the people. Memberships are resolved by the write path, which
/// knows who really was added or removed.
struct EffectBatch {
    private var fields: [LeadField: [(entry: FlowEntry, old: FieldValue, new: FieldValue)]] = [:]
    /// Why the step changes values; the same for everyone.
    private var reason: String?
    private var activities: [(entry: FlowEntry, activity: NewActivity)] = []
    private var additions: [StaticListID: (name: String, entries: [FlowEntry])] = [:]
    private var removals: [StaticListID: (name: String, entries: [FlowEntry])] = [:]
    private var messages: [NewOutboxEntry] = []
    /// `nil` as a key is every campaign.
    private var flowRemovals: [SmartCampaignID?: [FlowEntry]] = [:]

    mutating func add(_ effects: [StepEffect], for entry: FlowEntry, step: CompiledStep) {
        for effect in effects {
            switch effect {
            case .setField(let field, let old, let new, let activity):
                fields[field, default: []].append((entry, old, new))
                reason = reason ?? activity.attributes["Reason"]?.text
                activities.append((entry, activity))
            case .addToList(let list, let name):
                additions[list, default: (name, [])].entries.append(entry)
            case .removeFromList(let list, let name):
                removals[list, default: (name, [])].entries.append(entry)
            case .log(let activity):
                activities.append((entry, activity))
            case .send(let message, let activity):
                activities.append((entry, activity))
                // One send per passage and step, whatever is tried again.
                messages.append(
                    NewOutboxEntry(
                        idempotencyKey: "\(message.kind):\(entry.runID):\(step.id):\(entry.id)",
                        kind: message.kind, lead: entry.leadID, payload: message.payload))
            case .requestCampaign(_, let activity):
                activities.append((entry, activity))
            case .removeFromFlow(let campaign):
                flowRemovals[campaign ?? entry.campaignID, default: []].append(entry)
            case .removeFromAllFlows:
                flowRemovals[nil, default: []].append(entry)
            }
        }
    }

    /// Writes everything; returns the cohort's own entries that a removal from flow ended.
    func apply(to writer: StoreWriter, cohort: Cohort) throws -> Set<Int64> {
        // What the step did is logged before what followed from it.
        for (depth, group) in Self.byDepth(activities, \.entry.depth) {
            try writer.append(group.map(\.activity), depth: depth + 1)
        }
        for (field, changes) in fields.sorted(by: { $0.key.id < $1.key.id }) {
            for (depth, group) in Self.byDepth(changes, \.entry.depth) {
                var origin = origin(cohort, depth)
                origin.reason = reason
                try writer.setField(field, group.map { ($0.entry.leadID, $0.old, $0.new) }, origin: origin)
            }
        }
        for (list, change) in additions.sorted(by: { $0.key < $1.key }) {
            for (depth, group) in Self.byDepth(change.entries, \.depth) {
                _ = try writer.addMembers(
                    group.map(\.leadID), to: list, listName: change.name, origin: origin(cohort, depth))
            }
        }
        for (list, change) in removals.sorted(by: { $0.key < $1.key }) {
            for (depth, group) in Self.byDepth(change.entries, \.depth) {
                _ = try writer.removeMembers(
                    group.map(\.leadID), from: list, listName: change.name, origin: origin(cohort, depth))
            }
        }
        try writer.enqueue(messages)
        return try removeFromFlows(writer, cohort: cohort)
    }

    private func removeFromFlows(_ writer: StoreWriter, cohort: Cohort) throws -> Set<Int64> {
        var ended: Set<Int64> = []
        let own = Dictionary(grouping: cohort.entries, by: \.leadID)
        for (campaign, entries) in flowRemovals.sorted(by: { ($0.key?.rawValue ?? 0) < ($1.key?.rawValue ?? 0) }) {
            let leads = entries.map(\.leadID)
            // The executor itself ends the passage that executes the step.
            let executing = Set(entries.map(\.id))
            try writer.removeFromFlow(leads, of: campaign, keeping: executing)
            guard campaign == nil || campaign == cohort.definition.campaign.id else { continue }
            for lead in leads {
                for entry in own[lead] ?? [] where !executing.contains(entry.id) { ended.insert(entry.id) }
            }
        }
        return ended
    }

    private func origin(_ cohort: Cohort, _ depth: Int) -> ChangeOrigin {
        ChangeOrigin(
            source: RequestSource.flowAction, campaign: cohort.definition.campaign.id, depth: depth + 1)
    }

    /// Nearly always one group: the people of a batch run have no depth.
    private static func byDepth<Element>(
        _ elements: [Element], _ depth: (Element) -> Int
    ) -> [(Int, [Element])] {
        guard let first = elements.first.map(depth) else { return [] }
        if elements.allSatisfy({ depth($0) == first }) { return [(first, elements)] }
        return Dictionary(grouping: elements, by: depth).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
