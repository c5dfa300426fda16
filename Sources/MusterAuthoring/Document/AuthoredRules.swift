import MusterModel

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
