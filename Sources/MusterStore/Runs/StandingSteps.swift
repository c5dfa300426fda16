public import MusterModel

/// At which steps of a campaign's flow people stand, whatever version of it their places were written in.
///
/// The one way of saying so, for those in the flow and for those who leave it. Where they go on is another
/// question: an edit that takes a wait out leaves whoever waits in it there until he wakes.
public struct StandingSteps {
    private struct Old: Hashable {
        let version: Int
        let position: Int
    }
    /// Of the flow as it is now.
    public private(set) var steps: [FlowStep] = []
    private var versions: [FlowVersion] = []
    private var carried: [Old: Int?] = [:]

    /// - Parameter oldest: the first version that is asked for.
    public init(of campaign: SmartCampaignID, from oldest: Int, reader: StoreReader) throws {
        // A flow that cannot be read back hinders nobody from leaving it.
        do { try read(campaign, from: oldest, reader) } catch let error where !(error is StoreError) {
            (steps, versions) = ([], [])
        }
    }

    private mutating func read(_ id: SmartCampaignID, from oldest: Int, _ reader: StoreReader) throws {
        guard let campaign = try reader.smartCampaign(id) else { return }
        steps = campaign.flow.steps
        if oldest < campaign.flowVersion {
            versions = try reader.replacedFlowVersions(of: campaign.id, from: oldest)
        }
        versions.append(FlowVersion(number: campaign.flowVersion, stepIDs: steps.map(\.id)))
    }

    /// The wait that somebody is in, else the step that he would take next; `nil` at the end of the flow,
    /// and when the campaign or that version of its flow is no more.
    public mutating func step(at place: FlowPlace) -> FlowOutcomeStep? {
        if place.isWaiting { return wait(at: place) }
        let old = Old(version: place.version, position: place.position)
        let position = carried[old] ?? versions.lastPosition(of: old.position, in: old.version)
        carried[old] = .some(position)
        guard let position, steps.indices.contains(position) else { return nil }
        return FlowOutcomeStep(id: steps[position].id, name: steps[position].name)
    }

    /// He stays in it wherever edits have put it, and when they have taken it out. Versions keep no names of
    /// steps, but nobody waits in any other kind.
    private func wait(at place: FlowPlace) -> FlowOutcomeStep? {
        guard let version = versions.first(where: { $0.number == place.version }),
            version.stepIDs.indices.contains(place.stepIndex)
        else { return nil }
        return FlowOutcomeStep(id: version.stepIDs[place.stepIndex], name: "Wait")
    }
}

extension StoreReader {
    /// People of a run who are about to leave it, with the step at which each stands, by ascending entry.
    /// - Parameter step: that of all of them, where it is known.
    func leaving(
        _ entries: [Int64], _ run: CampaignRunID, by step: FlowOutcomeStep?
    ) throws -> [(entry: Int64, lead: LeadID, step: FlowOutcomeStep?)] {
        let people = try connection.all(
            """
            SELECT e.id, e.lead_id, e.is_detached, e.flow_version, e.step_index, e.wake_at, e.is_waiting, \
            r.front_version, r.front_step_index, r.front_lead_id, r.campaign_id \
            FROM flow_entry e JOIN campaign_run r ON r.id = e.run_id \
            WHERE \(connection.dialect.isOneOf("e.id", jsonArray: "?")) AND e.run_id = ? ORDER BY e.id
            """, [.ints(entries), .id(run)]
        ) { row in
            let lead = LeadID(row.int(1))
            let front = RunFront(version: Int(row.int(7)), position: Int(row.int(8)), lead: LeadID(row.int(9)))
            let own = FlowPlace(
                version: Int(row.int(3)), position: Int(row.int(4)), dueAt: row.instant(5), isWaiting: row.flag(6))
            return (
                entry: row.int(0), lead: lead, place: row.flag(2) ? own : front.place(of: lead),
                campaign: SmartCampaignID(row.int(10))
            )
        }
        guard step == nil, let campaign = people.first?.campaign, let oldest = people.map(\.place.version).min() else {
            return people.map { ($0.entry, $0.lead, step) }
        }
        var steps = try StandingSteps(of: campaign, from: oldest, reader: self)
        return people.map { ($0.entry, $0.lead, steps.step(at: $0.place)) }
    }
}

extension RunFront {
    /// Of somebody who moves with it.
    public func place(of lead: LeadID) -> FlowPlace {
        FlowPlace(
            version: version, position: position + (lead <= self.lead ? 1 : 0), dueAt: Instant(seconds: 0),
            isWaiting: false)
    }
}
