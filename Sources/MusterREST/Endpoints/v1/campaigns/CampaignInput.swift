import MusterModel

/// The `input` of schedule and request campaign.
struct CampaignInput {
    static let maximumTokens = 100

    let object: JSONObject

    /// No body, or one without `input`, is an empty input.
    init(_ request: APIRequest) throws(APIError) {
        guard let input = request.json?.member(named: "input"), !input.isNull else {
            object = [:]
            return
        }
        guard let object = input.object else { throw .invalidType(input.jsonText, "JSON") }
        self.object = object
    }

    /// Overrides of My Tokens by bare name, of a name given twice the last.
    ///
    /// `null` and `{}` are none.
    /// - Source: mrkt, `lib/mrkt/concerns/crud_campaigns.rb`, for the latter.
    func tokens() throws(APIError) -> [(name: String, value: String)] {
        guard let given = object.member(named: "tokens"), !given.isNull else { return [] }
        if let members = given.object, members.isEmpty { return [] }
        guard let elements = given.array else { throw .invalidType(given.jsonText, "JSON") }
        guard elements.count <= Self.maximumTokens else { throw .tooMany("tokens", limit: Self.maximumTokens) }
        var tokens: [(name: String, value: String)] = []
        for element in elements {
            guard let token = element.object else { throw .invalidType(element.jsonText, "JSON") }
            guard let name = token.member(named: "name")?.scalarText else { throw .missing("name", in: .lead) }
            guard let bare = Self.bareName(name) else { throw .invalidTokenName(name) }
            let value = token.member(named: "value") ?? .null
            guard let text = value.isNull ? "" : value.scalarText else { throw .invalidType(value.jsonText, "String") }
            tokens.removeAll { $0.name.caseFolded == bare.caseFolded }
            tokens.append((bare, text))
        }
        return tokens
    }

    /// The name inside `{{my.x}}`; blanks around and inside it are fine. `nil` for anything else.
    static func bareName(_ text: String) -> String? {
        let token = text.trimmingBlanks
        guard token.hasPrefix("{{"), token.hasSuffix("}}"), token.utf8.count > 4 else { return nil }
        let inner = token.dropFirst(2).dropLast(2).trimmingBlanks
        guard inner.prefix(3).lowercased() == "my.", !inner.contains(where: { $0 == "{" || $0 == "}" }) else {
            return nil
        }
        let name = inner.dropFirst(3).trimmingBlanks
        return name.isEmpty ? nil : name
    }
}
