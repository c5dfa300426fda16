import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import MusterTesting
import NIOCore
import NIOEmbedded
import Testing

@testable import MusterREST

/// The clock of an instance, and whether it has work.
@Suite struct ClockEndpointsTests {
    private static let uri = "/muster/v1/clock.json"

    private static func answer(_ now: String) -> String { assetAnswer(#"{"now":"\#(now)","simulated":true}"#) }

    @Test("what time it is")
    func now() async throws {
        try await APIFixture.run { api async throws in
            #expect(try await api.get(Self.uri).stable == Self.answer("2024-03-05T12:00:00Z"))
        }
    }

    @Test(
        "moved by a period, to a moment, or until nothing is left to do",
        arguments: [
            (.json(#"{"advance":"3 days"}"#), "2024-03-08T12:00:00Z"),
            (.json(#"{"advance":"0 days"}"#), "2024-03-05T12:00:00Z"),
            (.json(#"{"advance":"1 month"}"#), "2024-04-05T12:00:00Z"),
            (.json(#"{"to":"2024-06-01T00:00:00Z"}"#), "2024-06-01T00:00:00Z"),
            (.json(#"{"to":"2024-03-05T12:00:00Z"}"#), "2024-03-05T12:00:00Z"),
            (.json(#"{"advance":"10 years"}"#), "2034-03-05T12:00:00Z"),
            (.json(#"{"untilIdle":true}"#), "2024-03-15T12:00:00Z"), (.form("advance=1+hour"), "2024-03-05T13:00:00Z"),
        ] as [(APIBody, String)])
    func moved(body: APIBody, now: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.lead("a@example.com", [.country: .text("Germany")])
            let id = try await api.campaign(
                "A", rules: #"{"filters":[{"Country":"Germany"}]}"#, flow: #"{"flow":[{"Wait":"10 days"}]}"#)
            try await api.engine.commands.schedule(id, origin: .command, floorSeconds: 0)
            let moved = try await api.call(.post, Self.uri, body)
            #expect(
                moved.text.contains(#""now":"\#(now)","simulated":true,"from":"2024-03-05T12:00:00Z""#), "\(moved.text)"
            )
            #expect(api.clock.now.iso8601 == now)
        }
    }

    @Test("until idle goes as far as its horizon, and says what it ran through and what is left")
    func horizon() async throws {
        try await APIFixture.run { api async throws in
            try await api.lead("a@example.com", [.country: .text("Germany")])
            let id = try await api.campaign(
                "A", rules: #"{"filters":[{"Country":"Germany"}]}"#,
                flow:
                    #"{"flow":[{"Wait":"2 days"},{"Change Score":{"Score Name":"Lead Score","Change":"+5"}},{"Wait":"30 days"}]}"#
            )
            try await api.engine.commands.schedule(id, origin: .command, floorSeconds: 0)
            let moved = try await api.post(Self.uri, json: #"{"untilIdle":true,"horizon":"10 days"}"#)
            #expect(
                moved.stable
                    == assetAnswer(
                        #"""
                        {"now":"2024-03-07T12:00:00Z","simulated":true,"from":"2024-03-05T12:00:00Z","stops":1,"runs":1,\#
                        "activities":1,"messages":0,"horizon":"2024-03-15T12:00:00Z","nextDue":"2024-04-06T12:00:00Z"}
                        """#))
        }
    }

    @Test("what fell due on the way has happened before the answer")
    func dueWork() async throws {
        try await APIFixture.run { api async throws in
            let lead = try await api.lead("a@example.com", [.country: .text("Germany")])
            let id = try await api.campaign(
                "A", rules: #"{"filters":[{"Country":"Germany"}]}"#,
                flow: #"{"flow":[{"Wait":"2 days"},{"Change Score":{"Score Name":"Lead Score","Change":"+5"}}]}"#)
            try await api.engine.commands.schedule(id)
            let score = { try api.store.read { try $0.lead(lead, fields: [.leadScore]) }?[.leadScore] }
            _ = try await api.post(Self.uri, json: #"{"advance":"2 days"}"#)
            #expect(try score() != .integer(5))
            // The run began five minutes after it was scheduled.
            let token = try await api.token(.all)
            _ = try await api.call(.post, Self.uri, token: token, .json(#"{"advance":"5 minutes"}"#))
            #expect(try score() == .integer(5))
        }
    }

    @Test(
        "bad moves",
        arguments: [
            ("{}", "701", "advance, to or untilIdle cannot be blank"),
            (#"{"untilIdle":false}"#, "701", "advance, to or untilIdle cannot be blank"),
            (#"{"advance":"1 day","untilIdle":true}"#, "1003", "Give one of advance, to and untilIdle"),
            (#"{"untilIdle":true,"horizon":"soon"}"#, "1001", "Invalid value 'soon'. Required of type 'Period'"),
            (#"{"advance":"1 day","horizon":"1 day"}"#, "1003", "horizon goes with untilIdle only"),
            (#"{"advance":"3 dys"}"#, "1001", "Invalid value '3 dys'. Required of type 'Period'"),
            (#"{"advance":"-3 days"}"#, "1001", nil), (#"{"to":"tomorrow"}"#, "704", "Invalid date format"),
            (#"{"untilIdle":"perhaps"}"#, "1001", nil),
            (#"{"to":"2024-03-05T11:59:59Z"}"#, "709", "The clock cannot go back: it is 2024-03-05T12:00:00Z"),
            (
                #"{"to":"9999-12-31T23:59:59Z"}"#, "709",
                "The clock moves at most 10 years at once: until 2034-03-05T12:00:00Z"
            ),
            (#"{"advance":"11 years"}"#, "709", nil), (#"{"to":"2034-03-05T12:00:01Z"}"#, "709", nil),
        ] as [(String, String, String?)])
    func refused(json: String, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal(code, message, .post, Self.uri, .json(json))
        }
    }

    @Test("idle, with people in a wait")
    func idle() async throws {
        try await APIFixture.run { api async throws in
            try await api.lead("a@example.com", [.country: .text("Germany")])
            let id = try await api.campaign(
                "A", rules: #"{"filters":[{"Country":"Germany"}]}"#, flow: #"{"flow":[{"Wait":"10 days"}]}"#)
            try await api.engine.commands.schedule(id, origin: .command, floorSeconds: 0)
            #expect(try await api.get("/muster/v1/idle.json?timeout=0").stable == assetAnswer(#"{"idle":false}"#))
            try await api.engine.runUntilIdle()
            #expect(try await api.get("/muster/v1/idle.json").stable == assetAnswer(#"{"idle":true}"#))
        }
    }

    @Test("the answer comes when the work ends, not when the time is up")
    func waits() async throws {
        try await APIFixture.run { api async throws in
            try await api.lead("a@example.com", [.country: .text("Germany")])
            let id = try await api.campaign(
                "A", rules: #"{"filters":[{"Country":"Germany"}]}"#,
                flow: #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+5"}}]}"#)
            try await api.engine.commands.schedule(id, origin: .command, floorSeconds: 0)
            async let answer = api.get("/muster/v1/idle.json?timeout=300")
            try await api.engine.runUntilIdle()
            #expect(try await answer.stable == assetAnswer(#"{"idle":true}"#))
        }
    }

    /// A call that waits for an engine with work that nobody does.
    private static func whileWaiting(
        _ body:
            @escaping @Sendable (APIFixture, NIOAsyncTestingChannel, Task<RequestOutcome, any Error>) async throws
            -> Void
    ) async throws {
        let isWaiting = Recorder<Bool>()
        let patience: Patience = { seconds in
            isWaiting.add(true)
            try await endless(seconds)
        }
        try await APIFixture.run(patience: patience) { api async throws in
            try await api.lead("a@example.com", [.country: .text("Germany")])
            let id = try await api.campaign(
                "A", rules: #"{"filters":[{"Country":"Germany"}]}"#, flow: #"{"flow":[{"Wait":"10 days"}]}"#)
            try await api.engine.commands.schedule(id, origin: .command, floorSeconds: 0)
            let channel = try await ClientConnectionTests.connected()
            let call = Task { try await api.outcome(of: "/muster/v1/idle.json?timeout=300", over: channel) }
            while isWaiting.values.isEmpty { await Task.yield() }
            try await body(api, channel, call)
        }
    }

    @Test(.timeLimit(.minutes(5))) func waitingUntilIdleEndsWithItsClient() async throws {
        try await Self.whileWaiting { _, channel, call in
            try await channel.close()
            let outcome = try await call.value
            #expect(outcome.status == .clientClosedRequest)
        }
    }

    @Test(.timeLimit(.minutes(5))) func waitingUntilIdleIsAnsweredWhenTheServerEnds() async throws {
        try await Self.whileWaiting { api, _, call in
            api.responder.stop()
            let outcome = try await call.value
            #expect(outcome.errors.map { $0.code } == [.transientError])
        }
    }

    @Test(
        "bad patience",
        arguments: [
            ("-1", "701", "timeout must be from 0 to 300"), ("301", "701", "timeout must be from 0 to 300"),
            ("long", "1001", "Invalid value 'long'. Required of type 'Integer'"),
        ])
    func refusedTimeout(timeout: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal(code, message, .get, "/muster/v1/idle.json?timeout=" + timeout)
        }
    }
}
