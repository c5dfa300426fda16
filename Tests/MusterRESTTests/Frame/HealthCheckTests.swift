import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

@testable import MusterREST

/// What those who watch over a server are told.
@Suite struct HealthCheckTests {
    private func ask(
        _ api: APIFixture, _ path: String, _ method: HTTPRequest.Method = .get
    ) async throws -> APIAnswer {
        try await api.send(method, path, token: nil, headers: [:], .none)
    }

    @Test(arguments: ["/healthz", "/readyz", "/readyz?verbose"])
    func aServerThatWorksIsAliveAndReadyForWhoeverAsks(path: String) async throws {
        try await APIFixture.run { api in
            let answer = try await ask(api, path)
            #expect(answer.status == .ok)
            #expect(answer.text == #"{"status":"ok"}"#)
            #expect(answer.headers[.cacheControl] == "no-store")
            let head = try await ask(api, path, .head)
            #expect(head.status == .ok && head.text.isEmpty)
        }
    }

    @Test(arguments: ["/healthzz", "/healthz/", "/HEALTHZ", "/readyz/x", "/health"])
    func otherPathsAreNoHealthChecks(path: String) async throws {
        try await APIFixture.run { api in
            let answer = try await ask(api, path)
            #expect(answer.error?.code == "610")
        }
    }

    @Test func aHealthCheckIsOnlyRead() async throws {
        try await APIFixture.run { api in
            let answer = try await ask(api, "/readyz", .post)
            #expect(answer.status == .methodNotAllowed)
            #expect(answer.headers[.allow] == "GET, HEAD")
        }
    }

    @Test func aLaneThatGoesOnFailingMakesTheServerUnready() async throws {
        try await APIFixture.run { api in
            try await api.store.write { _ = try $0.rows.execute("DROP TABLE pending_event", []) }
            await #expect(throws: (any Error).self) { try await api.engine.runUntilIdle() }
            #expect(try await ask(api, "/readyz").status == .ok)
            await #expect(throws: (any Error).self) { try await api.engine.runUntilIdle() }
            let answer = try await ask(api, "/readyz")
            #expect(answer.status == .serviceUnavailable)
            #expect(answer.json?["status"] == "unavailable")
            #expect(
                answer.json?["reasons"]?.array?.first?.text
                    == "the lane 'triggers' of the engine has failed 2 times in a row; the log says why",
                "\(answer.text)")
            #expect(try await ask(api, "/healthz").status == .ok)
        }
    }

    @Test func aDatabaseThatDoesNotAnswerMakesTheServerUnready() async throws {
        try await APIFixture.run { api in
            try await api.store.database.close()
            let answer = try await ask(api, "/readyz")
            #expect(answer.status == .serviceUnavailable)
            #expect(answer.text.contains("the database does not answer: closed"), "\(answer.text)")
            #expect(try await ask(api, "/healthz").status == .ok)
        }
    }

    @Test func aServerThatStopsIsNotReady() async throws {
        try await APIFixture.run { api in
            api.responder.stop()
            let answer = try await ask(api, "/readyz")
            #expect(answer.json?["reasons"] == ["the server is stopping"])
        }
    }
}
