import MusterModel
import Testing

@Suite struct FieldValueTests {
    @Test(
        arguments: [
            (.null, ""), (.text("x"), "x"), (.integer(-3), "-3"), (.number(2.0), "2"), (.number(2.5), "2.5"),
            (.boolean(true), "true"),
            (.boolean(false), "false"), (.instant(Instant(milliseconds: 1_440_447_443_999)), "2015-08-24T20:17:23Z"),
            (.date(CalendarDay(ordinal: 0)), "1970-01-01"),
        ] as [(FieldValue, String)])
    func recordsText(value: FieldValue, text: String) {
        #expect(value.recordedText == text)
    }

    @Test func answersInJSON() {
        #expect(FieldValue.null.json == .null)
        #expect(FieldValue.integer(3).json == 3)
        #expect(FieldValue.number(2.5).json == .number("2.5"))
        #expect(FieldValue.boolean(true).json == true)
        #expect(FieldValue.date(CalendarDay(ordinal: 0)).json == "1970-01-01")
    }

    @Test func changesOfCaseAndNormalisationAreChanges() {
        #expect(FieldValue.text("a") != .text("A"))
        #expect(FieldValue.text("\u{E9}") != .text("e\u{301}"))
        #expect(FieldValue.text("") != .null)
        #expect(FieldValue.integer(1) != .number(1))
        #expect(Set<FieldValue>([.text("\u{E9}"), .text("e\u{301}"), .text("\u{E9}")]).count == 2)
    }
}
