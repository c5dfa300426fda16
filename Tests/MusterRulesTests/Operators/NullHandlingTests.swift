import MusterModel
import MusterRules
import Testing

/// The summary table of what filters say about a field without a value, asked of
/// whole rules and not of single operators.
@Suite struct NullHandlingTests {
    @Test(arguments: [
        ("Job Title", "is", ["x"], false), ("Job Title", "is not", ["x"], true),
        ("Job Title", "contains", ["x"], false), ("Job Title", "not contains", ["x"], true),
        ("Job Title", "is empty", [], true),
        ("Date of Birth", "before", ["2024-01-01"], true), ("Date of Birth", "on or before", ["2024-01-01"], true),
        ("Date of Birth", "in past before", ["1 day"], true),
        ("Date of Birth", "after", ["2024-01-01"], false),
        ("Date of Birth", "between", ["2024-01-01", "2024-02-01"], false),
        ("Date of Birth", "in past", ["1 day"], false), ("Date of Birth", "in time frame", ["Today"], false),
        ("Lead Score", "is", ["0"], true), ("Lead Score", "is not", ["0"], false),
        ("Lead Score", "is", ["5"], false), ("Lead Score", "is not", ["5"], true),
        ("Lead Score", "less than", ["5"], false), ("Lead Score", "at most", ["5"], false),
        ("Lead Score", "between", ["-5", "5"], false),
        ("Unsubscribed", "is", ["false"], true), ("Unsubscribed", "is", ["true"], false),
        ("Date of Birth", "is not", ["2024-01-01"], true),
    ]) func noValue(_ field: String, _ comparison: String, _ values: [String], _ expected: Bool) throws {
        let rule = try TestRules().document.readCondition([
            "name": .string(field), "operator": .string(comparison), "values": .array(values.map { .string($0) }),
        ])
        let predicate = try TestRules().compiler().criteria(rule).predicate
        #expect(predicate.holds(for: TestFacts()) == expected)
    }
}
