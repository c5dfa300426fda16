import MusterAudience
import MusterFlows
public import MusterModel
import MusterRules
import MusterStore

/// What the decisions of one cohort share: the assets the step acts on, the tokens and, entry by
/// entry, the overrides and trigger tokens that came along.
struct CohortContext {
    private let base: StepContext
    private let overrides: [Int64: TokenOverrides]
    private var triggers: [ActivityID: [String: String]] = [:]

    init(_ cohort: Cohort, library: CampaignLibrary, reader: StoreReader, moment: Moment) throws {
        let leadFields = reader.catalogs.leadFields
        let assets = Set(cohort.step.choices.compactMap(\.action).flatMap(\.assets))
        var names: [AssetReference: String] = [:]
        var emails: [EmailID: EmailTemplate] = [:]
        for asset in assets {
            names[asset] = try reader.assetName(asset.kind, id: asset.id)
            guard asset.kind == .email, let email = try reader.email(EmailID(asset.id)) else { continue }
            emails[email.id] = EmailTemplate(email, leadFields: leadFields)
        }
        var contexts: [Int64: TokenOverrides] = [:]
        for id in Set(cohort.entries.compactMap(\.contextID)) {
            contexts[id] = Self.overrides(try reader.tokenContext(id), leadFields)
        }
        overrides = contexts
        base = StepContext(
            moment: moment, campaign: cohort.definition.facts,
            tokens: TokenScope(
                leadFields: leadFields, my: cohort.definition.myTokens,
                overrides: Self.overrides(try cohort.runContextID.map(reader.tokenContext) ?? [], leadFields),
                campaign: cohort.definition.facts, moment: moment),
            emails: emails, assetNames: names, runID: cohort.run, stepID: cohort.step.id,
            requestable: try library.requestable(reader: reader, at: moment))
        guard usesTrigger(cohort.step) else { return }
        for activity in try reader.activities(Array(Set(cohort.entries.compactMap(\.triggerActivityID)))) {
            triggers[activity.id] = Self.tokens(of: activity.content, reader)
        }
    }

    /// Every lead field that any of the decisions may read.
    func fields(for step: CompiledStep) -> [LeadField] {
        let fields = contexts.reduce(into: Set<LeadField>()) { fields, context in
            for action in step.choices.compactMap(\.action) { fields.formUnion(context.fields(for: action)) }
        }
        return fields.sorted { $0.id < $1.id }
    }

    private func usesTrigger(_ step: CompiledStep) -> Bool {
        contexts.contains { context in
            step.choices.compactMap(\.action).contains { context.usesTrigger(in: $0) }
        }
    }

    /// Without overrides of an entry, and with those of each.
    private var contexts: [StepContext] {
        [base]
            + overrides.values.map { own in
                var context = base
                context.tokens.overrides.merge(own)
                return context
            }
    }

    func context(for entry: FlowEntry, choice: CompiledChoice) -> StepContext {
        var context = base
        context.choiceNumber = choice.number
        if let own = entry.contextID.flatMap({ overrides[$0] }) { context.tokens.overrides.merge(own) }
        if let trigger = entry.triggerActivityID.flatMap({ triggers[$0] }) { context.tokens.trigger = trigger }
        return context
    }

    private static func overrides(
        _ tokens: [(name: String, value: String)], _ leadFields: LeadFieldCatalog
    ) -> TokenOverrides {
        let texts = Dictionary(
            tokens.map { (MyToken.bareName($0.name).caseFolded, $0.value) }, uniquingKeysWith: { $1 })
        return TokenOverrides(texts, leadFields: leadFields)
    }

    /// `{{trigger.Name}}` is the primary value, the others are the activity's attributes.
    private static func tokens(of activity: NewActivity, _ reader: StoreReader) -> [String: String] {
        var tokens: [String: String] = [:]
        for member in activity.attributes.members { tokens[member.key.caseFolded] = member.value.scalarText }
        tokens["name"] = activity.primaryValue ?? ""
        tokens["trigger name"] = reader.catalogs.activityTypes[activity.typeID]?.triggerName ?? ""
        return tokens
    }
}

/// People of one run who stand before the same step, in the order in which they pass it.
struct Cohort {
    let run: CampaignRunID
    let definition: CampaignDefinition
    let step: CompiledStep
    let entries: [FlowEntry]
    /// Overrides that came with the run; an entry's own come on top.
    let runContextID: Int64?
}

/// What became of a cohort at its step.
struct CohortOutcome {
    /// Go on to the next step.
    var proceeding: [FlowEntry] = []
    /// Stay at this step until the given moment, then go on after it.
    var waiting: [(entry: FlowEntry, until: Instant)] = []
    /// Left the flow before its end, or no longer exist.
    var leaving: [FlowEntry] = []
    /// On whom the step has not acted, and why. They are among the others too.
    var skipped: [(entry: FlowEntry, reason: String)] = []
    var failed: [(entry: FlowEntry, reason: String)] = []
}

/// Breaks a step for some people, as tests do to see that nobody else notices: throws what then goes
/// wrong.
public typealias StepFault = @Sendable (_ phase: StepPhase, _ lead: LeadID, _ step: String) throws -> Void

/// What is done for a person at a step.
public enum StepPhase: Sendable, CaseIterable {
    case deciding, applying
}
