import Foundation
import MusterModel
import Testing

@testable import MusterFlows

@Suite struct TokenScopeTests {
    private func render(_ text: String, _ scope: TokenScope) throws -> String {
        try TemplateText(text, leadFields: .standard).text(for: Lead(id: 1), in: scope)
    }

    @Test func namesAreFoldedWhateverWayTheyCome() throws {
        let scope = TokenScope(
            leadFields: .standard,
            my: MyTokens(
                [
                    "HOST": MyToken(name: "Host", kind: .text, value: "Eva"),
                    "Guest": MyToken(name: "Guest", kind: .text, value: ""),
                ], leadFields: .standard),
            overrides: TokenOverrides(["GUEST": "Max"], leadFields: .standard), campaign: StepBench.campaign,
            trigger: ["LINK": "/x"],
            moment: try StepBench().moment())
        #expect(try render("{{my.Host}} {{my.Guest}} {{trigger.Link}}", scope) == "Eva Max /x")
    }

    /// Campaigns are many and their chunks more; a token that is as long as a book is read by whoever uses it.
    @Test(.timeLimit(.minutes(10))) func aLongTokenIsTakenApartOnceAndOnlyIfSomebodyUsesIt() throws {
        let long = String(repeating: "{{lead.City:default=x}} and ", count: 20_000)
        let my = MyTokens(["Long": MyToken(name: "Long", kind: .text, value: long)], leadFields: .standard)
        let moment = try StepBench().moment()
        for _ in 0..<20_000 {
            let scope = TokenScope(leadFields: .standard, my: my, campaign: StepBench.campaign, moment: moment)
            #expect(scope.text(ofMyToken: "long").utf8.count == long.utf8.count)
        }
        let shared = (0..<100).map { _ in
            TokenScope(leadFields: .standard, my: my, campaign: StepBench.campaign, moment: moment)
                .template(ofMyToken: "long")
        }
        #expect(shared.allSatisfy { $0?.parts.count == 40_000 })
    }

    @Test func outsideProgramsProgramTokensAreEmpty() throws {
        let scope = TokenScope(
            leadFields: .standard, campaign: CampaignFacts(id: 1, name: "C", qualifiedName: "C"),
            moment: try StepBench().moment())
        #expect(
            try render("[{{program.name}}{{program.id}}{{program.description}}{{campaign.description}}]", scope) == "[]"
        )
    }

    @Test(arguments: [
        ("Asia/Kolkata", "2026-03-06T18:29:00Z", "11:59 PM (GMT +0530)"),
        ("America/Los_Angeles", "2013-08-08T23:34:00Z", "04:34 PM (GMT -0700)"),
        ("GMT", "2026-03-06T00:05:00Z", "12:05 AM (GMT +0000)"),
        ("GMT", "2026-03-06T12:05:00Z", "12:05 PM (GMT +0000)"),
    ])
    func timesAreThoseOfTheInstancesZone(zone: String, now: String, expected: String) throws {
        let bench = StepBench(now: now, zone: try #require(TimeZone(identifier: zone)))
        #expect(try render("{{system.time}}", try bench.scope()) == expected)
    }
}
