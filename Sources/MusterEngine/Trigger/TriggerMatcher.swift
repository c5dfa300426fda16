import MusterAudience
import MusterModel
import MusterRules
import MusterStore

/// Offers pending events to the active campaigns, in the order in which they were committed.
///
/// One call takes one chunk: matches the triggers' constraints, judges the filters on the data of
/// now, applies the qualification rule, inserts the entries and deletes the events, all in the
/// caller's transaction. A campaign that cannot be judged reacts to nothing and hinders nobody.
struct TriggerMatcher {
    let writer: StoreWriter
    let library: CampaignLibrary
    let moment: Moment
    let chunk: Int

    /// How many events of one person a chunk takes while others wait.
    static let share = 100

    struct Report {
        var events = 0
        var entered = 0
        /// Nothing is left to be matched.
        var isDrained = true
        /// People whose chain was cut, and the campaigns they did not enter.
        var cuts: [ChainCut] = []
        /// Campaigns that could not be judged, and why.
        var faults: [(campaign: SmartCampaignID, reason: String)] = []
        /// Events whose activity cannot be read; nobody reacts to them.
        var unreadable: [ActivityID] = []
    }

    private struct Candidate {
        let event: Int
        let campaign: Int
    }

    /// - Throws: `LoneFault` when a single event was to be matched and that failed.
    func match() throws -> Report {
        var report = Report()
        let events = try FairShare(limit: chunk, share: Self.share)
            .first(of: \.leadID) { busy, limit in try writer.reader.pendingEvents(except: busy, limit: limit) }
            .sorted { $0.activityID < $1.activityID }
        guard !events.isEmpty else { return report }
        report.events = events.count
        report.isDrained = events.count < chunk
        let index = try library.triggerIndex(reader: writer.reader, at: moment)
        try leaveOutUnreadable(events, &report)
        try LoneFault.telling(events) {
            try enter(try candidates(events, index, &report), events, index, &report)
        }
        try writer.removePendingEvents(events.map(\.activityID))
        if report.isDrained { try writer.forgetEndedChains(events[0].activityID.rawValue) }
        return report
    }

    /// A campaign that cannot be read back takes nobody in, which is kept as its fault.
    private func leaveOutUnreadable(_ events: [PendingEvent], _ report: inout Report) throws {
        for (campaign, types, cause) in try library.active(reader: writer.reader, at: moment).unreadable {
            let missed = events.count { types.contains($0.typeID) }
            guard missed > 0 else { continue }
            let reason = cause.excerpt(bytes: 500)
            try writer.recordTriggerFault(of: campaign, events: missed, reason: reason)
            report.faults.append((campaign, reason))
        }
    }

    /// By event, then by campaign in the order of the index.
    private func candidates(
        _ events: [PendingEvent], _ index: TriggerIndex, _ report: inout Report
    ) throws -> [Candidate] {
        var relative = RelativeTriggers(reader: writer.reader)
        var result: [Candidate] = []
        for (position, event) in events.enumerated() {
            let activity: NewActivity?
            do {
                activity = try event.activity(withAttributes: index.readsAttributes(event.typeID))
            } catch is StoredContentError {
                report.unreadable.append(event.activityID)
                continue
            }
            guard let activity else { continue }
            for found in index.candidates(for: activity) {
                if let last = result.last, last.event == position, last.campaign == found.campaign { continue }
                let definition = index.campaigns[found.campaign]
                let trigger = definition.triggers[found.trigger]
                guard
                    let trigger = trigger.holds(at: event.committedAt)
                        ? trigger : try relative.trigger(found.trigger, of: definition, at: event.committedAt),
                    trigger.fires(for: activity)
                else { continue }
                result.append(Candidate(event: position, campaign: found.campaign))
            }
        }
        return result
    }

    private func enter(
        _ candidates: [Candidate], _ events: [PendingEvent], _ index: TriggerIndex, _ report: inout Report
    ) throws {
        var judges = try judges(candidates, events, index, &report)
        var chains = try ChainGuard(events, reader: writer.reader)
        var entrances: [FlowEntrance] = []
        // Where the entries begin that the same event from outside makes.
        var siblings = 0
        var families: [Range<Int>] = []
        for (number, candidate) in candidates.enumerated() {
            let event = events[candidate.event]
            if number == 0 || candidates[number - 1].event != candidate.event { siblings = entrances.count }
            // Two events of one person are judged one after the other, so that `once` holds.
            guard let run = judges[candidate.campaign]?.run,
                judges[candidate.campaign]?.mayEnter(event, at: moment.instant) == true,
                chains.admits(event, siblings: entrances.count - siblings, to: run, at: moment.instant)
            else { continue }
            judges[candidate.campaign]?.entered(event.leadID, at: moment.instant)
            entrances.append(
                (
                    run.run.id, run.run.campaignID,
                    NewFlowEntry(
                        lead: event.leadID, place: judges[candidate.campaign]?.place, trigger: event.activityID,
                        contextID: event.contextID, cause: event.cause)
                ))
            if event.cause.chainID == nil, entrances.count - siblings == 2 {
                families.append(siblings..<entrances.count)
            } else if let last = families.last, last.lowerBound == siblings {
                families[families.count - 1] = siblings..<entrances.count
            }
        }
        try begin(families, &entrances, &chains)
        try writer.enter(entrances)
        try chains.save(writer)
        report.entered = entrances.count
        report.cuts = chains.cuts
    }

