public import MusterModel
import MusterRules
import Synchronization

/// The My Tokens that a campaign can see. A value that holds tokens itself is taken apart when somebody
/// first asks for it, once for all who share this: a large one that nobody uses costs nothing.
public final class MyTokens: Sendable {
    private let tokens: [String: MyToken]
    private let leadFields: LeadFieldCatalog
    private let templates = Mutex<[String: TemplateText]>([:])

    /// Names may come in any case.
    public init(_ tokens: [String: MyToken], leadFields: LeadFieldCatalog) {
        self.tokens = TokenScope.folded(tokens)
        self.leadFields = leadFields
    }

    /// By case-folded name.
    subscript(name: String) -> MyToken? { tokens[name] }

    /// `nil` when the value holds no tokens.
    func template(of name: String) -> TemplateText? {
        guard let value = tokens[name]?.value, value.contains("{{") else { return nil }
        return templates.withLock { templates in
            if let known = templates[name] { return known }
            let template = TemplateText(value, leadFields: leadFields)
            templates[name] = template
            return template
        }
    }
}

/// Where tokens find their values: one campaign's view at one moment, for one way into its flow.
///
/// `overrides` and `trigger` may differ from lead to lead; setting them is cheap.
public struct TokenScope: Sendable {
    public let leadFields: LeadFieldCatalog
    /// What the campaign's folder or program defines or inherits.
    public let my: MyTokens
    /// Values given with an API request, which replace those of `my`. Names that `my` does not have are
    /// nobody's.
    /// - Source: Adobe's definition of the request, "only tokens that exist can be replaced".
    public var overrides: TokenOverrides
    /// By case-folded name: what the trigger knew when the lead qualified.
    public var trigger: [String: String]
    public var campaign: CampaignFacts
    public var moment: Moment

    /// Names may come in any case.
    public init(
        leadFields: LeadFieldCatalog, my: MyTokens? = nil, overrides: TokenOverrides = .none,
        campaign: CampaignFacts, trigger: [String: String] = [:], moment: Moment
    ) {
        self.leadFields = leadFields
        self.my = my ?? MyTokens([:], leadFields: leadFields)
        self.overrides = overrides
        self.trigger = Self.folded(trigger)
        self.campaign = campaign
        self.moment = moment
    }

    func defines(_ myName: String) -> Bool { my[myName] != nil }

    func template(ofMyToken name: String) -> TemplateText? {
        guard my[name] != nil, let override = overrides[name] else { return my.template(of: name) }
        return override.template
    }

    /// As it is written, tokens and all.
    func text(ofMyToken name: String) -> String {
        guard let token = my[name] else { return "" }
        return overrides[name]?.text ?? token.value
    }

    /// Of any token but a My Token, whose value may hold tokens itself.
    func value(of token: Token, for lead: Lead) -> String {
        switch token.subject {
        case .field(let field): TokenFormat.text(lead[field], in: moment.timeZone)
        case .trigger(let name): trigger[name] ?? ""
        case .program(let part): program(part)
        case .campaign(let part): campaign(part)
        case .system(let part): TokenFormat.text(part, at: moment)
        case .my, .unknown: ""
        }
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

    static func folded<Value>(_ values: [String: Value]) -> [String: Value] {
        Dictionary(
            values.sorted { $0.key < $1.key }.map { ($0.key.caseFolded, $0.value) },
            uniquingKeysWith: { first, _ in first })
    }
}

/// Values that came with an API request, which stand in for those of My Tokens; taken apart once.
public struct TokenOverrides: Sendable {
    struct Value: Sendable {
        let text: String
        /// `nil` when the text holds no tokens itself.
        let template: TemplateText?
    }
    private var values: [String: Value]

    public static let none = TokenOverrides([:], leadFields: .standard)

    /// Names may come in any case.
    public init(_ texts: [String: String], leadFields: LeadFieldCatalog) {
        values = TokenScope.folded(texts).mapValues { text in
            Value(text: text, template: text.contains("{{") ? TemplateText(text, leadFields: leadFields) : nil)
        }
    }

    /// By case-folded name.
    subscript(name: String) -> Value? { values[name] }

    /// Where both have a name, the other's value counts.
    public mutating func merge(_ other: TokenOverrides) { values.merge(other.values) { $1 } }
}

extension MyToken {
    /// In characters.
    /// - Source: Adobe, "Tokens" for the name; product docs, "Understanding My Tokens in a Program" for
    ///   the value.
    public static let longestName = 50
    public static let longestValue = 524_288
}

extension MyToken.Kind {
    /// Why a value is none of the type; `nil` when it is one. Texts may be anything that is not too
    /// long.
    public func problem(of value: String) -> String? {
        switch self {
        case .text, .richText, .sfdcCampaign:
            let isTooLong = value.unicodeScalars.count > MyToken.longestValue
            return isTooLong ? "longer than \(MyToken.longestValue) characters" : nil
        case .number:
            return DecimalNumber.value(of: value) == nil ? "'\(value)' is no number" : nil
        case .score:
            let digits = value.hasPrefix("=") ? String(value.dropFirst()) : value
            return Int32(digits) == nil ? "'\(value)' is no score change such as +10, -5 or =0" : nil
        case .date:
            return CalendarDay(value) == nil ? "'\(value)' is no date such as 2026-05-04" : nil
        }
    }
}
