import Testing

@testable import MusterRules

@Suite struct RuleLogicRenumberingTests {
    @Test(
        "only the numbers change, and only those of filters",
        arguments: [
            ("1 and (2 or 3)", "11 and (12 or 13)"), ("1AND2", "11AND12"), ("", ""), ("(((", "((("),
            ("0 or 01 or 10", "0 or 01 or 20"), ("1\u{A0}or\t2", "11\u{A0}or\t12"), ("é1\u{301}", "é11\u{301}"),
            ("99999999999999999999 or 1", "99999999999999999999 or 11"), ("١ or 1", "١ or 11"),
        ])
    func renumbered(before: String, after: String) {
        #expect(RuleLogic.renumbered(before) { $0 + 10 } == after)
    }

    @Test func numbers() {
        #expect(RuleLogic.numbers(in: "1 and (20 or 0 or 03) xor 1") == [1, 20])
    }
}
