import Foundation
import MusterFlows
import MusterModel
import Testing

@Suite struct TemplateTextTests {
    private static let values: [LeadField: FieldValue] = [
        .firstName: .text("Ann"), .city: .text(""), .company: .text("R&D \"West\""), .leadScore: .integer(12),
        .annualRevenue: .number(1234.5), .unsubscribed: .boolean(true), .emailInvalid: .boolean(false),
        .dateOfBirth: .date(CalendarDay(ordinal: 3711)), .createdAt: .instant(Instant(seconds: 1_772_812_800)),
    ]
    private static let my = [
        "Host": "Eva", "Greeting": "Dear {{lead.First Name}}", "One": "1{{my.Two}}", "Two": "2{{my.Three}}",
        "Three": "3{{my.Four}}", "Four": "4", "Loop": "again {{my.Loop}}", "Empty": "", "Markup": "plain",
    ]

    private func render(
        _ text: String, trigger: [String: String] = [:], overrides: [String: String] = [:],
        target: TemplateText.Target = .plain, limit: Int = TemplateText.longestValue
    ) throws -> String {
        var scope = try StepBench(my: Self.my).scope()
        scope.trigger = trigger
        scope.overrides = TokenOverrides(overrides, leadFields: .standard)
        return try TemplateText(text, leadFields: .standard)
            .text(for: Lead(id: 5, values: Self.values), in: scope, target: target, limit: limit)
    }

    @Test(arguments: [
        ("", ""),
        ("no token", "no token"),
        ("{{lead.First Name}}", "Ann"),
        ("a {{LEAD.first name}} b", "a Ann b"),
        ("{{lead.firstName}}", "Ann"),
        ("{{lead.First Name}}{{lead.Lead Score}}", "Ann12"),
        ("{{company.Company Name}}", "R&D \"West\""),
        ("{{lead.Annual Revenue}}", ""),
        ("{{company.Annual Revenue}}", "1234.5"),
        ("{{company.First Name}}", ""),
        ("{{lead.Unsubscribed}}{{lead.Email Invalid}}", "10"),
        ("{{lead.Date of Birth}}", "1980-02-29"),
        ("{{lead.Created At}}", "2026-03-06 17:00:00"),
        ("{{lead.Nonsense}}", ""),
        ("{{my.Host}}", "Eva"),
        ("{{my.host}}", "Eva"),
        ("{{my.Nobody}}", ""),
        ("{{my.Greeting}}!", "Dear Ann!"),
        ("{{program.Name}}/{{program.id}}/{{program.Description}}", "Spring/1001/Season"),
        ("{{campaign.name}}/{{campaign.id}}/{{campaign.Description}}", "Nurture/1004/Warm up"),
        ("{{system.date}}", "Mar 06, 2026"),
        ("{{system.time}}", "05:00 PM (GMT +0100)"),
        ("{{system.dateTime}}", "2026-03-06 17:00:00"),
        ("{{system.unsubscribeLink}}", ""),
        ("{{member.Status}}", ""),
        ("{{trigger.Name}}", "Pricing"),
        ("{{trigger.Link}}", ""),
    ])
    func values(text: String, expected: String) throws {
        #expect(try render(text, trigger: ["name": "Pricing"]) == expected)
    }

    @Test(arguments: [
        ("{{lead.City:default=Bonn}}", "Bonn"),
        ("{{lead.City:Default=Bonn}}", "Bonn"),
        ("{{lead.City:default=}}", ""),
        ("{{lead.State:default=a:default=b}}", "a:default=b"),
        ("{{lead.First Name:default=friend}}", "Ann"),
        ("{{lead.Nonsense:default=friend}}", "friend"),
        ("{{my.Empty:default=x}}", "x"),
        ("{{member.Status:default=none}}", "none"),
    ])
    func theDefaultStandsInForAnEmptyValue(text: String, expected: String) throws {
        #expect(try render(text) == expected)
    }

    @Test(arguments: [
        ("{{lead.First Name", "{{lead.First Name"),
        ("{lead.First Name}", "{lead.First Name}"),
        ("}} {{ }}", "}} "),
        ("{{}}", ""),
        ("{{lead}}", ""),
        ("{{lead.}}", ""),
        ("{{ lead.First Name}}", ""),
        ("{{lead. First Name}}", ""),
        ("{{a {{lead.First Name}}", "{{a Ann"),
        ("{{{lead.First Name}}}", "{Ann}"),
        ("{{lead.First Name}} {{", "Ann {{"),
        ("ö{{lead.First Name}}ü", "öAnnü"),
    ])
    func braces(text: String, expected: String) throws {
        #expect(try render(text) == expected)
    }

