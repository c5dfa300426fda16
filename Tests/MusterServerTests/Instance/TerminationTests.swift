import MusterModel
import MusterStore
import MusterTesting
import Testing

@testable import MusterServer

/// SIGTERM ends the real server soon, whatever it is in the middle of and whoever waits for it.
@Suite(.serialized) struct TerminationTests {
    /// Asks it to end, and checks that it does, in order.
    private func end(_ server: ServerProcess, sourceLocation: SourceLocation = #_sourceLocation) {
        let asked = ContinuousClock.now
        let code = server.terminate(within: 120)
        let seconds = (ContinuousClock.now - asked).inSeconds
        #expect(code == 0, sourceLocation: sourceLocation)
        // Far below what it would otherwise wait for, on a machine that does much else meanwhile.
        #expect(seconds < 20, sourceLocation: sourceLocation)
        if code == nil { server.kill() }
    }

    /// A server whose clock takes long through ten years.
    private func withBusyYears(_ body: (ServerProcess, CrashClient, TemporaryDatabase) async throws -> Void)
        async throws
    {
        try await withTemporaryDatabase { database in
            _ = try await CrashCampaign.prepare(
                database.path, people: 20, flow: [["Change Score": ["Score Name": "Lead Score", "Change": "+1"]]])
            let server = try await ServerProcess.start(database: database.path)
            let client = try CrashClient(server)
            let campaigns = (0..<100).map { number -> JSONValue in
                [
                    "name": .string("Daily \(number)"), "filters": [["Email Address": ["contains": "@"]]],
                    "flow": [["Change Score": ["Score Name": "Lead Score", "Change": "+1"]], ["Wait": "1 hour"]],
                    "qualification": "any", "recurrence": ["every": "1 day", "starting": "2020-01-01 10:00"],
                ]
            }
            _ = try await client.apply(["campaigns": .array(campaigns)])
            try await body(server, client, database)
        }
    }

    @Test("while a clock is moved through years of daily runs")
    func clockMove() async throws {
        try await withBusyYears { server, client, database in
            let move = Task { try await client.advance("10 years") }
            #expect(await server.logs("run finished", count: 20))
            end(server)
            // Stopped or, on a slow machine, cut off: nobody is told that it is done.
            await #expect(throws: (any Error).self) { try await move.value }
            let stands = try await CrashSite.look(at: database.path) { $0.store.clock.now }
            #expect(stands > SimulatedClock.usualNow)
            #expect(stands < SimulatedClock.usualNow.adding(seconds: 9 * 365 * 86_400))
        }
    }

    @Test("a clock move ends with its client")
    func abandonedMove() async throws {
        try await withBusyYears { server, _, _ in
            let body = #"{"advance":"10 years"}"#
            var mover: RawConnection? = try server.connect()
            try mover?.send(
                "POST /muster/v1/clock.json HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(try server.token())\r\n"
                    + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
            #expect(await server.logs("run finished", count: 20))
            mover = nil
            #expect(await server.logs("status=499"))
            // Another one has the clock to itself, and it does not come to the end of the first.
            try await CrashClient(server).advance("1 minute")
            end(server)
        }
    }

    @Test("while clients have not sent all, or do not read what they are answered")
    func clients() async throws {
        try await withTemporaryDatabase { database in
            let server = try await ServerProcess.start(database: database.path, ["--log-level", "trace"])
            let token = try server.token()
            let head = "HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n"
            let half = try server.connect()
            try half.send("POST /rest/v1/leads.json \(head)Content-Length: 100\r\n\r\n{")
            let headless = try server.connect()
            try headless.send("GET /muster/v1/clock.json HTTP/1.1\r\n")
            let deaf = try server.connect()
            for _ in 0..<300 { try deaf.send("GET /rest/v1/leads/describe.json \(head)\r\n") }
            #expect(await server.logs("request begins", "describe.json"))
            end(server)
            withExtendedLifetime((half, headless, deaf)) {}
        }
    }

    @Test("while it counts a list that takes long")
    func count() async throws {
        try await withTemporaryDatabase { database in
            let list = try await AbandonedQuestionTests.makeSlowList(database)
            let server = try await ServerProcess.start(database: database.path, ["--log-level", "trace"])
            let client = try server.connect()
            try client.send(
                AbandonedQuestionTests.request("/muster/v1/smartList/\(list)/count.json", try server.token()))
            #expect(await server.logs("request begins", "count.json"))
            end(server)
            // Or cut off, on a machine that is too slow for both.
            let answer = (try? client.read(through: nil)) ?? ""
            #expect(answer.isEmpty || answer.contains(#""code":"713""#), "\(answer)")
        }
    }
}
