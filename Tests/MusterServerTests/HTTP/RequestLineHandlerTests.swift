import MusterModel
import MusterTesting
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import MusterServer

/// What the parser finds in bytes that arrive in this or that way.
@Suite struct RequestLineHandlerTests {
    /// `METHOD target|body` of each request, and `!` for what the parser refuses.
    private static func requests(_ pieces: [String], mending: Bool = true) throws -> [String] {
        let channel = EmbeddedChannel()
        let pipeline = channel.pipeline.syncOperations
        try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: false, withErrorHandling: false)
        if mending { try LenientHTTPChannel.addHandlers(to: pipeline) }
        var found: [String] = []
        do {
            try channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
            for piece in pieces { try channel.writeInbound(ByteBuffer(string: piece)) }
            channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
            try channel.throwIfErrorCaught()
        } catch {
            found = ["!"]
        }
        var parts: [String] = []
        while let part = try channel.readInbound(as: HTTPServerRequestPart.self) {
            switch part {
            case .head(let head): parts.append("\(head.method) \(head.uri)|")
            case .body(let bytes): parts[parts.count - 1] += String(buffer: bytes)
            case .end: break
            }
        }
        _ = try? channel.finish(acceptAlreadyClosed: true)
        return parts + found
    }

    private static let host = "Host: a\r\n\r\n"
    private static func get(_ target: String) -> String { "GET \(target) HTTP/1.1\r\n\(host)" }
    private static func post(_ target: String, _ body: String) -> String {
        "POST \(target) HTTP/1.1\r\nContent-Length: \(body.utf8.count)\r\n\(host)\(body)"
    }
    private static func chunked(_ target: String, _ body: String) -> String {
        "POST \(target) HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\(host)"
            + "\(String(body.utf8.count, radix: 16))\r\n\(body)\r\n0\r\n\r\n"
    }

    /// Bodies that look like what they are not.
    private static let lookalikes = [
        "GET /x?a=b c HTTP/1.1\r\nHost: b\r\n\r\n", "\r\nGET /x?a=b c HTTP/1.1\r\n", "\r\n\r\n", "a=b c HTTP/1.1\r\n",
        "{\"q\":\"POST / y HTTP/1.1\"}", "x",
    ]

    @Test(
        "a request line is mended where its target has blanks, and only there",
        arguments: [
            ("GET /a?n=b c HTTP/1.1", ["GET /a?n=b%20c|"]), ("GET /a b/c?d=  e HTTP/1.0", ["GET /a%20b/c?d=%20%20e|"]),
            ("GET /a?n=b  HTTP/1.1", ["GET /a?n=b%20|"]),
            ("DELETE /a?f={\"id\": 1} HTTP/1.1", ["DELETE /a?f={\"id\":%201}|"]),
            ("GET /a HTTP/1.1 HTTP/1.1", ["GET /a%20HTTP/1.1|"]), ("\r\n\r\nGET /a b HTTP/1.1", ["GET /a%20b|"]),
            ("GET /a?n=b HTTP/1.1", ["GET /a?n=b|"]), ("GET /a?n=b%20c+d HTTP/1.1", ["GET /a?n=b%20c+d|"]),
            ("GET /a b", ["!"]), ("GET /a b HTTP/2.0", ["!"]), ("GET /a b HTTP/1.x", ["!"]),
            ("get /a b HTTP/1.1", ["!"]),
            ("GET /a b http/1.1", ["!"]), (" GET /a HTTP/1.1", ["!"]), ("GET /a\tb c HTTP/1.1", ["!"]),
            ("GARBAGE", ["!"]), ("\u{16}\u{3}\u{1}", ["!"]), ("GET", ["!"]), ("HTTP/1.1 200 OK", ["!"]),
        ])
    func lines(line: String, expected: [String]) throws {
        let request = line + "\r\n" + Self.host
        #expect(try Self.requests([request]) == expected)
        #expect(try Self.requests(request.unicodeScalars.map { String($0) }) == expected, "byte by byte")
    }

    @Test("a line without an end is passed on at the limit, and at the end of the connection")
    func endless() throws {
        #expect(try Self.requests(["GET /a b"]) == ["!"])
        let long = "GET /" + String(repeating: "a b", count: RequestLineHandler.longestLine)
        #expect(try Self.requests([long]) == Self.requests([long], mending: false))
        #expect(try Self.requests([long, " HTTP/1.1\r\n" + Self.host]) == ["!"])
        let fitting = "/" + String(repeating: "a ", count: 10_000) + "b"
        #expect(try Self.requests([Self.get(fitting)]) == ["GET \(fitting.replacing(" ", with: "%20"))|"])
    }

    @Test("after a body the next line is mended, wherever reads end; the body never is", arguments: lookalikes)
    func keptAlive(body: String) throws {
        for first in [Self.post("/1 a", body), Self.chunked("/1 a", body)] {
            let expected = ["POST /1%20a|\(body)", "GET /2%20b|", "GET /3%20c|"]
            #expect(try Self.requests([first, Self.get("/2 b"), Self.get("/3 c")]) == expected)
            let bytes = (first + Self.get("/2 b") + Self.get("/3 c")).unicodeScalars.map { String($0) }
            #expect(try Self.requests(bytes) == expected, "byte by byte")
            // At every place where the body may be cut.
            for cut in 0...first.count {
                let index = first.index(first.startIndex, offsetBy: cut, limitedBy: first.endIndex) ?? first.endIndex
                let pieces = [String(first[..<index]), String(first[index...]), Self.get("/2 b"), Self.get("/3 c")]
                #expect(try Self.requests(pieces) == expected, "cut at \(cut)")
            }
        }
    }

    @Test("however requests without blanks are cut, the parser sees what it saw before", arguments: [1, 2, 3, 4])
    func unchanged(round: UInt64) throws {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("RequestLineHandlerTests") &+ round)
        for _ in 0..<300 {
            var text = ""
            for number in 0..<random.number(1...4) {
                let body = Self.lookalikes[random.number(0...Self.lookalikes.count - 1)]
                switch random.number(0...3) {
                case 0: text += Self.post("/\(number)", body)
                case 1: text += Self.chunked("/\(number)", body)
                case 2: text += "\r\n" + Self.get("/\(number)?a=b%20c")
                default: text += Self.get("/\(number)")
                }
            }
            var pieces: [String] = []
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = min(rest.count, random.number(1...60))
                pieces.append(String(decoding: rest.prefix(count), as: UTF8.self))
                rest = rest.dropFirst(count)
            }
            #expect(try Self.requests(pieces) == Self.requests([text], mending: false), "\(pieces)")
        }
    }

    @Test("of requests in one packet each is mended", arguments: lookalikes)
    func pipelined(body: String) throws {
        #expect(try Self.requests([Self.get("/1 a") + Self.get("/2")]) == ["GET /1%20a|", "GET /2|"])
        let all = Self.post("/1 a", body) + Self.chunked("/2 b", body) + "\r\n" + Self.get("/3 c") + Self.get("/4 d")
        let expected = ["POST /1%20a|\(body)", "POST /2%20b|\(body)", "GET /3%20c|", "GET /4%20d|"]
        #expect(try Self.requests([all]) == expected)
        for cut in 0...all.utf8.count {
            let pieces = [all.utf8.prefix(cut), all.utf8.dropFirst(cut)].map { String(decoding: $0, as: UTF8.self) }
            #expect(try Self.requests(pieces) == expected, "cut at \(cut)")
        }
    }

    @Test("bytes inside of a request are never taken for the beginning of another")
    func inside() throws {
        // The second has begun in the first packet, so that the next packet begins inside of it.
        let begun = Self.get("/1") + "GET /2 HTTP/1.1\r\nX-Text: "
        let rest = "GET /3 c HTTP/1.1\r\nContent-Length: 15\r\n\(Self.host)A /b c HTTP/1.1"
        #expect(try Self.requests([begun, rest]) == ["GET /1|", "GET /2|A /b c HTTP/1.1"])
    }
}
