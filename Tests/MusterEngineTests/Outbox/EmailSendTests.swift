import MusterEngine
import MusterModel
import MusterStore
import Testing

@Suite struct EmailSendTests {
    static let everybody = #"{"filters":[{"Email Address":{"contains":"@"}}]}"#
    static let send = #"{"flow":[{"Send Email":"Invitation"}]}"#

    @Test("a send writes the activity and hands the rendered mail over once")
    func send() async throws {
        try await EngineFixture.run { story in
            try await story.email(
                "Invitation", subject: "Hello {{lead.First Name:default=friend}}", html: "<p>{{lead.Last Name}}</p>")
            let person = try await story.lead([
                .email: .text("ada@example.com"), .firstName: .text("Ada"), .lastName: .text("<b>"),
            ])
            let campaign = try await story.campaign("Invite", rules: Self.everybody, flow: Self.send)
            try await story.runNow(campaign)
            let mail = try #require(story.outbox.delivered.first)
            #expect(story.outbox.delivered.count == 1)
            #expect(mail.payload["to"] == "ada@example.com")
            #expect(mail.payload["subject"] == "Hello Ada")
            #expect(mail.payload["html"] == "<p>&lt;b&gt;</p>")
            #expect(try story.log(of: person).last == "Send Email Invitation")
        }
    }

    @Test("people who must not get the mail are skipped and go on")
    func blocked() async throws {
        try await EngineFixture.run { story in
            try await story.email("Invitation", subject: "Hello")
            let blocks: [[LeadField: FieldValue]] = [
                [.unsubscribed: .boolean(true)], [.marketingSuspended: .boolean(true)],
                [.blackListed: .boolean(true)], [.emailInvalid: .boolean(true)], [:],
            ]
            _ = try await story.leads(blocks.count) { index in
                blocks[index].merging([.email: .text("p\(index)@example.com")]) { $1 }
            }
            let campaign = try await story.campaign("Invite", rules: Self.everybody, flow: Self.send)
            try await story.runNow(campaign)
            #expect(story.outbox.delivered.map { $0.payload["to"] } == ["p4@example.com"])
            #expect(try story.newestRun(of: campaign).counters == RunCounters(qualified: 5, completed: 5, skipped: 4))
        }
    }

    @Test("in a batch an address gets a mail once: the lead with the lowest id", arguments: [1, 100])
    func duplicates(chunk: Int) async throws {
        try await EngineFixture.run(chunk: chunk) { story in
            try await story.email("Invitation", subject: "Hello {{lead.First Name}}")
            _ = try await story.leads(3) {
                [.email: .text($0 == 1 ? "SAME@example.com" : "same@example.com"), .firstName: .text("\($0)")]
            }
            let campaign = try await story.campaign("Invite", rules: Self.everybody, flow: Self.send)
            try await story.runNow(campaign)
            #expect(story.outbox.delivered.map { $0.payload["subject"] } == ["Hello 0"])
        }
    }

    @Test("a mail that could not be delivered is tried again later, and only it")
    func retry() async throws {
        try await EngineFixture.run { story in
            try await story.email("Invitation", subject: "Hello")
            _ = try await story.leads(2) { [.email: .text("p\($0)@example.com")] }
            let campaign = try await story.campaign("Invite", rules: Self.everybody, flow: Self.send)
            story.outbox.refuse(next: 1)
            try await story.runNow(campaign)
            #expect(story.outbox.delivered.map { $0.payload["to"] } == ["p1@example.com"])
            try await story.time.advance(by: RelativePeriod(1, .minute))
            #expect(story.outbox.delivered.map { $0.payload["to"] } == ["p1@example.com", "p0@example.com"])
        }
    }

    @Test("the communication limit blocks the second mail of a day")
    func limit() async throws {
        try await EngineFixture.run { story in
            try await story.email("Invitation", subject: "Hello")
            try await story.store.write { writer in
                var settings = writer.catalogs.settings
                settings.communicationLimits.perDay = 1
                try writer.setSettings(settings)
            }
            _ = try await story.lead([.email: .text("ada@example.com")])
            let campaign = try await story.campaign("Invite", rules: Self.everybody, flow: Self.send) {
                $0.qualification = .any
            }
            try await story.runNow(campaign)
            try await story.runNow(campaign)
            #expect(story.outbox.delivered.count == 1)
            try await story.time.advance(by: RelativePeriod(1, .day))
            try await story.runNow(campaign)
            #expect(story.outbox.delivered.count == 2)
        }
    }
}
