import MusterAudience
public import MusterFlows
public import MusterModel
public import MusterRules
public import MusterStore
import Synchronization

/// Campaign definitions, read once and kept until a commit touches what they are made of.
///
/// Kept under the number that the snapshot itself carries, and not at all when they were read inside a
/// transaction that has changed assets: so nobody can be given a definition of another state than the
/// one he reads.
public final class CampaignLibrary: Sendable {
    private struct State {
        /// `StorePosition.definitions` of everything below.
        var version: CommitNumber = -1
        var definitions: [SmartCampaignID: CampaignDefinition] = [:]
        var active: ActiveCampaigns?
        var triggers: TriggerIndex?
        var requestable: Set<SmartCampaignID>?
    }
    private let state = Mutex(State())

    public init() {}

    /// `nil` when there is no such campaign.
    public func definition(
        _ id: SmartCampaignID, reader: StoreReader, at moment: Moment
    ) throws -> CampaignDefinition? {
        try kept(reader, { $0.definitions[id] }) {
            try CampaignDefinition.load(id, reader: reader, at: moment)
        } keep: {
            $0.definitions[id] = $1
        }
    }

    /// Active trigger campaigns. One that cannot be read back is told apart: it hinders no other.
    func active(reader: StoreReader, at moment: Moment) throws -> ActiveCampaigns {
        try kept(reader, \.active) {
            var active = ActiveCampaigns()
            for id in try reader.activeTriggerCampaignIDs() {
                do {
                    if let definition = try definition(id, reader: reader, at: moment) {
                        active.definitions.append(definition)
                    }
                } catch let error where error.isLasting {
                    active.unreadable.append((id, try reader.listenedTypes(of: id), "\(error)"))
                }
            }
            active.definitions.sort { ($1.priority, $0.campaign.id) < ($0.priority, $1.campaign.id) }
            return active
        } keep: {
            $0.active = $1
        } ?? ActiveCampaigns()
    }

    /// The triggers of active campaigns, by what they ask of an event.
    func triggerIndex(reader: StoreReader, at moment: Moment) throws -> TriggerIndex {
        try kept(reader, \.triggers) {
            TriggerIndex(try active(reader: reader, at: moment).definitions)
        } keep: {
            $0.triggers = $1
        } ?? TriggerIndex([])
    }

    /// Campaigns that a flow step may request.
    public func requestable(reader: StoreReader, at moment: Moment) throws -> Set<SmartCampaignID> {
        try kept(reader, \.requestable) {
            Set(
                try active(reader: reader, at: moment).definitions
                    .filter { $0.isRequestable(from: RequestSource.flowAction) }.map(\.campaign.id))
        } keep: {
            $0.requestable = $1
        } ?? []
    }

    private func kept<T: Sendable>(
        _ reader: StoreReader, _ known: (State) -> T?, load: () throws -> T?, keep: (inout State, T) -> Void
    ) throws -> T? {
        guard reader.isSettled else { return try load() }
        let version = reader.position.definitions
        if let value = state.withLock({ $0.version == version ? known($0) : nil }) { return value }
        guard let value = try load() else { return nil }
        state.withLock { state in
            guard version >= state.version else { return }
            if version > state.version { state = State(version: version) }
            keep(&state, value)
        }
        return value
    }
}

struct ActiveCampaigns: Sendable {
    /// The most urgent class first, then by id: the order in which events are offered to them.
    var definitions: [CampaignDefinition] = []
    /// Those that cannot be read back, with what they listen to.
    var unreadable: [(campaign: SmartCampaignID, types: Set<ActivityTypeID>, reason: String)] = []
}

extension StoreReader {
    /// Reads and writes flow documents against this snapshot.
    public var flowDocument: FlowDocument {
        FlowDocument(
            catalog: ruleCatalog, assets: StoreAssetDirectory(self), leadFields: catalogs.leadFields)
    }
}

/// A campaign read for execution: its rules, its steps with their parameters parsed, its tokens,
/// and everything that is wrong with it.
public struct CampaignDefinition: Sendable {
    public let campaign: SmartCampaign
    public let rules: RuleSet
    public let facts: CampaignFacts
    public let steps: [CompiledStep]
    /// Empty for a batch campaign, and for a campaign whose rules are invalid.
    public let triggers: [TriggerMatch]
    public let ruleProblems: [Diagnostic]
    public let flowProblems: [Diagnostic]
    /// Those of the folders and programs above, inherited.
    public let myTokens: MyTokens

