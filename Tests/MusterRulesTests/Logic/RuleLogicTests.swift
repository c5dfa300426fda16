import MusterModel
import Testing

@testable import MusterRules

@Suite struct RuleLogicTests {
    static let read: [(text: String, count: Int, logic: RuleLogic)] = [
        ("1", 1, .filter(1)),
        ("1 and 2", 2, .all([.filter(1), .filter(2)])),
        ("1 or 2 OR 3", 3, .any([.filter(1), .filter(2), .filter(3)])),
        ("1 and (2 or 3)", 3, .all([.filter(1), .any([.filter(2), .filter(3)])])),
        // The docs read literally want "and" first; nobody means that.
        ("(1 or 2) and 3", 3, .all([.any([.filter(1), .filter(2)]), .filter(3)])),
        ("((1))and(2)", 2, .all([.filter(1), .filter(2)])),
        ("1and 2", 2, .all([.filter(1), .filter(2)])),
        ("(1 and 2) or (1 and 3)", 3, .any([.all([.filter(1), .filter(2)]), .all([.filter(1), .filter(3)])])),
        (
            "10 and 1 and 2 and 3 and 4 and 5 and 6 and 7 and 8 and 9", 10,
            .all([10, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(RuleLogic.filter))
        ),
        ("\t1\nAnd\u{A0}2 ", 2, .all([.filter(1), .filter(2)])),
    ]

    @Test(arguments: read) func reads(_ text: String, _ count: Int, _ logic: RuleLogic) throws {
        #expect(try RuleLogic(text, filterCount: count) == logic)
    }

    @Test(arguments: [
        ("", 2, "the logic is empty; write for example '1 and (2 or 3)'"),
        ("1 and 2 or 3", 3, "'and' and 'or' meet without parentheses; write for example '1 and (2 or 3)'"),
        ("1 or 2 and 3", 3, "'and' and 'or' meet without parentheses; write for example '1 and (2 or 3)'"),
        ("(1 and 2 or 3)", 3, "'and' and 'or' meet without parentheses; write for example '1 and (2 or 3)'"),
        ("1 and 4", 2, "there is no filter 4, there are only 2 filters"),
        ("1 and 2", 1, "there is no filter 2, there is only 1 filter"),
        ("1 and 3", 3, "filter 2 is not used"),
        ("1", 3, "filters 2, 3 are not used"),
        ("0 and 1", 1, "'0' is not the number of a filter; the first filter is 1"),
        ("01", 1, "'01' is not the number of a filter; the first filter is 1"),
        ("99999999999999999999", 1, "'99999999999999999999' is not the number of a filter; the first filter is 1"),
        ("1 and", 1, "expected a filter number or '(' before the end"),
        ("and 1", 1, "expected a filter number or '(' before 'and'"),
        ("1 2", 2, "expected 'and' or 'or' before 2"),
        ("(1 and 2", 2, "a '(' is not closed"),
        ("(1 2)", 2, "expected 'and', 'or' or ')' before 2"),
        ("1)", 1, "a ')' has no '(' before it"),
        ("()", 1, "expected a filter number or '(' before ')'"),
        ("not 1", 1, "there is no 'not'; use the 'Not …' form of the filter or a negative operator"),
        ("1 xor 2", 2, "'xor' is not part of a logic expression; use numbers, 'and', 'or' and parentheses"),
        ("1 & 2", 2, "'&' is not part of a logic expression; use numbers, 'and', 'or' and parentheses"),
        ("-1", 1, "'-' is not part of a logic expression; use numbers, 'and', 'or' and parentheses"),
    ]) func refuses(_ text: String, _ count: Int, _ message: String) {
        #expect(throws: RuleLogicError(message)) { try RuleLogic(text, filterCount: count) }
    }

    @Test func nestingHasAnEnd() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth)
        }
        #expect(try RuleLogic(nested(50), filterCount: 1) == .filter(1))
        #expect(throws: RuleLogicError("parentheses are nested too deeply")) {
            try RuleLogic(nested(100_000), filterCount: 1)
        }
    }

    /// The expression says what its truth table says, for every combination of three filters.
    @Test(arguments: 0..<8) func meaning(_ bits: Int) throws {
        let facts = (0..<3).map { bits & (1 << $0) != 0 }
        let filters = facts.map { $0 ? Predicate.always : .never }
        let logic = try RuleLogic("1 and (2 or 3)", filterCount: 3).combined(filters)
        #expect(logic.holds(for: TestFacts()) == (facts[0] && (facts[1] || facts[2])))
    }
}
