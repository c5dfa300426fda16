import MusterAudience
public import MusterFlows
public import MusterModel
public import MusterRules
public import MusterStore

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
    /// By case-folded bare name, inherited through the folders and programs above.
    public let myTokens: [String: MyToken]

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
            myTokens: try campaign.folder.map { try reader.inheritedTokens(from: $0) } ?? [:])
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
