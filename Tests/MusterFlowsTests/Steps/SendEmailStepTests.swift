import Foundation
import MusterFlows
import MusterModel
import MusterRules
import Testing

@Suite struct SendEmailStepTests {
    private static let asset = AssetReference(.email, 1050)
    private let parameters: [String: RuleValue] = ["Email": RuleValue("Spring.Invitation", assetID: 1050)]

    private static func email(operational: Bool = false, approved: Bool = true) -> Email {
        Email(
            id: 1050, name: "Invitation", folder: .program(1001), subject: "Hi {{lead.First Name:default=you}}",
            fromName: "{{my.Host}}", fromEmail: "events@example.com", replyEmail: "reply@example.com",
            html: "<b>{{lead.First Name}}</b> {{my.Sign}}", text: "{{lead.First Name}} at {{company.Company Name}}",
            isOperational: operational, isApproved: approved, createdAt: Instant(seconds: 0),
            updatedAt: Instant(seconds: 0))
    }

    private func bench(_ values: [LeadField: FieldValue] = [:], operational: Bool = false) -> StepBench {
        StepBench(
            values: [.email: .text("ann@example.com")].merging(values) { $1 },
            emails: [Self.email(operational: operational)],
            assetNames: [Self.asset: "Spring.Invitation"])
    }

    struct Reach: Sendable, CustomTestStringConvertible {
        let state: String
        let values: [LeadField: FieldValue]
        let operational: Bool
        let nonOperational: Bool
        var testDescription: String { state }
        init(_ state: String, _ values: [LeadField: FieldValue], _ operational: Bool, _ nonOperational: Bool) {
            self.state = state
            self.values = values
            self.operational = operational
            self.nonOperational = nonOperational
        }
    }

    /// The table of who may get which mail; now is 2026-03-06T16:00:00Z.
    @Test(arguments: [
        Reach("nothing", [:], true, true),
        Reach("unsubscribed", [.unsubscribed: .boolean(true)], true, false),
        Reach("marketing suspended", [.marketingSuspended: .boolean(true)], true, false),
        Reach("black listed", [.blackListed: .boolean(true)], false, false),
        Reach("invalid", [.emailInvalid: .boolean(true)], false, false),
        Reach("no address", [.email: .null], false, false),
        Reach("blank address", [.email: .text(" ")], false, false),
        Reach("malformed", [.email: .text("ann.example.com")], false, false),
        Reach("two addresses", [.email: .text("a@b.de,c@d.de")], false, false),
        Reach("a line break", [.email: .text("a@b.de\nBcc:x@y.de")], false, false),
        Reach(
            "suspended for 23:59 hours",
            [.emailSuspended: .boolean(true), .emailSuspendedAt: .instant(Instant(seconds: 1_772_812_800 - 86_340))],
            false, false),
        Reach(
            "suspended for 24 hours",
            [.emailSuspended: .boolean(true), .emailSuspendedAt: .instant(Instant(seconds: 1_772_812_800 - 86_400))],
            true, true),
        Reach("all flags false", [.unsubscribed: .boolean(false), .blackListed: .boolean(false)], true, true),
    ])
    func reach(_ reach: Reach) throws {
        for (isOperational, mayGet) in [(true, reach.operational), (false, reach.nonOperational)] {
            let decision = try bench(reach.values, operational: isOperational).decide("Send Email", parameters)
            #expect(decision.effects.count == (mayGet ? 1 : 0), "operational: \(isOperational)")
            #expect(decision.isSkipped != mayGet)
        }
    }

    @Test(arguments: [(true, false, false), (true, true, true), (false, false, true)])
    func limitsHoldForNonOperationalMailOfCampaignsThatAskForThem(
        blocks: Bool, isOperational: Bool, mayGet: Bool
    ) throws {
        var bench = bench(operational: isOperational)
        bench.limitReached = true
        bench.blocksNonOperational = blocks
        #expect(try bench.decide("Send Email", parameters).isSkipped != mayGet)
    }

    @Test func aSharedAddressGetsOneMail() throws {
        var bench = bench(operational: true)
        bench.isDuplicateAddress = true
        #expect(try bench.decide("Send Email", parameters).isSkipped)
    }

    @Test func theMailIsRenderedForTheLead() throws {
        var bench = bench([.firstName: .text("<Ann>"), .company: .text("R&D"), .email: .text(" ann@example.com ")])
        bench.my = ["Host": "Eva\nBcc: x@y.de", "Sign": "<i>{{lead.First Name}}</i>"]
        let decision = try bench.decide("Send Email", parameters)
        guard case .send(let message, let activity)? = decision.effects.first else {
            Issue.record("nothing is sent")
            return
        }
        #expect(message.kind == "email")
        #expect(
            message.payload == [
                "to": "ann@example.com", "from": "events@example.com", "fromName": "Eva Bcc: x@y.de",
                "replyTo": "reply@example.com", "subject": "Hi <Ann>",
                "html": "<b>&lt;Ann&gt;</b> <i>&lt;Ann&gt;</i>", "text": "<Ann> at R&D", "leadId": 5, "emailId": 1050,
                "campaignId": 1004, "runId": 77, "stepId": 88, "choiceNumber": 2,
            ])
        #expect(activity.typeID == 6)
        #expect(activity.primaryID == 1050)
        #expect(activity.primaryValue == "Spring.Invitation")
        #expect(activity.attributes == ["Campaign Run ID": 77, "Choice Number": 2, "Step ID": 88])
    }

    @Test func anEmptyTokenGivesItsDefault() throws {
        guard case .send(let message, _)? = try bench().decide("Send Email", parameters).effects.first else {
            Issue.record("nothing is sent")
            return
        }
        #expect(message.payload["subject"] == "Hi you")
    }

    @Test func deletedOrUnapprovedEmailsFailTheStep() throws {
        var bench = bench()
        bench.emails = [Self.email(approved: false)]
        #expect(try bench.decide("Send Email", parameters).isFailed)
        bench.emails = []
        #expect(try bench.decide("Send Email", parameters).isFailed)
    }

    @Test func asksForTheFieldsOfItsDecisionAndOfTheMail() throws {
        var bench = bench()
        bench.my = ["Sign": "{{lead.City}}"]
        let step = try StepBench.step("Send Email", parameters)
        #expect(
            try bench.context().fields(for: step) == [
                .email, .blackListed, .emailInvalid, .emailSuspended, .emailSuspendedAt, .unsubscribed,
                .marketingSuspended, .firstName, .company, .city,
            ])
        #expect(try bench.context().unknownTokens(in: step) == ["my.host"])
    }

    @Test func needsAnEmail() throws {
        #expect(try StepBench.problems("Send Email", [:]) == ["Email: is missing"])
        #expect(try StepBench.problems("Send Email", ["Email": "X"]) == ["Email: 'X' is not a known email"])
    }
}
