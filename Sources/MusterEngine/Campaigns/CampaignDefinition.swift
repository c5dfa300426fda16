public import MusterModel
public import MusterRules
import MusterAudience
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

/// A step with its choices ready to decide.
public struct CompiledStep: Sendable {
    public let id: Int64
    public let index: Int
    /// Such as `Change Score`.
    public let name: String
    /// Without unfinished ones, which nobody takes.
    public let choices: [CompiledChoice]
}

public struct CompiledChoice: Sendable {
    /// 0 for the default choice, n for the n-th, as activities record it.
    public let number: Int
    /// `nil` for the default choice.
    public let condition: Rule?
    /// `nil` for *Do Nothing*, and for parameters that make no sense any more.
    public let action: (any FlowStepType)?
    /// Why `action` is missing although the choice has parameters.
    public let problem: String?
}

extension CampaignDefinition {
    /// `nil` when there is no such campaign.
    public static func load(
        _ id: SmartCampaignID, reader: StoreReader, at moment: Moment
    ) throws -> CampaignDefinition? {
        guard let campaign = try reader.smartCampaign(id) else { return nil }
        let rules = try reader.smartList(campaign.smartListID)?.rules ?? .empty
        let compiler = reader.ruleCompiler(at: moment)
        let ruleProblems = compiler.problems(rules)
        return CampaignDefinition(
            campaign: campaign, rules: rules, facts: try CampaignFacts(campaign, !rules.triggers.isEmpty, reader),
            steps: campaign.flow.steps.enumerated().map { index, step in
                CompiledStep(step, at: index, leadFields: reader.catalogs.leadFields)
            },
            triggers: ruleProblems.isEmpty ? try compiler.triggers(rules) : [], ruleProblems: ruleProblems,
            flowProblems: reader.flowDocument.problems(campaign.flow),
            myTokens: try campaign.folder.map { try reader.inheritedTokens(from: $0) } ?? [:])
    }
}

extension CompiledStep {
    init(_ step: FlowStep, at index: Int, leadFields: LeadFieldCatalog) {
        id = step.id
        self.index = index
        name = step.name
        choices = step.choices.enumerated().compactMap { position, choice in
            if choice.isUnfinished { return nil }
            let number = choice.isDefault ? 0 : position + 1
            do throws(RuleError) {
                let action = try StepCatalog.step(choice, of: step, leadFields: leadFields)
                return CompiledChoice(number: number, condition: choice.condition, action: action, problem: nil)
            } catch {
                return CompiledChoice(
                    number: number, condition: choice.condition, action: nil, problem: error.description)
            }
        }
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
