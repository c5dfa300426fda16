public import MusterModel

/// What a write is about to do that reaches further than the assets it changes: to campaigns that may be at work
/// on people, or to what holds for the whole instance.
///
/// The storing primitives tell it by themselves, before they write, so that whoever has to ask for more than
/// the right to change assets asks at one place and for every way there is.
public enum Intervention: Sendable, Hashable {
    case rules(SmartListID)
    case flow(SmartCampaignID)
    /// Who may take part and how often, and whether other campaigns may execute it.
    case settings(SmartCampaignID)
    /// A run is planned or taken back, or a recurrence set, changed or ended.
    case schedule(SmartCampaignID)
    case activation(SmartCampaignID)
    case deactivation(SmartCampaignID)
    case removal(SmartCampaignID)
    case tokens(FolderReference)
    case mail(EmailID)
    case leadFields
    case activityTypes
    case instanceSettings

    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case rules, flow, settings, schedule, activation, deactivation, removal, tokens, mail
        case leadFields, activityTypes, instanceSettings
    }

    public var kind: Kind {
        switch self {
        case .rules: .rules
        case .flow: .flow
        case .settings: .settings
        case .schedule: .schedule
        case .activation: .activation
        case .deactivation: .deactivation
        case .removal: .removal
        case .tokens: .tokens
        case .mail: .mail
        case .leadFields: .leadFields
        case .activityTypes: .activityTypes
        case .instanceSettings: .instanceSettings
        }
    }
}

extension StoreWriter {
    /// Tells whoever watches over this transaction, who may refuse by throwing.
    func tell(_ intervention: Intervention) throws { try oversight?(intervention, reader) }
}
