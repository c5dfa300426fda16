import Foundation
import MusterTesting
import Testing

@testable import MusterServer

/// Many connections, and such that say nothing, over real sockets to the real server.
@Suite(.serialized, .timeLimit(.minutes(10))) struct ConnectionTests {
    private static let request = "GET /muster/v1/clock.json HTTP/1.1\r\nHost: a\r\n\r\n"

    private static func withServer(_ arguments: [String], _ body: (ServerProcess) async throws -> Void) async throws {
        try await withTemporaryDatabase { database in
            let server = try await ServerProcess.start(database: database.path, arguments)
            try await body(server)
            #expect(server.terminate() == 0)
        }
    }

    /// A connection that is known to be one of the open ones.
    private static func admitted(_ server: ServerProcess) throws -> RawConnection {
        let connection = try server.connect()
        try connection.send(request)
        #expect(try connection.read(through: #""warnings":[]}"#).hasPrefix("HTTP/1.1 200 "))
        return connection
    }

    @Test("connections beyond the bound are told to come again, and let in when another has ended")
    func tooMany() async throws {
        try await Self.withServer(["--max-connections", "3", "--idle-timeout", "3600"]) { server in
            var open = try (0..<3).map { _ in try Self.admitted(server) }
            for text in ["", Self.request, "GET /"] {
                let further = try server.connect()
                try further.send(text)
                let answer = try further.read(through: nil)
                #expect(answer.hasPrefix("HTTP/1.1 503 ") && answer.hasSuffix("\r\n\r\n"), "\(answer)")
            }
            for (path, status) in [("healthz", "200"), ("readyz", "503"), ("healthzz", "503")] {
                let watcher = try server.connect()
                try watcher.send("GET /\(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                let answer = try watcher.read(through: nil)
                #expect(answer.hasPrefix("HTTP/1.1 \(status) ") && answer.hasSuffix("\r\n\r\n"), "\(path): \(answer)")
            }
            #expect(await server.logs("connections are refused", "open=3"))
            for connection in open {
                try connection.send(Self.request)
                #expect(try connection.read(through: #""warnings":[]}"#).hasPrefix("HTTP/1.1 200 "))
            }
            open.removeLast()
            // The server notices it in its own time.
            var answer = "HTTP/1.1 503 "
            while answer.hasPrefix("HTTP/1.1 503 ") {
                let next = try server.connect()
                try next.send("GET /muster/v1/clock.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                answer = try next.read(through: nil)
            }
            #expect(answer.hasPrefix("HTTP/1.1 200 "), "\(answer)")
        }
    }

    @Test("a connection that says nothing is ended, before its first request and after one")
    func silent() async throws {
        try await Self.withServer(["--head-timeout", "1", "--idle-timeout", "1"]) { server in
            let silent = try server.connect()
            #expect(try silent.read(through: nil) == "")
            let begun = try server.connect()
            try begun.send("GET /muster/v1/clock.json HTTP/1.1\r\nHost:")
            #expect(try begun.read(through: nil) == "")
            #expect(try Self.admitted(server).read(through: nil) == "")
            #expect(await server.logs("connection ended", "no request for a long time"))
        }
    }

    @Test("a body that does not come whole ends the connection, and nothing of it is done")
    func body() async throws {
        try await Self.withServer(["--body-timeout", "1"]) { server in
            let token = try server.token()
            let client = try server.connect()
            try client.send(
                "POST /rest/v1/leads.json HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer \(token)\r\nContent-Length: 1000\r\n\r\n"
                    + #"{"input":[{"email":"a@e.example"}]}"#)
            #expect(await server.logs("connection ended", "too little of a body"))
            #expect(!(try client.read(through: nil)).hasPrefix("HTTP/1.1 200 "))
            let other = try server.connect()
            try other.send(
                "GET /rest/v1/leads.json?filterType=email&filterValues=a@e.example HTTP/1.1\r\nHost: a\r\n"
                    + "Authorization: Bearer \(token)\r\n\r\n")
            #expect(try other.read(through: "}").contains(#""result":[]"#))
        }
    }

    @Test("a client who has closed his sending side is let go at once, and what he has not sent whole is not done")
    func halfClosed() async throws {
        try await Self.withServer(["--head-timeout", "3600", "--body-timeout", "3600", "--idle-timeout", "3600"]) {
            server in
            let answered = try Self.admitted(server)
            let head =
                "POST /rest/v1/leads.json HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n"
                + "Content-Type: application/json\r\nAuthorization: Bearer \(try server.token())\r\n\r\n"
            for (client, text) in [
                (answered, ""), (try server.connect(), ""), (try server.connect(), "GET / HT"),
                (try server.connect(), head + #"{"input":[]}"#),
            ] {
                try client.send(text)
                client.closeSending()
                #expect(!(try client.read(through: nil)).hasPrefix("HTTP/1.1 200 "))
            }
        }
    }

    @Test("where the system gives no more connections, they are taken when it does again")
    func noDescriptors() async throws {
        try await withTemporaryDatabase { database in
            // Files take more of these than a tenth.
            let server = try await ServerProcess.start(
                database: database.path, ["--head-timeout", "3600"], descriptors: 64)
            let first = try Self.admitted(server)
            var others = try (0..<64).map { _ in try server.connect() }
            #expect(await server.logs("the system gives no more connections"))
            try first.send(Self.request)
            #expect(try first.read(through: #""warnings":[]}"#).hasPrefix("HTTP/1.1 200 "))
            let last = others.removeLast()
            others = []
            try last.send(Self.request)
            #expect(try last.read(through: #""warnings":[]}"#).hasPrefix("HTTP/1.1 200 "))
            #expect(server.terminate() == 0)
        }
    }

    @Test(
        "a connection ends after the last request, and the answer says so",
        arguments: [
            ("HTTP/1.0", ""), ("HTTP/1.0", "Connection: keep-alive\r\n"), ("HTTP/1.0", "Expect: 100-continue\r\n"),
            ("HTTP/1.1", "Connection: close\r\n"), ("HTTP/1.1", "Connection: Close\r\n"),
            ("HTTP/1.1", "Connection: te, close\r\n"),
        ])
    func last(version: String, more: String) async throws {
        try await Self.withServer([]) { server in
            let client = try server.connect()
            let body = more.contains("Expect") ? "Content-Length: 2\r\n\r\n{}" : "\r\n"
            let method = more.contains("Expect") ? "POST /rest/v1/leads.json" : "GET /muster/v1/clock.json"
            try client.send(Self.request + "\(method) \(version)\r\nHost: a\r\n\(more)\(body)" + Self.request)
            let answers = try client.read(through: nil).components(separatedBy: "HTTP/1.1 200 OK")
            #expect(answers.count == 3, "\(answers)")
            #expect(answers.map { $0.lowercased().contains("connection: close") } == [false, false, true])
        }
    }

    @Test("an answer that says that it ends the connection does, to HEAD as well")
    func refusedHead() async throws {
        try await Self.withServer([]) { server in
            let long = String(repeating: "a", count: 9_000)
            for (request, status) in [
                ("HEAD /muster/v1/clock.json HTTP/1.1\r\n\r\n", "400"),
                ("HEAD /muster/v1/\(long) HTTP/1.1\r\nHost: a\r\n\r\n", "414"),
            ] {
                let client = try server.connect()
                try client.send(request)
                let answer = try client.read(through: nil)
                #expect(answer.hasPrefix("HTTP/1.1 \(status) ") && answer.hasSuffix("\r\n\r\n"), "\(answer)")
                #expect(answer.lowercased().contains("connection: close"))
            }
        }
    }

    /// A connection on which so many large answers are asked for at once.
    private static func askingForMuch(_ count: Int, _ server: ServerProcess) throws -> RawConnection {
        let token = try server.token()
        let client = try server.connect()
        let request = "GET /rest/v1/leads/describe.json HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n\r\n"
        try client.send(String(repeating: request, count: count))
        return client
    }

    /// All requests are read before the first answers fill the buffers of the system, so that nothing unread ends
    /// the connection in this way.
    @Test("what somebody does not take is not offered to him any longer when his connection has ended")
    func reset() async throws {
        try await Self.withServer(["--answer-timeout", "1"]) { server in
            let client = try Self.askingForMuch(200, server)
            #expect(await server.logs("connection ended", "nothing of an answer"))
            #expect(throws: RawConnection.Failed.self) { try client.read(through: nil) }
        }
    }

    @Test("who takes nothing of his answers loses the connection, and they are not kept for him")
    func unread() async throws {
        try await Self.withServer(["--answer-timeout", "1"]) { server in
            let client = try Self.askingForMuch(4_000, server)
            #expect(await server.logs("connection ended", "nothing of an answer"))
            let answers = try? client.read(through: nil)
            #expect((answers?.components(separatedBy: "HTTP/1.1 200 OK").count ?? 0) < 4_000)
        }
    }
}
