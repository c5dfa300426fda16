import Foundation
import MusterAudience
import MusterModel
import MusterRules
import MusterStore
import MusterTesting
import Testing

/// Counts that take minutes, and clients who do not wait for them, over real sockets.
@Suite(.serialized, .timeLimit(.minutes(10))) struct AbandonedQuestionTests {
    /// Forty thousand texts are looked for in each of two thousand towns, and none is found.
    static func makeSlowList(_ database: TemporaryDatabase) async throws -> SmartListID {
        let store = try await database.open()
        let list = try await store.write { writer in
            _ = try writer.createLeads(
                (0..<2_000).map { [.city: .text("Town number \($0)")] }, origin: .api, loggingActivities: false)
            let filters = (0..<50).map { filter in
                JSONValue.object([
                    "City": .object(["contains": .array((0..<800).map { .string("ward \(filter) \($0)") })])
                ])
            }
            let rules = try writer.reader.ruleDocument.read(
                ["match": "any", "filters": .array(filters)], allowsTriggers: false)
            return try writer.createSmartList(
                name: "Slow", description: nil, folder: .folder(SystemAssets.groupLists), rules: rules
            ).id
        }
        try await store.database.close()
        return list
    }

    static func request(_ path: String, _ token: String) -> String {
        "GET \(path) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n\r\n"
    }

    private static func withSlowList(
        _ body: (ServerProcess, _ count: String, _ token: String) async throws -> Void
    ) async throws {
        try await withTemporaryDatabase { database in
            let list = try await makeSlowList(database)
            let server = try await ServerProcess.start(database: database.path, ["--log-level", "trace"])
            try await body(server, "/muster/v1/smartList/\(list)/count.json", try server.token())
            #expect(server.terminate() == 0)
        }
    }

    enum Leaving: CaseIterable { case closing, closingOneSide }

    @Test(arguments: Leaving.allCases) func aCountEndsWithItsClient(_ leaving: Leaving) async throws {
        try await Self.withSlowList { server, count, token in
            var client: RawConnection? = try server.connect()
            try client?.send(Self.request(count, token))
            #expect(await server.logs("request begins", "count.json"))
            // As the servers of other tests, which may start at any moment.
            let other = try ChildProcess(URL(fileURLWithPath: "/bin/sleep"), ["infinity"], environment: [:])
            defer { other.signal(SIGKILL) }
            switch leaving {
            case .closing: client = nil
            case .closingOneSide: client?.closeSending()
            }
            #expect(await server.logs("status=499"))
            #expect(try await server.questionsEnd())
        }
    }

    @Test func whoeverHasSentEverythingAlreadyIsGoneFromTheStart() async throws {
        try await Self.withSlowList { server, count, token in
            let client = try server.connect()
            try client.send(Self.request(count, token))
            client.closeSending()
            #expect(await server.logs("status=499"))
            #expect(try await server.questionsEnd())
        }
    }

    @Test func aTimeLimitIsToldAndTheConnectionGoesOn() async throws {
        try await Self.withSlowList { server, count, token in
            let client = try server.connect()
            try client.send(Self.request(count + "?timeout=1", token))
            let answer = try client.read(through: #""warnings":[]"#)
            #expect(answer.contains(#"{"code":"604","message":"Request time-out"}"#), "\(answer)")
            try client.send(Self.request("/muster/v1/clock.json", token))
            #expect(try client.read(through: "}]}").contains(#""success":true"#))
        }
    }

    @Test func otherCallsAreAnsweredBesideCounts() async throws {
        try await Self.withSlowList { server, count, token in
            var clients: [RawConnection] = []
            for _ in 0..<6 {
                let client = try server.connect()
                try client.send(Self.request(count, token))
                clients.append(client)
                #expect(await server.logs("request begins", "count.json"))
            }
            let other = try server.connect()
            for _ in 0..<50 {
                try other.send(Self.request("/muster/v1/clock.json", token))
                #expect(try other.read(through: "}]}").contains(#""success":true"#))
            }
            clients = []
            // On a slow machine some of them have come to the end of their time before.
            #expect(await server.logs("count.json", "status=", count: 6))
            #expect(try await server.questionsEnd())
        }
    }
}
