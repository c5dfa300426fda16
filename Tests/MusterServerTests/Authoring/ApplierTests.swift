import Foundation
import MusterAuthoring
import MusterEngine
import MusterModel
import MusterRules
import MusterStore
import Testing

@testable import MusterServer

@Suite struct ApplierTests {
    static let webinar = """
        customActivityTypes:
          - name: Purchase
            filterName: Purchased
            triggerName: Makes Purchase
            primaryAttribute: Order
            attributes: {CD Count: integer, Amount: {type: float, apiName: amount}}
        leadFields:
          Loyalty Tier: string
        folders:
          - {name: Webinars/2026, description: All of them, tokens: {Season: Spring}}
        staticLists: [Everybody]
        smartLists:
          - name: Buyers
            filters:
              - Purchased: {CD Count: {at least: 2}}
              - Loyalty Tier: Gold
        programs:
          - name: Webinar
            type: Event with Webinar
            folder: Webinars/2026
            tokens: {Speaker: Robin, Points: {score: +10}, Seats: 40, Day: {date: 2026-05-12}}
            staticLists: [Invited]
            emails:
              - {name: Invitation, subject: Come, from: a@b.example, text: Hello}
            campaigns:
              - name: Invite
                qualification: every 3 days
                maxMembers: 500
                recurrence: {every: 2 weeks, on: [Monday, Thursday], starting: 2026-04-06 06:00}
                filters:
                  - Member of Smart List: {in: Buyers}
                flow:
                  - Add to List: Invited
                  - Wait: 3 days
                  - Send Email: Invitation
              - name: Bought
                active: true
                triggers:
                  - Makes Purchase: {}
                flow:
                  - Request Campaign: Thank
              - name: Thank
                active: true
                triggers:
                  - Campaign is Requested: {}
                flow:
                  - Change Score: {Score Name: Lead Score, Change: "{{my.Points}}"}
        """

    @Test func createsEverythingTheDocumentDescribes() async throws {
        try await InstanceFixture.run { fixture in
            let report = try await fixture.apply(Self.webinar)
            #expect(report.assets.allSatisfy { $0.outcome == .created }, "\(report.assets)")
            try fixture.store.read { reader in
                let program = try #require(try reader.program(named: "Webinar"))
                #expect(try reader.path(of: program.folder) == "/Marketing Activities/Default/Webinars/2026")
                #expect(program.kind == .webinar && program.channel == "Webinar")
                let tokens = try reader.inheritedTokens(from: .program(program.id))
                #expect(tokens["season"]?.value == "Spring")
                #expect(tokens["points"] == MyToken(name: "Points", kind: .score, value: "+10"))
                #expect(tokens["seats"]?.kind == .number && tokens["day"]?.kind == .date)
                let campaign = try #require(try reader.smartCampaign(named: "Invite"))
                #expect(campaign.parentProgramID == program.id)
                #expect(campaign.qualification == .interval(3, .day) && campaign.maxMembers == 500)
                #expect(campaign.recurrence?.weekdays == [.monday, .thursday] && campaign.recurrence?.every == 2)
                #expect(campaign.flow.steps.map(\.name) == ["Add to List", "Wait", "Send Email"])
                // Local names mean the program's own assets.
                let email = try reader.assetID(.email, named: "Webinar.Invitation")
                #expect(campaign.flow.steps[2].choices[0].parameters[0].value.assetID == email)
                let next = try #require(try reader.runs(of: campaign.id).first)
                #expect(next.run.scheduledAt == Instant(text: "2026-04-06T06:00:00Z") && next.run.origin == .recurrence)
                #expect(try reader.smartCampaign(named: "Bought")?.isActive == true)
                let type = try #require(reader.catalogs.activityTypes.type(apiName: "purchase"))
                #expect(reader.catalogs.listenedTypes.contains(type.id))
                #expect(type.attributes.map(\.apiName) == ["cdCount", "amount"])
                #expect(reader.catalogs.leadFields[restName: "loyaltyTier"]?.displayName == "Loyalty Tier")
            }
        }
    }

    @Test func theSecondTimeNothingChanges() async throws {
        try await InstanceFixture.run { fixture in
            try await fixture.apply(Self.webinar)
            let before = try fixture.store.read { try $0.smartCampaigns(.everything).map(\.flow) }
            let revision = fixture.store.position.records
            let report = try await fixture.apply(Self.webinar)
            #expect(report.assets(.unchanged).count == report.assets.count, "\(report.assets)")
            #expect(fixture.store.position.records == revision)
            #expect(try fixture.store.read { try $0.smartCampaigns(.everything).map(\.flow) } == before)
        }
    }

