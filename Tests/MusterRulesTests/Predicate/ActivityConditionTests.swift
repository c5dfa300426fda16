import MusterModel
import MusterRules
import Testing

@Suite struct ActivityConditionTests {
    static let activity = NewActivity(
        lead: 1, type: 100, at: Instant(seconds: 0), campaign: 31, primaryID: 7, primaryValue: "Order 1",
        attributes: [
            "text": "Ab", "number": 3, "numeral": "3.5", "signed": "+10", "scientific": "1e3", "garbled": "3 pieces",
            "yes": true, "no": "False", "day": "2024-02-29", "instant": "2024-02-29T10:00:00Z", "null": nil,
            "list": [1],
        ])

    @Test(arguments: [
        (ActivityCondition.Part.primaryID, FieldValue.integer(7)), (.primaryValue, .text("Order 1")),
        (.campaignID, .integer(31)),
        (.attribute("text", .text), .text("Ab")), (.attribute("number", .text), .text("3")),
        (.attribute("number", .integer), .number(3)), (.attribute("numeral", .number), .number(3.5)),
        (.attribute("signed", .integer), .number(10)), (.attribute("scientific", .number), .number(1000)),
        (.attribute("garbled", .integer), .null), (.attribute("text", .number), .null),
        (.attribute("yes", .boolean), .boolean(true)), (.attribute("no", .boolean), .boolean(false)),
        (.attribute("number", .boolean), .null),
        (.attribute("day", .date), .date(CalendarDay(ordinal: 19_782))), (.attribute("instant", .date), .null),
        (.attribute("instant", .instant), .instant(Instant(seconds: 1_709_200_800))),
        (.attribute("null", .text), .null), (.attribute("list", .text), .null), (.attribute("missing", .text), .null),
        (.attribute("Text", .text), .null),
    ]) func partsAreReadByTheirType(_ part: ActivityCondition.Part, _ value: FieldValue) {
        #expect(part.value(in: Self.activity) == value)
    }

    @Test func everyConditionOfAPatternMustHoldOnTheSameRecord() {
        let about7 = ActivityCondition(.primaryID, .numberIs([7]))
        let ab = ActivityCondition(.attribute("text", .text), .textIs(["ab"]))
        let other = ActivityCondition(.attribute("text", .text), .textIs(["x"]))
        #expect(ActivityPattern(typeID: 100, conditions: [about7, ab]).matches(Self.activity))
        #expect(!ActivityPattern(typeID: 100, conditions: [about7, other]).matches(Self.activity))
        #expect(!ActivityPattern(typeID: 101).matches(Self.activity))
        #expect(!ActivityPattern(typeID: 100, at: .after(Instant(seconds: 0))).matches(Self.activity))
    }
}