    /// Entries that one event from outside has made share a chain.
    private func begin(
        _ families: [Range<Int>], _ entrances: inout [FlowEntrance], _ chains: inout ChainGuard
    ) throws {
        guard !families.isEmpty else { return }
        let first = try writer.nextIDs(.flowEntry, count: families.count)
        for (offset, family) in families.enumerated() {
            let chain = first + Int64(offset)
            for member in family { entrances[member].entry.cause.chainID = chain }
            chains.set(chain, of: entrances[family.lowerBound].entry.leadID, to: family.count)
        }
    }

    /// Reads for each campaign what it takes to judge the people of the events.
    private func judges(
        _ candidates: [Candidate], _ events: [PendingEvent], _ index: TriggerIndex, _ report: inout Report
    ) throws -> [Int: TriggerJudge] {
        var judges: [Int: TriggerJudge] = [:]
        let groups = Dictionary(grouping: candidates, by: \.campaign)
        for (campaign, group) in groups.sorted(by: { $0.key < $1.key }) {
            let definition = index.campaigns[campaign]
            let leads = Set(group.map { events[$0.event].leadID }).sorted()
            do {
                judges[campaign] = try TriggerJudge(definition, leads, reader: writer.reader, at: moment)
            } catch is RuleError {
                // Has become invalid, such as through a list that was deleted.
            } catch {
                guard error.isLasting else { throw error }
                let reason = "\(error)".excerpt(bytes: 500)
                try writer.recordTriggerFault(of: definition.campaign.id, events: group.count, reason: reason)
                report.faults.append((definition.campaign.id, reason))
            }
        }
        return judges
    }
}

extension TriggerMatch {
    func fires(for activity: NewActivity) -> Bool {
        guard activity.typeID == ActivityType.requestCampaign.id else { return pattern.matches(activity) }
        // The index has found the campaign by the request's; what is left is whether it lists the source.
        guard let requestSources else { return true }
        let source = activity.attributes["Source"]?.text ?? ""
        return requestSources.contains { $0.caseFolded == source.caseFolded }
    }
}

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

/// Triggers with dates that count from the moment of the event, made anew where those at hand do not hold
/// for it.
struct RelativeTriggers {
    private let reader: StoreReader
    private var latest: [SmartCampaignID: (triggers: [TriggerMatch], at: Instant)] = [:]

    init(reader: StoreReader) { self.reader = reader }

    /// `nil` when the campaign's rules have become invalid.
    mutating func trigger(_ index: Int, of definition: CampaignDefinition, at instant: Instant) throws -> TriggerMatch?
    {
        let campaign = definition.campaign.id
        if let known = latest[campaign] {
            let trigger = known.triggers.indices.contains(index) ? known.triggers[index] : nil
            if known.at == instant || trigger?.holds(at: instant) == true { return trigger }
        }
        let triggers = try triggers(definition.rules, at: instant)
        latest[campaign] = (triggers, instant)
        return triggers.indices.contains(index) ? triggers[index] : nil
    }

    private func triggers(_ rules: RuleSet, at instant: Instant) throws -> [TriggerMatch] {
        let assets = StoreAssetDirectory(reader)
        let compiler = RuleCompiler(
            catalog: reader.ruleCatalog, assets: assets,
            moment: Moment(instant, in: reader.catalogs.settings.timeZone))
        do throws(RuleError) { return try compiler.triggers(rules) } catch {
            try assets.throwFaultOfTheStorage()
            return []
        }
    }
}

/// Cuts chains of campaigns that cause each other and would not come to an end.
///
/// A chain is what one event from outside, one waking from a wait or one start of a run causes for one
/// person, campaign after campaign. Depth alone does not end it: two branches at each level are more
/// than anybody counts.
struct ChainGuard {
    static let maximumDepth = 50
    static let maximumEntries = 500

    private var entries: [Int64: Int]
    private var leads: [Int64: LeadID] = [:]
    private(set) var cuts: [ChainCut] = []

    init(_ events: [PendingEvent], reader: StoreReader) throws {
        entries = try reader.chainEntries(Array(Set(events.compactMap(\.cause.chainID))))
    }

    /// Counts the entry that the event is to make, or cuts the chain there. `siblings` have been made by
    /// the same event from outside, which begins a chain and has none yet.
    mutating func admits(_ event: PendingEvent, siblings: Int, to run: RunRecord, at now: Instant) -> Bool {
        let made = event.cause.chainID.map { entries[$0] ?? 1 } ?? siblings
        guard event.cause.depth <= Self.maximumDepth, made < Self.maximumEntries else {
            cuts.append(
                ChainCut(
                    campaign: run.run.campaignID, run: run.run.id, lead: event.leadID,
                    chain: event.cause.chainID ?? 0, at: now, depth: event.cause.depth, entries: made))
            return false
        }
        if let chain = event.cause.chainID { set(chain, of: event.leadID, to: made + 1) }
        return true
    }

    /// A new chain that begins with several entries.
    mutating func set(_ chain: Int64, of lead: LeadID, to count: Int) {
        entries[chain] = count
        leads[chain] = lead
    }

    func save(_ writer: StoreWriter) throws {
        let changed = leads.sorted { $0.key < $1.key }
        try writer.setChainEntries(changed.map { ($0.key, $0.value, entries[$0.key] ?? 1) })
        try writer.record(cuts)
    }
}
