import MusterModel
import MusterTesting
import Testing

@testable import MusterServer

/// What the real server writes about its own life.
@Suite(.serialized) struct ServerLogTests {
    private static let clock = ["--clock", "simulated=2026-03-02T09:00:00Z"]

    /// The records of the lines, in their order; what is no JSON fails the test.
    private static func records(_ lines: String) throws -> [JSONObject] {
        try lines.split(separator: "\n").map { try #require(try JSONParser.parse(String($0)).object) }
    }

    @Test func startAndStopAreLinesWithWhatAnOperatorAsksFirst() async throws {
        try await withTemporaryDatabase { database in
            let server = try await ServerProcess.start(
                database: database.path, Self.clock + ["--log-format", "json"])
            #expect(server.terminate() == 0)
            var lines: [String] = []
            for await line in server.logLines { lines.append(line) }
            let records = try Self.records(lines.joined(separator: "\n"))
            let start = try #require(records.first { $0["message"] == "server started" })
            #expect(start["level"] == "notice")
            #expect(start["version"] == .string(MusterVersion.text))
            #expect(start["address"] == .string(server.base))
            #expect(start["database"] == .string(database.path))
            #expect(start["database.origin"] == "made")
            #expect(start["clock"] == "simulated" && start["instanceTime"] == "2026-03-02T09:00:00Z")
            #expect(start["time"]?.text.flatMap { Instant(text: $0) } != nil)
            let stopping = try #require(records.first { $0["message"] == "server stopping" })
            #expect(stopping["reason"] == "SIGTERM" && stopping["level"] == "notice")
            let stop = try #require(records.last)
            #expect(stop["message"] == "server stopped" && stop["reason"] == "SIGTERM")
            #expect(stop["milliseconds"]?.text.flatMap { Int($0) } != nil)
        }
    }

    @Test func aRunThatEndsSaysWhatBecameOfItsPeople() async throws {
        try await withTemporaryDatabase { database in
            _ = try await CrashCampaign.prepare(
                database.path, people: 20, flow: [["Change Score": ["Score Name": "Lead Score", "Change": "+1"]]])
            let server = try await ServerProcess.start(database: database.path)
            #expect(await server.logs(" info [\(SimulatedClock.usualNow)]", "run started", "qualified=20"))
            #expect(
                await server.logs(
                    " info [\(SimulatedClock.usualNow)]", "run finished", "qualified=20", "completed=20", "skipped=0",
                    "failed=0",
                    "removed=0"))
            #expect(server.terminate() == 0)
        }
    }

    @Test func aRunThatIsTooLargeIsANoticeWithTheReason() async throws {
        try await withTemporaryDatabase { database in
            _ = try await CrashCampaign.prepare(
                database.path, people: 3, flow: [["Change Score": ["Score Name": "Lead Score", "Change": "+1"]]])
            let server = try await ServerProcess.start(database: database.path)
            let client = try CrashClient(server)
            let day = SimulatedClock.usualNow.adding(seconds: 3 * 86_400).iso8601.prefix(10)
            let campaign: JSONValue = [
                "name": "Score", "filters": [["Email Address": ["contains": "@"]]], "maxMembers": 2,
                "flow": [["Change Score": ["Score Name": "Lead Score", "Change": "+1"]]],
                "schedule": .string("\(day) 10:00"),
            ]
            _ = try await client.apply(["campaigns": .array([campaign])])
            try await client.advance("5 days")
            #expect(await server.logs(" notice ", "run not started", "reason="))
            #expect(server.terminate() == 0)
        }
    }

    @Test func aServerThatCannotListenSaysWhy() async throws {
        try await withTemporaryDatabase { database in
            let server = try await ServerProcess.start(database: database.path)
            let port = try #require(server.base.split(separator: ":").last)
            let other = try await CommandProcess.run([
                "serve", "--database", database.path + "2", "--port", String(port),
            ])
            #expect(other.code == 1 && other.errors.contains("cannot listen at 127.0.0.1:\(port)"), "\(other)")
            #expect(server.terminate() == 0)
        }
    }

    @Test func theFormatComesFromTheEnvironmentAsWell() async throws {
        let wrong = try await CommandProcess.run(
            ["serve", "--database", "never-made.db"], environment: ["MUSTER_LOG_FORMAT": "xml"])
        #expect(wrong.code == 1 && wrong.errors == "Error: MUSTER_LOG_FORMAT is text or json, not 'xml'", "\(wrong)")
    }
}