    public var isTrigger: Bool { !rules.triggers.isEmpty }
    /// The activity types whose activities the triggers look at.
    public var listenedTypes: [ActivityTypeID] { Set(triggers.map(\.pattern.typeID)).sorted() }
    public var isValid: Bool { ruleProblems.isEmpty && flowProblems.isEmpty }

    /// The class of a trigger campaign's work: that of its most urgent step.
    /// - Source: community knowledge base, "campaign queue" (semantics of priorities).
    public var priority: StepPriority {
        steps.flatMap(\.choices).compactMap(\.action).map { type(of: $0).priority }.max() ?? .low
    }

    /// Whether a request from this source may start it: `Web Service API`, `Marketo Flow Action`.
    public func isRequestable(from source: String) -> Bool {
        campaign.isActive && isValid
            && triggers.contains { trigger in
                trigger.pattern.typeID == ActivityType.requestCampaign.id
                    && (trigger.requestSources?.contains { $0.caseFolded == source.caseFolded } ?? true)
            }
    }
}

extension CampaignDefinition {
    /// `nil` when there is no such campaign.
    public static func load(
        _ id: SmartCampaignID, reader: StoreReader, at moment: Moment
    ) throws -> CampaignDefinition? {
        guard let campaign = try reader.smartCampaign(id) else { return nil }
        let rules = try reader.smartList(campaign.smartListID)?.rules ?? .empty
        let assets = StoreAssetDirectory(reader)
        // What is kept with the snapshot has its time zone, whatever the caller's was.
        let moment = Moment(moment.instant, in: reader.catalogs.settings.timeZone)
        let compiler = RuleCompiler(catalog: reader.ruleCatalog, assets: assets, moment: moment)
        let document = FlowDocument(
            catalog: reader.ruleCatalog, assets: assets, leadFields: reader.catalogs.leadFields)
        let ruleProblems = compiler.problems(rules)
        let flowProblems = document.problems(campaign.flow)
        try assets.throwFaultOfTheStorage()
        return CampaignDefinition(
            campaign: campaign, rules: rules, facts: try CampaignFacts(campaign, !rules.triggers.isEmpty, reader),
            steps: campaign.flow.steps.enumerated().map { index, step in
                CompiledStep(step, at: index, leadFields: reader.catalogs.leadFields)
            },
            triggers: ruleProblems.isEmpty ? try compiler.triggers(rules) : [], ruleProblems: ruleProblems,
            flowProblems: flowProblems,
            myTokens: MyTokens(
                try campaign.folder.map { try reader.inheritedTokens(from: $0) } ?? [:],
                leadFields: reader.catalogs.leadFields))
    }
}

extension StoreAssetDirectory {
    /// What could not be looked up because the storage failed is not missing: nothing may be kept of
    /// what was made of it.
    func throwFaultOfTheStorage() throws {
        if let fault, !fault.isLasting { throw fault }
    }
}

extension CampaignFacts {
    init(_ campaign: SmartCampaign, _ isTrigger: Bool, _ reader: StoreReader) throws {
        let program = try campaign.parentProgramID.flatMap { try reader.program($0) }
        self.init(
            id: campaign.id, name: campaign.name, description: campaign.description,
            qualifiedName: try reader.assetName(.smartCampaign, id: campaign.id.rawValue) ?? campaign.name,
            programID: program?.id, programName: program?.name, programDescription: program?.description,
            isTrigger: isTrigger, isCommunicationLimitEnabled: campaign.isCommunicationLimitEnabled)
    }
}

/// The status a campaign is answered with: derived, never stored.
/// - Source: Adobe's asset swagger for the words; the conditions are our choice.
public enum CampaignStatus: String, Sendable {
    case neverRun = "Never Run"
    case singleRun = "Single Run"
    case recurringRun = "Recurring Run"
    case inactive = "Inactive"
    case active = "Active"
    case requested = "Requested"
    case invalid = "Invalid"

    /// The first of these that holds.
    public init(_ definition: CampaignDefinition, hasRun: Bool, at moment: Moment) {
        let campaign = definition.campaign
        if !definition.isValid {
            self = .invalid
        } else if definition.isTrigger {
            let onlyRequests = definition.triggers.allSatisfy {
                $0.pattern.typeID == ActivityType.requestCampaign.id
            }
            self = campaign.isActive ? (onlyRequests ? .requested : .active) : .inactive
        } else if campaign.recurrence?.next(after: moment.instant, in: moment.timeZone) != nil {
            self = .recurringRun
        } else {
            self = hasRun ? .singleRun : .neverRun
        }
    }
}
