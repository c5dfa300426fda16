/// A named value of a folder or program, inherited by everything inside.
public struct MyToken: Sendable, Hashable {
    /// By the API's word.
    public enum Kind: String, Sendable, CaseIterable {
        case text, number, score, date
        case richText = "rich text"
        case sfdcCampaign = "sfdc campaign"
    }
    /// Bare: `April Fools`, not `{{my.April Fools}}`; at most 50 characters.
    public var name: String
    public var kind: Kind
    public var value: String

    public init(name: String, kind: Kind, value: String) {
        self.name = name
        self.kind = kind
        self.value = value
    }

    /// The bare name inside `{{my.x}}` or `my.x`; any other text is taken as the name itself.
    public static func bareName(_ text: String) -> String {
        var name = text.trimmingBlanks
        if name.hasPrefix("{{"), name.hasSuffix("}}") { name = String(name.dropFirst(2).dropLast(2)).trimmingBlanks }
        if name.lowercased().hasPrefix("my.") { name = name.dropFirst(3).trimmingBlanks }
        return name
    }
}
