import MusterModel
import MusterRules
import Testing

@Suite struct ValueTestTests {
    static let tests: [ValueTest] = [
        .isNull, .isNotNull, .textIs(["a"]), .textStartsWith(["a"]), .textContains(["a"]), .numberIs([0]),
        .numberWithin(.from(0)), .isTrue, .isFalse, .dayWithin(.init()), .instantWithin(.init()),
        .anyOf([.isNull, .textIs(["a"])]), .anyOf([]), .not(.textIs(["a"])),
    ]
    static let values: [FieldValue] = [
        .null, .text("a"), .text(""), .integer(0), .number(0.5), .boolean(true), .boolean(false),
        .date(CalendarDay(ordinal: 0)), .instant(Instant(seconds: 0)),
    ]

    @Test(arguments: tests, values) func aTestAndItsComplementSplitTheValues(_ test: ValueTest, _ value: FieldValue) {
        #expect(ValueTest.not(test).holds(for: value) != test.holds(for: value))
    }

    @Test(arguments: tests, values) func simplifyingChangesNothing(_ test: ValueTest, _ value: FieldValue) {
        let forms: [ValueTest] = [test, .not(.not(test)), .anyOf([test]), .anyOf([.anyOf([test, test]), .anyOf([])])]
        for form in forms { #expect(form.simplified.holds(for: value) == test.holds(for: value)) }
    }

    @Test(arguments: tests) func onlyIsNullAndComplementsPassNoValue(_ test: ValueTest) {
        switch test {
        case .isNull, .not, .anyOf([.isNull, .textIs(["a"])]): #expect(test.holds(for: .null))
        default: #expect(!test.holds(for: .null))
        }
    }

    @Test(arguments: [
        (ValueTest.textIs(["1"]), FieldValue.integer(1)), (.numberIs([1]), .text("1")), (.isTrue, .integer(1)),
        (.dayWithin(.init()), .instant(Instant(seconds: 0))), (.instantWithin(.init()), .date(CalendarDay(ordinal: 0))),
        (.numberWithin(.init()), .boolean(true)),
    ]) func aValueOfAnotherTypeDoesNotPass(_ test: ValueTest, _ value: FieldValue) {
        #expect(!test.holds(for: value))
    }

    @Test func simplifiedForms() {
        #expect(ValueTest.anyOf([.anyOf([.isNull]), .isTrue]).simplified == .anyOf([.isNull, .isTrue]))
        #expect(ValueTest.not(.isNull).simplified == .isNotNull)
        #expect(ValueTest.not(.not(.isTrue)).simplified == .isTrue)
        #expect(ValueTest.textIs([]).simplified == .anyOf([]))
        #expect(ValueTest.anyOf([.isTrue, .not(.anyOf([]))]).simplified == .not(.anyOf([])))
    }
}
