import MusterFlows
import MusterModel
import MusterRules
import Testing

/// Texts with tokens that can never work, told when a flow is read.
@Suite struct FlowTextTests {
    private static let declared = DeclaredTokens(
        [
            "Launch": MyToken(name: "Launch", kind: .date, value: "2026-05-12"),
            "Points": MyToken(name: "Points", kind: .score, value: "+5"),
            "Days": MyToken(name: "Days", kind: .number, value: "3"),
            "Speaker": MyToken(name: "Speaker", kind: .text, value: "Robin"),
            "Bonus": MyToken(name: "Bonus", kind: .text, value: "+7"),
            "Later": MyToken(name: "Later", kind: .text, value: ""),
            "Birthday": MyToken(name: "Birthday", kind: .text, value: "{{lead.Date of Birth}}"),
            "Named": MyToken(name: "Named", kind: .text, value: "{{lead.First Name}}"),
        ], areAll: true)

    private static func problems(_ steps: String, tokens: DeclaredTokens? = declared) throws -> [String] {
        let document = FlowDocument(
            catalog: RuleCatalog(leadFields: .standard, activityTypes: .standard), assets: StubAssets(),
            leadFields: .standard, tokens: tokens)
        do {
            _ = try document.read(JSONParser.parse(#"{"flow":[\#(steps)]}"#))
            return []
        } catch let error as RuleError {
            return error.diagnostics.map(\.description)
        }
    }
    private static func score(_ change: String) -> String {
        #"{"Change Score":{"Score Name":"Lead Score","Change":"\#(change)"}}"#
    }
    private static func set(_ field: String, _ value: String) -> String {
        #"{"Change Data Value":{"Attribute":"\#(field)","New Value":"\#(value)"}}"#
    }

    @Test(
        "what may work is taken",
        arguments: [
            score("{{my.Points}}"), score("={{my.Days}}"), score("{{my.Bonus}}"), score("{{my.Later}}"),
            score("{{lead.Lead Score}}"), score("{{trigger.Score}}"), score("{{my.Nope:default=+1}}"),
            score("{{lead.First Name:default=+1}}"),
            #"{"Wait":{"Date":"{{my.Launch}}","Offset":"-{{my.Days}} days"}}"#, #"{"Wait":{"Date":"{{my.Birthday}}"}}"#,
            #"{"Wait":{"Date":"{{lead.Acquisition Date}}"}}"#, #"{"Wait":{"Date":"{{system.date}}"}}"#,
            #"{"Wait":{"Date":"{{system.dateTime}}"}}"#, #"{"Wait":{"Date":"{{trigger.New Value}}"}}"#,
            #"{"Wait":"{{my.Days}} days"}"#, #"{"Wait":"{{trigger.Count}} {{trigger.Unit}}"}"#,
            #"{"Wait":"{{lead.Lead Score}} hours"}"#,
            set("City", "{{my.Speaker}} {{my.Launch}} {{lead.City}}"), set("Date of Birth", "{{system.date}}"),
            set("Date of Birth", "{{lead.City}}"), set("Num Employees", "{{lead.City}}"), set("Num Employees", "12"),
            set("Num Employees", "{{my.Days}}"), set("Unsubscribed", "yes"), set("Num Employees", "NULL"),
            set("Email Address", "{{lead.First Name}}@example.com"), set("City", "{{my.Nope:default=}}"),
            set("City", "{{Handlebars}} {{member.Seat}} {{trigger.Anything}}"), set("City", "{{program.Name}}"),
        ])
    func taken(step: String) throws {
        #expect(try Self.problems(step) == [])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let step: String
        let sentence: String
        init(_ step: String, _ sentence: String) {
            self.step = step
            self.sentence = sentence
        }
        var testDescription: String { sentence }
    }

    @Test(
        "what can never work is refused, with its place and what would be right",
        arguments: [
            Case(
                #"{"Wait":"until {{my.Launch}}"}"#,
                "flow[0].Wait: Duration 'until {{my.Launch}}' is never a duration such as 3 days: {{my.Launch}} is the date '2026-05-12'; for a date give Date '{{my.Launch}}' in its place"
            ),
            Case(
                #"{"Wait":"{{my.Days}}"}"#,
                "flow[0].Wait: Duration '{{my.Days}}' is never a duration such as 3 days: {{my.Days}} is the number '3'; a token may be the number, with the unit written out"
            ),
            Case(
                #"{"Wait":{"Date":"{{lead.First Name}}"}}"#,
                "flow[0].Wait.Date: Date '{{lead.First Name}}' is never a date such as 2026-03-31: {{lead.First Name}} is a text; use a My Token of type date, a date field such as {{lead.Date of Birth}}, or {{system.date}}"
            ),
            Case(#"{"Wait":{"Date":"{{my.Days}}"}}"#, "flow[0].Wait.Date: Date '{{my.Days}}' is never a date"),
            Case(#"{"Wait":{"Date":"{{my.Named}}"}}"#, "flow[0].Wait.Date: Date '{{my.Named}}' is never a date"),
            Case(#"{"Wait":{"Date":"{{lead.Lead Score}}"}}"#, "flow[0].Wait.Date: Date '{{lead.Lead Score}}' is never"),
            Case(#"{"Wait":{"Date":"{{system.time}}"}}"#, "flow[0].Wait.Date: Date '{{system.time}}' is never a date"),
            Case(
                #"{"Wait":{"Date":"{{my.Launch}}","Offset":"{{my.Speaker}} days"}}"#,
                "flow[0].Wait.Offset: Offset '{{my.Speaker}} days' is never a number of days such as -3 days: {{my.Speaker}} is the text 'Robin'; use a My Token of type number, or a field with whole numbers"
            ),
            Case(
                score("{{my.Launch}}"),
                "flow[0].Change Score.Change: Change '{{my.Launch}}' is never a score change such as +5, -5 or =5: {{my.Launch}} is the date '2026-05-12'; use a My Token of type score or number, or a field with whole numbers"
            ),
            Case(
                score("{{my.Speaker}}"), "flow[0].Change Score.Change: Change '{{my.Speaker}}' is never a score change"),
            Case(score("{{lead.City}}"), "flow[0].Change Score.Change: Change '{{lead.City}}' is never a score change"),
            Case(
                score("{{lead.Date of Birth}}"), "flow[0].Change Score.Change: Change '{{lead.Date of Birth}}' is never"
            ),
            Case(
                score("+{{my.Points}}"), "flow[0].Change Score.Change: Change '+{{my.Points}}' is never a score change"),
            Case(
                score("{{my.Gone:default=much}}"),
                "flow[0].Change Score.Change: Change '{{my.Gone:default=much}}' is never"),
            Case(
                score("{{my.Point}}"),
                "flow[0].Change Score.Change: Change names {{my.Point}}, which nobody declares; did you mean 'Points'?"),
            Case(
                set("City", "{{my.Nope}}"),
                "flow[0].Change Data Value.New Value: New Value names {{my.Nope}}, which nobody declares; declare it under 'tokens', or say what stands in for it: {{my.Nope:default=…}}"
            ),
            Case(
                set("City", "{{lead.Frist Name}}"),
                "flow[0].Change Data Value.New Value: New Value names {{lead.Frist Name}}, and there is no such field; did you mean 'First Name'?"
            ),
            Case(
                set("City", "{{lead.Company Name}}"),
                "flow[0].Change Data Value.New Value: New Value names {{lead.Company Name}}, which is written {{company.Company Name}}"
            ),
            Case(
                set("City", "{{lead. City}}"),
                "flow[0].Change Data Value.New Value: New Value names {{lead. City}}, and blanks around a name are no part of it"
            ),
            Case(
                set("City", "{{system.dat}}"),
                "flow[0].Change Data Value.New Value: New Value names {{system.dat}}, and there are only {{system.date}}, {{system.time}}, {{system.dateTime}}"
            ),
            Case(
                set("City", "{{system.unsubscribeLink}}"),
                "flow[0].Change Data Value.New Value: New Value names {{system.unsubscribeLink}}, which goes only into mails"
            ),
            Case(
                set("Num Employees", "many"),
                "flow[0].Change Data Value.New Value: New Value 'many' is not a value of 'Num Employees', which is a whole number; write such a value, or a token that gives one"
            ),
            Case(
                set("Num Employees", "{{my.Launch}}"),
                "flow[0].Change Data Value.New Value: New Value '{{my.Launch}}' is never a value of 'Num Employees', which is a whole number: {{my.Launch}} is the date '2026-05-12'"
            ),
            Case(
                set("Date of Birth", "{{my.Days}}"),
                "flow[0].Change Data Value.New Value: New Value '{{my.Days}}' is never"),
            Case(
                #"{"Wait":{"choices":[{"if":{"City":"{{my.Speaker}}"},"Duration":"1 day"}]}}"#,
                "flow[0].Wait.choices[0].if.City: a rule has no tokens: '{{my.Speaker}}' would be compared letter by letter; write the value itself"
            ),
            Case(
                #"{"Wait":{"choices":[{"if":{"City":"Bonn"},"Date":"{{lead.City}}"}]}}"#,
                "flow[0].Wait.choices[0].Date: Date '{{lead.City}}' is never a date"),
        ])
    func refused(_ row: Case) throws {
        let problems = try Self.problems(row.step)
        #expect(problems.count == 1, "\(problems)")
        #expect(problems.first?.hasPrefix(row.sentence) == true, "\(problems)")
    }

    @Test("of a call, whose tokens may be declared later, a name that is unknown may be anything")
    func later() throws {
        let known = DeclaredTokens(["Launch": MyToken(name: "Launch", kind: .date, value: "2026-05-12")], areAll: false)
        for step in [Self.score("{{my.Nope}}"), Self.set("City", "{{my.Nope}}"), #"{"Wait":{"Date":"{{my.Nope}}"}}"#] {
            #expect(try Self.problems(step, tokens: known) == [])
            #expect(try Self.problems(step, tokens: nil) == [])
        }
        #expect(try Self.problems(Self.score("{{my.Launch}}"), tokens: known).count == 1)
        #expect(try Self.problems(#"{"Wait":"until {{my.Nope}}"}"#, tokens: known).count == 1)
    }

    @Test("tokens that stand in tokens without end are believed, and cost little")
    func bounded() throws {
        let wide = String(repeating: "{{my.Wide}}", count: 80)
        let tokens = DeclaredTokens(["Wide": MyToken(name: "Wide", kind: .text, value: wide)], areAll: true)
        #expect(try Self.problems(Self.score(String(repeating: "{{my.Wide}}", count: 2_000)), tokens: tokens) == [])
        #expect(try Self.problems(Self.score(String(repeating: "{{lead.City}}", count: 2_000)), tokens: tokens) == [])
    }
}
