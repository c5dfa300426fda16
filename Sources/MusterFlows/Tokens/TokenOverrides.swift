public import MusterModel

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
