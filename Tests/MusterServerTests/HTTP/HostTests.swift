import Foundation
import MusterTesting
import Testing

/// By which names the real server may be called, over real sockets.
@Suite(.serialized, .timeLimit(.minutes(10))) struct HostTests {
    private static func answer(_ server: ServerProcess, _ version: String, _ host: String) throws -> String {
        let client = try server.connect()
        try client.send("GET /muster/v1/clock.json \(version)\r\n\(host)Connection: close\r\n\r\n")
        return try client.read(through: nil)
    }

    private static func withServer(
        _ arguments: [String], _ body: (ServerProcess) async throws -> Void
    ) async throws {
        try await withTemporaryDatabase { database in
            let server = try await ServerProcess.start(database: database.path, arguments)
            try await body(server)
            #expect(server.terminate() == 0)
        }
    }

    @Test("a server for its own machine takes no request for another name, and says which option lets it")
    func loopback() async throws {
        try await Self.withServer(["--host-name", "muster.test"]) { server async throws in
            for host in ["localhost:1", "muster.test", "123-abc-456.mktorest.com"] {
                let answer = try Self.answer(server, "HTTP/1.1", "Host: \(host)\r\n")
                #expect(answer.hasPrefix("HTTP/1.1 200 "), "\(host): \(answer)")
            }
            let foreign = try Self.answer(server, "HTTP/1.1", "Host: evil.example:80\r\n")
            #expect(foreign.hasPrefix("HTTP/1.1 421 ") && foreign.hasSuffix("\r\n\r\n"), "\(foreign)")
            #expect(await server.logs("--host-name", "host=evil.example"))
        }
    }

    @Test("a server that others reach takes any name")
    func elsewhere() async throws {
        try await Self.withServer(["--host", "0.0.0.0"]) { server async throws in
            #expect(try Self.answer(server, "HTTP/1.1", "Host: muster.example\r\n").hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test("HTTP/1.0 need not name a host, HTTP/1.1 has to")
    func unnamed() async throws {
        try await Self.withServer([]) { server async throws in
            #expect(try Self.answer(server, "HTTP/1.0", "").hasPrefix("HTTP/1.1 200 "))
            #expect(try Self.answer(server, "HTTP/1.0", "Host: evil.example\r\n").hasPrefix("HTTP/1.1 421 "))
            #expect(try Self.answer(server, "HTTP/1.1", "").hasPrefix("HTTP/1.1 400 "))
        }
    }
}
