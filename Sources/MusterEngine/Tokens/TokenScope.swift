public import MusterModel

/// Where tokens find their values: one campaign's view at one moment, for one way into its flow.
///
/// `overrides` and `trigger` may differ from lead to lead; setting them is cheap.
public struct TokenScope: Sendable {
    public let leadFields: LeadFieldCatalog
    /// By case-folded name: what the campaign's folder or program defines or inherits.
    public let my: [String: MyToken]
    /// By case-folded name: values given with an API request, which replace those of `my`. Names
    /// that `my` does not have are nobody's.
    /// - Source: Adobe's definition of the request, "only tokens that exist can be replaced".
    public var overrides: [String: String]
    /// By case-folded name: what the trigger knew when the lead qualified.
    public var trigger: [String: String]
    public var campaign: CampaignFacts
    public var moment: Moment
    /// Only those of `my` that hold tokens themselves.
    private let templates: [String: TemplateText]

    /// Names may come in any case.
    public init(
        leadFields: LeadFieldCatalog, my: [String: MyToken] = [:], overrides: [String: String] = [:],
        campaign: CampaignFacts, trigger: [String: String] = [:], moment: Moment
    ) {
        self.leadFields = leadFields
        self.my = Self.folded(my)
        self.overrides = Self.folded(overrides)
        self.trigger = Self.folded(trigger)
        self.campaign = campaign
        self.moment = moment
        templates = self.my.compactMapValues { token in
            token.value.contains("{{") ? TemplateText(token.value, leadFields: leadFields) : nil
        }
    }

    func defines(_ myName: String) -> Bool { my[myName] != nil }

    func template(ofMyToken name: String) -> TemplateText? {
        guard my[name] != nil, let override = overrides[name] else { return templates[name] }
        return override.contains("{{") ? TemplateText(override, leadFields: leadFields) : nil
    }

    func value(of token: Token, for lead: Lead, _ target: TemplateText.Target, depth: Int) -> String {
        switch token.subject {
        case .field(let field): target.escaped(TokenFormat.text(lead[field], in: moment.timeZone))
        case .trigger(let name): target.escaped(trigger[name] ?? "")
        case .program(let part): target.escaped(program(part))
        case .campaign(let part): target.escaped(campaign(part))
        case .system(let part): target.escaped(TokenFormat.text(part, at: moment))
        case .my(let name): myValue(name, for: lead, target, depth: depth)
        case .unknown: ""
        }
    }

    private func myValue(
        _ name: String, for lead: Lead, _ target: TemplateText.Target, depth: Int
    ) -> String {
        guard let token = my[name] else { return "" }
        guard let template = self.template(ofMyToken: name) else { return overrides[name] ?? token.value }
        // Deeper than that a value would have to contain itself.
        guard depth < 3 else { return "" }
        return template.rendered(lead, self, target, depth: depth + 1)
    }

    private func program(_ part: Token.ContainerPart) -> String {
        switch part {
        case .id: campaign.programID?.description ?? ""
        case .name: campaign.programName ?? ""
        case .description: campaign.programDescription ?? ""
        }
    }

    private func campaign(_ part: Token.ContainerPart) -> String {
        switch part {
        case .id: campaign.id.description
        case .name: campaign.name
        case .description: campaign.description
        }
    }

    private static func folded<Value>(_ values: [String: Value]) -> [String: Value] {
        Dictionary(
            values.sorted { $0.key < $1.key }.map { ($0.key.caseFolded, $0.value) },
            uniquingKeysWith: { first, _ in first })
    }
}
