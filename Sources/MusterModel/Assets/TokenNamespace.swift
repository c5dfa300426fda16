/// The word before the dot of a token: `lead` in `{{lead.First Name}}`.
/// - Source: product docs, "Tokens Overview".
public enum TokenNamespace: String, Sendable, CaseIterable {
    case lead, company, my, program, campaign, member, trigger, system

    /// In any case.
    public init?(_ word: some StringProtocol) { self.init(rawValue: String(word).caseFolded) }
}

extension String {
    /// The first part of the text that is written as a token, such as `{{my.City}}`.
    public var firstToken: String? {
        guard contains("{{") else { return nil }
        for part in split(separator: "{{", omittingEmptySubsequences: false).dropFirst() {
            let content = part.drop { $0 == "{" }
            guard let dot = content.firstIndex(of: "."), TokenNamespace(content[..<dot]) != nil,
                let end = content.firstRange(of: "}}"), end.lowerBound > dot
            else { continue }
            return "{{\(content[..<end.lowerBound])}}"
        }
        return nil
    }
}
