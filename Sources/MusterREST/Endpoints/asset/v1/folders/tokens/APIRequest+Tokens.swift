import MusterFlows
import MusterModel

/// What the calls that write tokens take.
extension APIRequest {
    /// Bare, also when it was given as `{{my.x}}` or `my.x`.
    func tokenName() throws(APIError) -> String {
        let name = MyToken.bareName(try requiredText("name"))
        guard !name.isEmpty else { throw .blank("name") }
        guard name.unicodeScalars.count <= MyToken.longestName else {
            throw .tooLong("name", limit: MyToken.longestName)
        }
        return name
    }

    func tokenKind() throws(APIError) -> MyToken.Kind {
        let text = try requiredText("type")
        guard let kind = MyToken.Kind(rawValue: text.trimmingBlanks.caseFolded) else {
            throw .invalidChoice("type", text)
        }
        return kind
    }

    /// Texts as they were sent. Of the others blanks go at both ends: a `+` that nobody encoded
    /// arrives as one, and a score adds with or without its sign.
    func tokenValue(of kind: MyToken.Kind) throws(APIError) -> String {
        let text = try requiredText("value")
        switch kind {
        case .text, .richText, .sfdcCampaign:
            guard kind.problem(of: text) == nil else { throw .tooLong("value", limit: MyToken.longestValue) }
            return text
        case .number, .score, .date:
            let value = text.trimmingBlanks
            guard kind.problem(of: value) == nil else { throw .invalidChoice("value", text) }
            return value
        }
    }
}