    @Test func changesWhatDiffersAndKeepsIds() async throws {
        try await InstanceFixture.run { fixture in
            try await fixture.apply(Self.webinar)
            let before = try fixture.store.read { try $0.smartCampaign(named: "Invite") }
            let changed = Self.webinar.replacingOccurrences(of: "Wait: 3 days", with: "Wait: 5 days")
                .replacingOccurrences(of: "at least: 2", with: "at least: 3")
                .replacingOccurrences(of: "subject: Come", with: "subject: Come soon")
                .replacingOccurrences(of: "Speaker: Robin", with: "Speaker: Kim")
                .replacingOccurrences(of: "every: 2 weeks, on: [Monday, Thursday]", with: "every: day")
            let report = try await fixture.apply(changed)
            #expect(
                report.assets(.updated).map(\.name) == [
                    "Webinar.{{my.Speaker}}", "Webinar.Invitation", "Buyers", "Webinar.Invite",
                ])
            #expect(
                report.assets(.updated).map(\.changed) == [
                    ["value"], ["subject"], ["filters"], ["recurrence", "flow"],
                ])
            #expect(report.assets(.created).isEmpty)
            try fixture.store.read { reader in
                let after = try #require(try reader.smartCampaign(named: "Invite"))
                // People may wait at these steps.
                #expect(after.flow.steps.map(\.id) == before?.flow.steps.map(\.id))
                #expect(after.flow.steps[1].choices[0].parameters[0].value.text == "5 days")
                let scheduled = try reader.runs(of: after.id).filter { $0.run.state == .scheduled }
                #expect(scheduled.map(\.run.scheduledAt) == [Instant(text: "2026-04-06T06:00:00Z")])
                #expect(try reader.email(named: "Invitation")?.subject == "Come soon")
            }
        }
    }

    @Test("a dry run says what would be done, and does nothing")
    func dryRun() async throws {
        try await InstanceFixture.run { fixture in
            let nothing = fixture.store.position.commit
            let first = try await fixture.apply(Self.webinar, isDryRun: true)
            #expect(fixture.store.position.commit == nothing)
            #expect(fixture.store.catalogs.activityTypes.types.allSatisfy { !$0.isCustom })
            let made = try await fixture.apply(Self.webinar)
            #expect(first.assets.map(\.name) == made.assets.map(\.name))
            #expect(first.assets.map(\.outcome) == made.assets.map(\.outcome))
            #expect(first.assets(.created).allSatisfy { $0.id == nil }, "what is not there has no id")
            let off = Self.webinar.replacingOccurrences(of: "active: true", with: "active: false")
            let would = try await fixture.apply(off, isDryRun: true)
            #expect(would.assets(.updated).map(\.changed) == [["active"], ["active"]])
            #expect(try await fixture.apply(off) == would)
            await #expect(throws: RuleError.self) { try await fixture.apply("nonsense: 1", isDryRun: true) }
        }
    }

    @Test func switchesCampaignsOnAndOff() async throws {
        try await InstanceFixture.run { fixture in
            try await fixture.apply(Self.webinar)
            let off = Self.webinar.replacingOccurrences(of: "active: true", with: "active: false")
            #expect(try await fixture.apply(off).assets(.updated).map(\.name) == ["Webinar.Bought", "Webinar.Thank"])
            #expect(fixture.store.catalogs.listenedTypes.isEmpty)
            let silent = Self.webinar.replacingOccurrences(of: "        active: true\n", with: "")
            #expect(try await fixture.apply(silent).assets(.updated).isEmpty)
        }
    }

    @Test func newTriggersOfAnActiveCampaignAreListenedTo() async throws {
        try await InstanceFixture.run { fixture in
            let document = """
                campaigns:
                  - name: Score
                    active: true
                    triggers: [{Visits Web Page: {}}]
                    flow: [{Change Score: {Score Name: Lead Score, Change: 1}}]
                """
            try await fixture.apply(document)
            #expect(fixture.store.catalogs.listenedTypes == [ActivityType.visitWebpage.id])
            try await fixture.apply(document.replacingOccurrences(of: "Visits Web Page", with: "Opens Email"))
            #expect(fixture.store.catalogs.listenedTypes == [ActivityType.openEmail.id])
        }
    }
}
