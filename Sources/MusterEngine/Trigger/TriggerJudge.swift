import MusterAudience
import MusterModel
import MusterRules
import MusterStore

/// Whether people whom a campaign's triggers have found may enter it: the filters on the data of now,
/// and the qualification rule.
struct TriggerJudge {
    let run: RunRecord
    /// Before the first step.
    let place: FlowPlace
    private let campaign: SmartCampaign
    private let passing: Set<LeadID>
    private var lastEntries: [LeadID: Instant]

    /// `nil` when nobody can enter: no run is open, or the flow has no steps.
    init?(_ definition: CampaignDefinition, _ leads: [LeadID], reader: StoreReader, at moment: Moment) throws {
        guard let run = try reader.runningRun(of: definition.campaign.id), !definition.steps.isEmpty else { return nil }
        self.run = run
        campaign = definition.campaign
        place = FlowRoute(definition).ready(
            at: 0, queuedAt: DetachedFlow.queuePosition(at: moment.instant, definition.priority))
        passing = try Audience.judge(reader, at: moment).leads(leads, whoMeet: definition.rules)
        lastEntries =
            campaign.qualification == .any ? [:] : try reader.lastEntries(of: definition.campaign.id, among: leads)
    }

    /// What happened before the activation brings nobody in.
    func mayEnter(_ event: PendingEvent, at now: Instant) -> Bool {
        event.activityID > run.afterActivityID && passing.contains(event.leadID)
            && campaign.mayEnter(lastEntry: lastEntries[event.leadID], at: now)
    }

    mutating func entered(_ lead: LeadID, at now: Instant) {
        if campaign.qualification != .any { lastEntries[lead] = now }
    }
}

/// Triggers with dates that count from the moment of the event, made anew for each such moment.
struct RelativeTriggers {
    private struct Key: Hashable {
        let campaign: SmartCampaignID
        let at: Instant
    }
    private let reader: StoreReader
    private var known: [Key: [TriggerMatch]] = [:]

    init(reader: StoreReader) { self.reader = reader }

    /// `nil` when the campaign's rules have become invalid.
    mutating func trigger(_ index: Int, of definition: CampaignDefinition, at instant: Instant) throws -> TriggerMatch?
    {
        let key = Key(campaign: definition.campaign.id, at: instant)
        if known[key] == nil {
            let assets = StoreAssetDirectory(reader)
            let compiler = RuleCompiler(
                catalog: reader.ruleCatalog, assets: assets,
                moment: Moment(instant, in: reader.catalogs.settings.timeZone))
            do throws(RuleError) { known[key] = try compiler.triggers(definition.rules) } catch {
                try assets.throwFaultOfTheStorage()
                known[key] = []
            }
        }
        return known[key].flatMap { $0.indices.contains(index) ? $0[index] : nil }
    }
}
