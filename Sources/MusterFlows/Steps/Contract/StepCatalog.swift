public import MusterModel

/// Every kind of flow step, in alphabetical order.
public enum StepCatalog {
    public static let types: [any FlowStepType.Type] = [
        AddToListStep.self,
        ChangeDataValueStep.self,
        ChangeScoreStep.self,
        RemoveFromFlowStep.self,
        RemoveFromListStep.self,
        RequestCampaignStep.self,
        SendEmailStep.self,
        WaitStep.self,
    ]

    public static var descriptions: [StepDescription] { types.map(StepDescription.init) }

    public static func type(id: Int) -> (any FlowStepType.Type)? { byID[id] }

    /// By the API's name or a synonym, in any case.
    public static func type(named name: String) -> (any FlowStepType.Type)? {
        byName[name.trimmingBlanks.caseFolded]
    }

    /// The step of one choice, ready to decide; `nil` when the choice is *Do Nothing*.
    public static func step(
        _ choice: FlowChoice, of step: FlowStep, leadFields: LeadFieldCatalog
    ) throws(RuleError) -> (any FlowStepType)? {
        guard let type = Self.type(id: step.typeID) else {
            throw RuleError("", "there is no flow step '\(step.name)'")
        }
        if choice.doesNothing { return nil }
        return try type.init(StepParameters(choice.parameters, leadFields: leadFields))
    }

    /// Marketo's flow steps that Muster does not run yet, so that a flow that uses one is told so
    /// and not that the name is wrong.
    /// - Source: Adobe's list of authoring names; after the gap the product's newer names.
    public static let unsupportedNames: [String] = [
        "Add to Field Set", "Add to Microsoft Campaign", "Add to Nurture", "Add to SFDC Campaign", "Call Webhook",
        "Change Lead Partition", "Change Nurture Cadence", "Change Nurture Track", "Change Owner",
        "Change Owner in Microsoft", "Change Program Data", "Change Program Member Data", "Change Revenue Stage",
        "Change Segment", "Change Status in Progression", "Change Status in SFDC Campaign", "Convert Lead",
        "Create Task", "Create Task in Microsoft", "Delete Lead", "Delete Lead from Microsoft",
        "Delete Lead from SFDC", "Execute Campaign", "Interesting Moment", "Remove from Field Set",
        "Remove from Microsoft Campaign", "Remove from SFDC Campaign", "Send Alert", "Sync Lead to Microsoft",
        "Sync Lead to SFDC",

        "Add to Engagement Program", "Change Engagement Program Cadence", "Change Engagement Program Stream",
        "Change Person Partition", "Change Program Status", "Change Program Success", "Convert Person",
        "Delete Person", "Sync Person to SFDC",
    ]

    private static let byID: [Int: any FlowStepType.Type] =
        Dictionary(types.map { ($0.typeID, $0) }, uniquingKeysWith: { first, _ in first })
    private static let byName: [String: any FlowStepType.Type] =
        Dictionary(
            types.flatMap { type in ([type.name] + type.synonyms).map { ($0.caseFolded, type) } },
            uniquingKeysWith: { first, _ in first })
}
