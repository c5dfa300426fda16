import Foundation
import MusterEngine
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
        target: TemplateText.Target = .plain
    ) throws -> String {
        var scope = try StepBench(my: Self.my).scope()
        scope.trigger = trigger
        scope.overrides = overrides
        return TemplateText(text, leadFields: .standard)
            .text(for: Lead(id: 5, values: Self.values), in: scope, target: target)
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
        #expect(try render(text) == text)
    }
}
