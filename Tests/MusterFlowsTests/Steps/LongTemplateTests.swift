import Foundation
import MusterFlows
import MusterModel
import MusterRules
import Testing

/// Tokens whose values hold tokens by the thousand.
@Suite struct LongTemplateTests {
    private static let my = [
        "Speaker": String(repeating: "{{my.a}}", count: 2_000), "a": String(repeating: "{{my.b}}", count: 2_000),
        "b": "12345678",
    ]

    private func decide(_ name: String, _ parameters: [String: RuleValue]) throws -> StepDecision {
        try StepBench(my: Self.my).decide(name, parameters)
    }

    @Test("a step whose text does not end fails for the person, with the reason")
    func fails() throws {
        let token: RuleValue = "{{my.Speaker}}"
        let examples: [(String, [String: RuleValue], String)] = [
            ("Change Data Value", ["Attribute": "City", "New Value": token], "New Value"),
            ("Change Score", ["Score Name": "Lead Score", "Change": token], "Change"),
            ("Wait", ["Duration": RuleValue("{{my.Speaker}} days")], "Duration"),
            ("Wait", ["Date": token], "Date"),
            ("Wait", ["Date": "2030-01-01", "Offset": token], "Offset"),
        ]
        for (name, parameters, text) in examples {
            let decision = try decide(name, parameters)
            #expect(decision.isFailed)
            #expect(
                decision.outcome == .failed("\(text) is longer than 64 KiB with its tokens filled in"), "\(name)")
        }
    }

    @Test("a value within 64 KiB is cut to the length of the field")
    func cut() throws {
        let bench = StepBench(my: ["Long": String(repeating: "x", count: 65_536)])
        let decision = try bench.decide("Change Data Value", ["Attribute": "City", "New Value": "{{my.Long}}"])
        #expect(decision.change?.new == .text(String(repeating: "x", count: 255)))
    }

    @Test("a reason quotes the beginning of a long text")
    func quotes() throws {
        let bench = StepBench(my: ["Long": String(repeating: "x", count: 60_000)])
        for (name, parameters): (String, [String: RuleValue]) in [
            ("Change Score", ["Score Name": "Lead Score", "Change": "{{my.Long}}"]), ("Wait", ["Date": "{{my.Long}}"]),
            ("Wait", ["Duration": "{{my.Long}}"]),
            ("Change Data Value", ["Attribute": "Date of Birth", "New Value": "{{my.Long}}"]),
        ] {
            guard case .skipped(let reason) = try bench.decide(name, parameters).outcome else {
                Issue.record("\(name) was not skipped")
                continue
            }
            #expect(reason.utf8.count < 500 && reason.contains("xxx"), "\(name)")
        }
    }

    @Test("no mail leaves with a part of more than 2 MiB", arguments: [0, 1, 2, 3, 4, 5])
    func mail(part: Int) throws {
        var texts = Array(repeating: "x", count: 6)
        texts[part] = "{{my.Speaker}}"
        let email = Email(
            id: 1050, name: "Invitation", folder: .program(1001), subject: texts[0], fromName: texts[1],
            fromEmail: texts[2], replyEmail: texts[3], html: texts[4], text: texts[5], isOperational: true,
            isApproved: true, createdAt: Instant(seconds: 0), updatedAt: Instant(seconds: 0))
        let bench = StepBench(
            values: [.email: .text("ann@example.com")], my: Self.my, emails: [email],
            assetNames: [AssetReference(.email, 1050): "Spring.Invitation"])
        let decision = try bench.decide("Send Email", ["Email": RuleValue("Spring.Invitation", assetID: 1050)])
        #expect(decision.isFailed)
        #expect(
            decision.outcome
                == .failed("a part of 'Spring.Invitation' is longer than 2 MiB with its tokens filled in"))
    }
}
