import Foundation
import MusterEngine
import MusterModel
import MusterRules
import MusterStore
import Testing

@testable import MusterServer

/// Texts with tokens in documents: what nobody declares, or can never be what is asked for.
@Suite struct ApplierTextTests {
    private static func problems(_ yaml: String, in fixture: InstanceFixture) async throws -> [String] {
        do {
            try await fixture.apply(yaml)
            return []
        } catch let error as RuleError {
            return error.diagnostics.map(\.description)
        }
    }

    @Test("tokens of the program, of folders above and of the document itself are declared, others are not")
    func declared() async throws {
        try await InstanceFixture.run { fixture in
            let campaign = """
                        flow:
                          - Change Score: {Score Name: Lead Score, Change: "{{my.Points}}"}
                          - Wait: {Date: "{{my.Launch}}"}
                          - Change Data Value: {Attribute: City, New Value: "{{my.Place}} {{my.Nowhere:default=Bonn}}"}
                """
            let yaml = """
                programs:
                  - name: Spring
                    folder: Events
                    campaigns:
                      - name: Go
                \(campaign)
                    tokens: {Launch: {date: 2026-05-12}}
                  - name: Autumn
                    campaigns:
                      - name: Go
                \(campaign)
                folders: [{name: Events, tokens: {Points: {score: +5}}}]
                tokens: {Place: Bonn}
                """
            let told = try await Self.problems(yaml, in: fixture)
            #expect(told.count == 2, "\(told)")
            #expect(
                told.first?.hasPrefix(
                    "programs[1].campaigns[0].flow[0].Change Score.Change: Change names {{my.Points}}, which nobody declares"
                ) == true)
            #expect(
                told.last?.hasPrefix(
                    "programs[1].campaigns[0].flow[1].Wait.Date: Date names {{my.Launch}}, which nobody declares")
                    == true)
            let mended = yaml.replacing(
                "  - name: Autumn\n", with: "  - name: Autumn\n    tokens: {Points: 3, Launch: {date: 2026-09-01}}\n")
            #expect(try await Self.problems(mended, in: fixture) == [])
            #expect(try await Self.problems(mended, in: fixture) == [])
        }
    }

    @Test("rules, mails and values of tokens")
    func everywhere() async throws {
        try await InstanceFixture.run { fixture in
            let told = try await Self.problems(
                """
                programs:
                  - name: Spring
                    folders: [{name: Mails, tokens: {Host: Robin}}]
                    tokens:
                      Title: "Hi {{lead.Frist Name}} of {{my.Elsewhere}} and {{my.Nobody}}"
                    smartLists:
                      - {name: Here, filters: [{City: [Bonn, "{{my.City}}"]}]}
                    emails:
                      - name: Invitation
                        subject: "{{my.Titel}}"
                        fromName: "{{my.Host}}"
                        html: "{{lead.Nickname:default=friend}} {{system.unsubscribeLink}} {{my.Elsewhere}} {{my.None:default=x}}"
                  - name: Other
                    tokens: {Elsewhere: there}
                emails:
                  - {name: Everybody's, subject: "{{my.Elsewhere}} {{my.Host}}", text: "{{my.Nobody}}"}
                """, in: fixture)
            let expected = [
                "programs[0].tokens.Title: names {{lead.Frist Name}}, and there is no such field; did you mean 'First Name'?",
                "programs[0].tokens.Title: names {{my.Nobody}}, which nobody declares",
                "programs[0].emails[0].subject: names {{my.Titel}}, which nobody declares; did you mean 'Title'?",
                "programs[0].emails[0].html: names {{lead.Nickname}}, and there is no such field",
                "programs[0].emails[0].html: names {{my.Elsewhere}}, which nobody declares",
                "emails[0].text: names {{my.Nobody}}, which nobody declares",
                "programs[0].smartLists[0].filters[0].City[1]: a rule has no tokens: '{{my.City}}' would be compared",
            ]
            for sentence in expected { #expect(told.contains { $0.hasPrefix(sentence) }, "\(sentence)\n\(told)") }
            #expect(told.count == expected.count, "\(told)")
        }
    }

    @Test("a flow that was there keeps its tokens when they are deleted, and a document that gives it anew does not")
    func stored() async throws {
        try await InstanceFixture.run { fixture in
            let yaml = """
                tokens: {Place: Bonn}
                campaigns:
                  - name: Go
                    triggers: [{Visits Web Page: {}}]
                    flow: [{Change Data Value: {Attribute: City, New Value: "{{my.Place}}"}}]
                    active: true
                """
            #expect(try await Self.problems(yaml, in: fixture) == [])
            let folder = try fixture.store.read { try #require(try $0.smartCampaign(named: "Go")?.folder) }
            try await fixture.store.write { _ = try $0.deleteToken(named: "Place", kind: .text, in: folder) }
            let id = try fixture.store.read { try #require(try $0.smartCampaign(named: "Go")).id }
            let definition = try fixture.store.read { reader in
                try #require(
                    try fixture.instance.engine.library.definition(
                        id, reader: reader, at: Moment(InstanceFixture.start, in: .gmt)))
            }
            #expect(definition.isValid)
            #expect(try await Self.problems("campaigns: [{name: Go, description: new}]", in: fixture) == [])
            let again = yaml.replacing("tokens: {Place: Bonn}\n", with: "")
            #expect(try await Self.problems(again, in: fixture).count == 1)
        }
    }
}