    @Test func tokensInsideTokensAreExpandedThreeDeep() throws {
        #expect(try render("{{my.Two}}") == "234")
        #expect(try render("{{my.One}}") == "12")
        #expect(try render("{{my.Loop}}") == "again again ")
    }

    @Test func overridesWinOverTheProgramsTokens() throws {
        #expect(try render("{{my.Host}}", overrides: ["host": "Max"]) == "Max")
        #expect(try render("{{my.Host}}", overrides: ["host": "{{lead.First Name}}"]) == "Ann")
        #expect(try render("{{my.Greeting}}", overrides: ["greeting": ""]) == "")
    }

    @Test func overridesOfTokensThatNobodyDefinedAreIgnored() throws {
        #expect(try render("{{my.Nobody:default=n/a}}", overrides: ["nobody": "boo"]) == "n/a")
        #expect(try render("{{my.Host}}", overrides: ["host": "{{my.Nobody}}!", "nobody": "boo"]) == "!")
    }

    @Test(arguments: [
        ("<b>{{company.Company Name}}</b>", "<b>R&amp;D &quot;West&quot;</b>"),
        ("{{my.Markup}}", "<i>R&amp;D &quot;West&quot;</i>"),
        ("{{lead.City:default=<i>there</i>}}", "<i>there</i>"),
        ("{{trigger.Name}}", "&lt;script&gt;"),
    ])
    func valuesOfPeopleAreEscapedInMarkup(text: String, expected: String) throws {
        let result = try render(
            text, trigger: ["Name".caseFolded: "<script>"],
            overrides: ["markup": "<i>{{company.Company Name}}</i>"], target: .html)
        #expect(result == expected)
    }

    @Test func isLiteralOnlyWithoutTokens() {
        #expect(TemplateText("{{ no end", leadFields: .standard).isLiteral)
        #expect(!TemplateText("{{lead.City}}", leadFields: .standard).isLiteral)
    }

    @Test func openBracesWithoutAnEndTakeNoTime() throws {
        let text = String(repeating: "{{", count: 200_000)
        #expect(try render(text, limit: text.utf8.count) == text)
    }

    @Test func aValueMayBeAsLongAsItsLimitAndNoLonger() throws {
        #expect(try render("12{{lead.First Name}}", limit: 5) == "12Ann")
        #expect(throws: TemplateTooLong(limit: 4)) { try render("12{{lead.First Name}}", limit: 4) }
        #expect(throws: TemplateTooLong(limit: 4)) { try render("{{lead.City:default=abcde}}", limit: 4) }
        #expect(throws: TemplateTooLong(limit: 1)) { try render("ö", limit: 1) }
        let long = String(repeating: "x", count: TemplateText.longestValue)
        #expect(try render("{{my.Host}}", overrides: ["host": long]) == long)
        #expect(throws: TemplateTooLong(limit: 65_536)) { try render("{{my.Host}}y", overrides: ["host": long]) }
    }

    @Test func tokensInTokensEndAtTheLimit() throws {
        let overrides = [
            "greeting": String(repeating: "{{my.One}}", count: 2_000),
            "one": String(repeating: "{{my.Two}}", count: 2_000), "two": "12345678",
        ]
        for limit in [TemplateText.longestValue, TemplateText.longestMailPart] {
            #expect(throws: TemplateTooLong(limit: limit)) {
                try render("{{my.Greeting}}", overrides: overrides, limit: limit)
            }
        }
    }

    @Test(.timeLimit(.minutes(10))) func tokensInTokensThatGiveNothingTakeNoTime() throws {
        let overrides = [
            "one": String(repeating: "{{my.Two}}", count: 60_000),
            "two": String(repeating: "{{my.Three}}", count: 60_000), "three": "",
        ]
        #expect(try render(String(repeating: "{{my.One}}", count: 60_000), overrides: overrides).isEmpty)
    }

    @Test func aTokenThatStandsAgainGivesTheSameAtEachDepth() throws {
        #expect(try render("{{my.One}}{{my.Two}}{{my.One}}{{my.Three}}{{my.Two}}") == "122341234234")
    }
}
