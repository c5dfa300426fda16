import MusterFlows
import MusterModel
import Testing

@Suite struct ChangeDataValueStepTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let field: LeadField
        let old: FieldValue
        let text: String
        /// `nil`: nothing happens.
        let new: FieldValue?
        var testDescription: String { "\(field.displayName) '\(text)'" }

        init(_ field: LeadField, _ old: FieldValue, _ text: String, _ new: FieldValue?) {
            self.field = field
            self.old = old
            self.text = text
            self.new = new
        }
    }

    @Test(arguments: [
        Example(.city, .null, "Bonn", .text("Bonn")),
        Example(.city, .text("Bonn"), "Köln", .text("Köln")),
        Example(.city, .text("bonn"), "Bonn", .text("Bonn")),
        Example(.city, .text("Bonn"), "{{lead.City}} am Rhein", .text("Bonn am Rhein")),
        Example(.city, .text("Bonn"), "NULL", .null),
        Example(.city, .text("Bonn"), " NULL ", .null),
        Example(.city, .text("Bonn"), "null", .text("null")),
        Example(.city, .text("Bonn"), "{{my.Null}}", .text("NULL")),
        Example(.city, .null, String(repeating: "ä", count: 300), .text(String(repeating: "ä", count: 255))),
        Example(
            .city, .null, "a" + String(repeating: "e\u{301}", count: 200),
            .text("a" + String(repeating: "e\u{301}", count: 127))),
        Example(.unsubscribed, .null, "yes", .boolean(true)),
        Example(.unsubscribed, .boolean(true), "0", .boolean(false)),
        Example(.numberOfEmployees, .null, "12.0", .integer(12)),
        Example(.annualRevenue, .null, "$1,234.5", .number(1234.5)),
        Example(.dateOfBirth, .null, "{{system.date}}", .date(CalendarDay(ordinal: 20518))),
        Example(.acquisitionDate, .null, "{{system.dateTime}}", .instant(Instant(seconds: 1_772_812_800))),
        Example(.dateOfBirth, .date(CalendarDay(ordinal: 0)), "NULL", .null),
    ])
    func changes(_ example: Example) throws {
        let bench = StepBench(values: [example.field: example.old], my: ["Null": "NULL"])
        let decision = try bench.decide(
            "Change Data Value",
            ["Attribute": RuleValue(example.field.displayName), "New Value": RuleValue(example.text)])
        let change = try #require(decision.change)
        #expect(change.field == example.field)
        #expect(change.old == example.old)
        #expect(change.new == example.new)
        #expect(decision.outcome == .done)
        #expect(decision.next == .proceed)
    }

    @Test(arguments: [
        Example(.city, .text("Bonn"), "Bonn", nil),
        Example(.city, .null, "NULL", nil),
        Example(.unsubscribed, .boolean(true), "yes", nil),
    ])
    func anUnchangedValueHasNoEffect(_ example: Example) throws {
        let decision = try StepBench(values: [example.field: example.old]).decide(
            "Change Data Value",
            ["Attribute": RuleValue(example.field.name), "New Value": RuleValue(example.text)])
        #expect(decision.isUnchanged)
    }

    @Test(arguments: [
        Example(.city, .text("Bonn"), "{{lead.State}}", nil),
        Example(.leadScore, .integer(5), "{{lead.State}} ", nil),
        Example(.numberOfEmployees, .null, "many", nil),
        Example(.unsubscribed, .null, "maybe", nil),
        Example(.dateOfBirth, .null, "2026-02-30", nil),
        Example(.email, .text("a@b.de"), "not an address", nil),
        // Cut to the length it would be somebody else's.
        Example(.email, .text("a@b.de"), "a@" + String(repeating: "b", count: 260) + ".de", nil),
    ])
    func aValueThatDoesNotFitIsSkipped(_ example: Example) throws {
        let decision = try StepBench(values: [example.field: example.old]).decide(
            "Change Data Value",
            ["Attribute": RuleValue(example.field.displayName), "New Value": RuleValue(example.text)])
        #expect(decision.isSkipped)
    }

    @Test func theActivityTellsWhatChangedAndWhy() throws {
        let decision = try StepBench(values: [.unsubscribed: .boolean(false)]).decide(
            "Change Data Value", ["Attribute": "unsubscribed", "New Value": "true"])
        let activity = try #require(decision.change).activity
        #expect(activity.leadID == 5)
        #expect(activity.typeID == 13)
        #expect(activity.at.iso8601 == "2026-03-06T16:00:00Z")
        #expect(activity.campaignID == 1004)
        #expect(activity.primaryID == 79)
        #expect(activity.primaryValue == "Unsubscribed")
        #expect(
            activity.attributes == [
                "New Value": "true", "Old Value": "false",
                "Reason": "Changed by Smart Campaign Spring.Nurture action Change Data Value",
                "Source": "Marketo Flow Action",
            ])
    }

    @Test func anActivityLeavesOutTheValueThatIsNone() throws {
        let clearing = try StepBench(values: [.city: .text("Bonn")]).decide(
            "Change Data Value", ["Attribute": "City", "New Value": "NULL"])
        #expect(clearing.change?.activity.attributes.keys == ["Old Value", "Reason", "Source"])
        let filling = try StepBench().decide("Change Data Value", ["Attribute": "City", "New Value": "Bonn"])
        #expect(filling.change?.activity.attributes.keys == ["New Value", "Reason", "Source"])
    }

    @Test func asksForItsFieldAndThoseOfItsTokens() throws {
        let step = try StepBench.step(
            "Change Data Value", ["Attribute": "City", "New Value": "{{lead.State}} {{my.Tail}} {{trigger.Link}}"])
        #expect(step.requiredFields.fields == [.city, .state])
        #expect(step.requiredFields.myTokens == ["tail"])
        #expect(step.requiredFields.usesTrigger)
        let context = try StepBench(my: ["Tail": "{{company.Company Name}}"]).context()
        #expect(context.fields(for: step) == [.city, .state, .company])
    }

    @Test(
        arguments: [
            ([:], ["Attribute: is missing", "New Value: is missing"]),
            (
                ["Attribute": "Citty", "New Value": "x"],
                ["Attribute: 'Citty' is not a lead field; did you mean 'City'?"]
            ),
            (["Attribute": "Created At", "New Value": "x"], ["Attribute: 'Created At' cannot be changed by a flow"]),
            (["Attribute": "id", "New Value": "1"], ["Attribute: 'Id' cannot be changed by a flow"]),
            (["Attribute": "City", "New Value": ""], ["New Value: is missing"]),
        ] as [([String: RuleValue], [String])])
    func problems(parameters: [String: RuleValue], expected: [String]) throws {
        #expect(try StepBench.problems("Change Data Value", parameters) == expected)
    }
}
