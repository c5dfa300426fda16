import MusterModel

/// Where the request for a campaign comes from, as activity 47 records it.
///
/// - Source: Adobe's developer pages name *Web Service API* and *Sales Insight*; *Marketo Flow
///   Action* is product knowledge.
public enum RequestSource {
    public static let webService = "Web Service API"
    public static let flowAction = "Marketo Flow Action"

    static let known = [flowAction, "Sales Insight", webService]

    /// The sources that a trigger's conditions let in; `nil` when they do not ask for the source.
    static func admitted(by conditions: [ReadCondition]) -> [String]? {
        let tests = conditions.filter { $0.activityCondition != nil }.map { condition in
            (condition, condition.operands.values.map { Operands.unquoted($0.text) })
        }
        guard !tests.isEmpty else { return nil }
        // A custom integration may have a source of its own, which then stands in the rule.
        var candidates = known
        for text in tests.flatMap(\.1) where !candidates.contains(where: { $0.caseFolded == text.caseFolded }) {
            candidates.append(text)
        }
        return candidates.filter { source in
            tests.allSatisfy { condition, _ in condition.test.holds(for: .text(source)) }
        }
    }
}
