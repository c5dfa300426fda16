import Foundation
import MusterTesting
import Testing

/// Blanks in the target of a request, over a real socket to the real server.
@Suite(.serialized) struct BlankTargetTests {
    private static let uri = "/rest/asset/v1/smartCampaign/byName.json?name=Test Trigger Campaign"
    private static let miss = "No assets found for the given search criteria."

    private static func request(_ target: String, _ token: String, _ more: String = "") -> String {
        "GET \(target) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n\(more)\r\n"
    }

    @Test("names with blanks are found, however the request arrives")
    func served() async throws {
        try await withTemporaryDatabase { database in
            let server = try await ServerProcess.start(database: database.path)
            let port = try #require(server.base.split(separator: ":").last.flatMap { UInt16($0) })
            let credentials = "client_id=\(ServerProcess.clientID)&client_secret=\(ServerProcess.clientSecret)"
            let first = try RawConnection(port: port)
            try first.send(
                "GET /identity/oauth/token?grant_type=client_credentials&\(credentials)&x=a b HTTP/1.1\r\nHost: a\r\n\r\n"
            )
            let answer = try first.read(through: "}")
            let start = try #require(answer.range(of: "\"access_token\":\""), "\(answer)")
            let token = String(answer[start.upperBound...].prefix { $0 != "\"" })

            // The same connection: a name with blanks, a body that looks like a request, a name again.
            let body = #"{"name":"GET /x y HTTP/1.1","folder":{"id":4,"type":"Folder"}}"#
            for _ in 0..<2 {
                try first.send(Self.request(Self.uri, token))
                let found = try first.read(through: "}")
                #expect(found.hasPrefix("HTTP/1.1 200 OK") && found.contains(Self.miss), "\(found)")
            }
            try first.send(
                "POST /rest/asset/v1/smartCampaigns.json?description=a b HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                    + "\(token)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
            let made = try first.read(through: "}]}")
            #expect(made.contains(#""name":"GET /x y HTTP/1.1","description":"a b""#), "\(made)")

            let slow = try RawConnection(port: port)
            let name = "/rest/asset/v1/smartCampaign/byName.json?name=GET /x y HTTP/1.1"
            for byte in Self.request(name, token, "Connection: close\r\n").unicodeScalars {
                try slow.send(String(byte))
            }
            #expect(try slow.read(through: nil).contains(#""name":"GET /x y HTTP/1.1""#))

            let pair = try RawConnection(port: port)
            let plain = "/rest/asset/v1/smartCampaign/byName.json?name=No Body"
            try pair.send(Self.request(Self.uri, token) + Self.request(plain, token, "Connection: close\r\n"))
            #expect(try pair.read(through: nil).components(separatedBy: Self.miss).count == 3, "both are answered")

            for (line, status) in [
                ("GET /a b", "400"), ("GET /rest/v1/" + String(repeating: "a ", count: 4500) + "HTTP/1.1", "414"),
                ("NONSENSE", "400"), ("GET / a HTTP/9.9", "400"),
            ] {
                let bad = try RawConnection(port: port)
                try bad.send(line + "\r\nHost: a\r\n\r\n")
                #expect(try bad.read(through: nil).hasPrefix("HTTP/1.1 \(status) "), "\(line.prefix(20))")
            }
            #expect(server.terminate() == 0)
        }
    }
}
