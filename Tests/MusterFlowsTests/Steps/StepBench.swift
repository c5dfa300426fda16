import Foundation
import MusterFlows
import MusterModel
import MusterRules
import Testing

/// One lead before one step, at a moment that a test chooses.
struct StepBench {
    static let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt

    var values: [LeadField: FieldValue] = [:]
    /// Friday, 17:00 in Berlin.
    var now = "2026-03-06T16:00:00Z"
    var zone = StepBench.berlin
    var my: [String: String] = [:]
    var trigger: [String: String] = [:]
    var emails: [Email] = []
    var assetNames: [AssetReference: String] = [:]
    var requestable: Set<SmartCampaignID> = []
    var limitReached = false
    var isDuplicateAddress = false
    var blocksNonOperational = true

    static let campaign = CampaignFacts(
        id: 1004, name: "Nurture", description: "Warm up", qualifiedName: "Spring.Nurture", programID: 1001,
        programName: "Spring", programDescription: "Season", isTrigger: true)

    func moment() throws -> Moment { Moment(try #require(Instant(text: now)), in: zone) }

    func scope() throws -> TokenScope {
        TokenScope(
            leadFields: .standard,
            my: MyTokens(
                my.mapValues { MyToken(name: "", kind: .text, value: $0) }, leadFields: .standard),
            campaign: Self.campaign, trigger: trigger, moment: try moment())
    }

    func context() throws -> StepContext {
        var campaign = Self.campaign
        campaign.isCommunicationLimitEnabled = blocksNonOperational
        return StepContext(
            moment: try moment(), campaign: campaign, tokens: try scope(),
            emails: Dictionary(
                uniqueKeysWithValues: emails.map { ($0.id, EmailTemplate($0, leadFields: .standard)) }),
            assetNames: assetNames, runID: 77, stepID: 88, choiceNumber: 2, requestable: requestable)
    }

    func decide(_ step: any FlowStepType) throws -> StepDecision {
        step.decide(
            StepFacts(
                lead: Lead(id: 5, values: values), limitReached: limitReached,
                isDuplicateAddress: isDuplicateAddress),
            try context())
    }

    func decide(_ name: String, _ parameters: [String: RuleValue]) throws -> StepDecision {
        try decide(Self.step(name, parameters))
    }

    static func step(_ name: String, _ parameters: [String: RuleValue]) throws -> any FlowStepType {
        let type = try #require(StepCatalog.type(named: name))
        return try type.init(
            StepParameters(parameters.map { FlowParameter($0.key, $0.value) }, leadFields: .standard))
    }

    /// The problems of parameters that make no sense, as `path: message`, sorted.
    static func problems(_ name: String, _ parameters: [String: RuleValue]) throws -> [String] {
        do {
            _ = try step(name, parameters)
            return []
        } catch let error as RuleError {
            return error.diagnostics.map(\.description).sorted()
        }
    }
}

extension StepDecision {
    /// The only field change, if that is all the step did.
    var change: (field: LeadField, old: FieldValue, new: FieldValue, activity: NewActivity)? {
        guard effects.count == 1, case .setField(let field, let old, let new, let activity) = effects[0] else {
            return nil
        }
        return (field, old, new, activity)
    }

    var isSkipped: Bool { if case .skipped = outcome { effects.isEmpty && next == .proceed } else { false } }
    var isFailed: Bool { if case .failed = outcome { effects.isEmpty && next == .proceed } else { false } }
    var isUnchanged: Bool { effects.isEmpty && outcome == .done && next == .proceed }
}
