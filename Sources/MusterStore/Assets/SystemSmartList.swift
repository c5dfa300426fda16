import MusterModel

/// One of the lists that every instance has from the start. Rules may name them; the API does not
/// show them.
///
/// - Source: product docs, "Use Built-In System Smart Lists", for names and purpose; the rules are our
///   choice. *Possible Duplicates* waits for the filter it needs.
struct SystemSmartList {
    let id: SmartListID
    let name: String
    let rules: RuleSet

    private init(_ id: SmartListID, _ name: String, _ field: LeadField, _ comparison: String, _ values: RuleValue...) {
        self.id = id
        self.name = name
        let condition = RuleCondition(
            attributeID: field.id, attributeName: field.displayName, operatorName: comparison, values: values,
            isPrimary: true)
        rules = RuleSet(filters: [
            Rule(
                // Below zero, so that the rules of people begin at 1.
                id: -id.rawValue, name: field.displayName, typeID: field.id, kind: .attribute,
                operatorName: comparison, conditions: [condition])
        ])
    }

    static let all: [SystemSmartList] = [
        .init(1, "All People", .createdAt, "is not empty"),
        .init(2, "Unsubscribed People", .unsubscribed, "is", "true"),
        .init(3, "Marketing Suspended", .marketingSuspended, "is", "true"),
        .init(4, "Blocklist", .blackListed, "is", "true"),
        .init(5, "Bounced Email Addresses", .emailInvalid, "is", "true"),
    ]
}
