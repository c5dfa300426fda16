import MusterModel

/// `- Invited people`, or with a folder and a description.
struct AuthoredStaticList {
    let name: String
    let description: String?
    let place: AuthoredPlace

    init?(_ item: (json: JSONValue, path: String), _ home: AuthoredPlace.Home, _ problems: Problems) {
        let json: JSONValue = item.json.text.map { ["name": .string($0)] } ?? item.json
        let known = ["name", "folder", "description"]
        guard let mapping = AuthoredMapping(json, at: item.path, known: known, problems),
            let name = mapping.requiredText("name")
        else { return nil }
        self.name = name
        description = mapping.text("description")
        place = AuthoredPlace(home: home, folder: mapping.text("folder"), path: item.path)
    }
}

/// A smart list; its rules are in the short grammar or in Adobe's.
struct AuthoredSmartList {
    let name: String
    let description: String?
    let rules: AuthoredRules?
    let place: AuthoredPlace

    init?(_ item: (json: JSONValue, path: String), _ home: AuthoredPlace.Home, _ problems: Problems) {
        let known = ["name", "folder", "description"] + AuthoredRules.members
        guard let mapping = AuthoredMapping(item.json, at: item.path, known: known, problems),
            let name = mapping.requiredText("name")
        else { return nil }
        self.name = name
        description = mapping.text("description")
        rules = AuthoredRules(mapping)
        place = AuthoredPlace(home: home, folder: mapping.text("folder"), path: item.path)
    }
}

/// The members of an asset that are its rules, as `RuleDocument` reads them.
struct AuthoredRules {
    let document: JSONValue
    /// The place of the asset, which is also that of its rules.
    let path: String

    static let members = [
        "match", "logic", "filters", "triggers", "filterMatchType", "filterCustomRuleLogic",
    ]

    /// `nil` when the asset has none of them, which leaves the rules it has.
    init?(_ mapping: AuthoredMapping) {
        let given = Self.members.compactMap { name in mapping[name].map { (key: name, value: $0) } }
        guard !given.isEmpty else { return nil }
        document = .object(JSONObject(given))
        path = mapping.path
    }
}
