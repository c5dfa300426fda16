import MusterTesting
import Testing

/// Clients who ask before they send a body, over real sockets to the real server.
@Suite(.timeLimit(.minutes(10))) struct ExpectedBodyTests {
    @Test("who waits with his body is told at once to send it, as often as he asks")
    func goOn() async throws {
        try await withTemporaryDatabase { database in
            let server = try await ServerProcess.start(database: database.path)
            let token = try server.token()
            let client = try server.connect()
            for (number, expect) in ["100-continue", "100-Continue"].enumerated() {
                let body = #"{"input":[{"email":"a\#(number)@e.example"}]}"#
                try client.send(
                    "POST /rest/v1/leads.json HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer \(token)\r\nContent-Length: \(body.utf8.count)\r\n"
                        + "Expect: \(expect)\r\n\r\n")
                #expect(try client.read(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
                try client.send(body)
                let answer = try client.read(through: #""success":true}"#)
                #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.contains("created"), "\(answer)")
            }
            #expect(server.terminate() == 0)
        }
    }

    @Test("a body that nobody reads is not asked for: the answer is there at once")
    func unread() async throws {
        try await withTemporaryDatabase { database in
            let server = try await ServerProcess.start(database: database.path)
            let client = try server.connect()
            try client.send(
                "GET /muster/v1/clock.json HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n")
            #expect(try client.read(through: #""warnings":[]}"#).hasPrefix("HTTP/1.1 200 "))
            #expect(server.terminate() == 0)
        }
    }
}
