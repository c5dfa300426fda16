import MusterEngine
import MusterModel
import MusterRules
import MusterStore
import Testing

/// Tokens that come with a call, and whose values hold tokens by the thousand.
@Suite struct RequestedTokensTests {
    private static let requested = #"{"triggers":[{"Campaign is Requested":{"Source":"Web Service API"}}]}"#
    private static let flow = """
        {"flow":[{"Change Data Value":{"Attribute":"City","New Value":"{{my.Speaker}}"}},
        {"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}
        """
    private static let endless = [
        (name: "my.Speaker", value: String(repeating: "{{my.a}}", count: 2_000)),
        (name: "my.a", value: String(repeating: "{{my.b}}", count: 2_000)), (name: "my.b", value: "12345678"),
    ]

    private func withTokens(_ body: (EngineFixture) async throws -> Void) async throws {
        try await EngineFixture.run { story in
            try await story.store.write { writer in
                for name in ["Speaker", "a", "b"] {
                    try writer.setToken(MyToken(name: name, kind: .text, value: "Eva"), in: EngineFixture.folder)
                }
            }
            try await body(story)
        }
    }

    @Test(
        "tokens of a call that expand without end fail the step of those they came with, and of nobody else",
        .timeLimit(.minutes(10)))
    func endless() async throws {
        try await withTokens { story in
            let campaign = try await story.campaign("Requested", rules: Self.requested, flow: Self.flow)
            try await story.engine.commands.activate(campaign)
            let people = try await story.leads(300) { _ in [:] }
            let other = try await story.lead()
            try await story.engine.commands.request(campaign, leads: people, tokens: Self.endless)
            try await story.engine.commands.request(campaign, leads: [other])
            try await story.engine.runUntilIdle()
            #expect(try people.allSatisfy { try story.value($0, .city) == .null })
            #expect(try people.allSatisfy { try story.value($0, .leadScore) == .integer(1) }, "they go on")
            #expect(try story.value(other, .city) == .text("Eva"))
            #expect(try story.value(other, .leadScore) == .integer(1))
            let run = try story.newestRun(of: campaign)
            #expect(run.counters == RunCounters(qualified: 301, completed: 301, failed: 300))
            let failed = try story.store.read { try $0.outcomes(of: run.run.id, .failed, limit: 1000) }
            #expect(failed.map(\.outcome.lead).sorted() == people)
            #expect(failed.allSatisfy { $0.outcome.step?.name == "Change Data Value" })
            #expect(
                Set(failed.map(\.outcome.reason)) == ["New Value is longer than 64 KiB with its tokens filled in"])
        }
    }

    @Test("tokens of a call that cannot be read back fail those they came with, and nobody else")
    func unreadable() async throws {
        try await withTokens { story in
            let campaign = try await story.campaign("Requested", rules: Self.requested, flow: Self.flow)
            try await story.engine.commands.activate(campaign)
            let people = try await story.leads(3) { _ in [:] }
            let others = try await story.leads(3) { _ in [:] }
            try await story.engine.commands.request(
                campaign, leads: people, tokens: [(name: "my.Speaker", value: "Ida")])
            try await story.store.write { writer in
                try writer.rows.execute("UPDATE token_context SET tokens = '{broken'", [])
            }
            try await story.engine.commands.request(
                campaign, leads: others, tokens: [(name: "my.Speaker", value: "Ada")])
            try await story.engine.runUntilIdle()
            #expect(try people.allSatisfy { try story.value($0, .city) == .null }, "not 'Eva', whom nobody meant")
            #expect(try others.allSatisfy { try story.value($0, .city) == .text("Ada") })
            #expect(try others.allSatisfy { try story.value($0, .leadScore) == .integer(1) })
            let run = try story.newestRun(of: campaign)
            #expect(run.counters.completed == 6)
            let failed = try story.store.read { try $0.outcomes(of: run.run.id, .failed, limit: 100) }
            #expect(Set(failed.map(\.outcome.lead)) == Set(people))
            #expect(failed.allSatisfy { $0.outcome.reason.hasPrefix("stored tokens of request") })
        }
    }

    @Test("a mail that expands without end is not sent, and the next one is", .timeLimit(.minutes(10)))
    func mail() async throws {
        try await withTokens { story in
            try await story.email("Long", subject: "Long", html: "{{my.Speaker}}", operational: true)
            try await story.email("Short", subject: "Short", operational: true)
            let campaign = try await story.campaign(
                "Requested", rules: Self.requested, flow: #"{"flow":[{"Send Email":"Long"},{"Send Email":"Short"}]}"#)
            try await story.engine.commands.activate(campaign)
            let person = try await story.lead([.email: .text("ann@example.com")])
            try await story.engine.commands.request(campaign, leads: [person], tokens: Self.endless)
            try await story.engine.runUntilIdle()
            #expect(story.outbox.delivered.map { $0.payload["subject"] } == ["Short"])
            let run = try story.newestRun(of: campaign)
            let failed = try story.store.read { try $0.outcomes(of: run.run.id, .failed, limit: 9) }
            #expect(
                failed.map(\.outcome.reason) == ["a part of 'Long' is longer than 2 MiB with its tokens filled in"])
        }
    }
}
