import Foundation
import MusterTesting
import NIOCore
import NIOEmbedded
import Testing

@testable import MusterServer

/// Bodies that nobody reads to their end, over real sockets to the real server.
@Suite(.serialized, .timeLimit(.minutes(10))) struct RefusedBodyTests {
    enum Framing: CaseIterable { case declared, chunked }

    /// More than two sockets hold between them.
    private static let pieces = 16
    private static let piece = String(repeating: "x", count: 1 << 20)

    private static func head(_ line: String, _ token: String, _ framing: Framing, _ more: String) -> String {
        let length =
            switch framing {
            case .declared: "Content-Length: \(pieces * piece.utf8.count)"
            case .chunked: "Transfer-Encoding: chunked"
            }
        return "\(line) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n"
            + "Content-Type: application/json\r\n\(length)\r\n\(more)\r\n"
    }

    private static func sendBody(
        _ framing: Framing, _ count: Int = pieces, over connection: RawConnection
    ) throws {
        for _ in 0..<count {
            switch framing {
            case .declared: try connection.send(piece)
            case .chunked: try connection.send("100000\r\n\(piece)\r\n")
            }
        }
        if framing == .chunked { try connection.send("0\r\n\r\n") }
    }

    private static func withServer(_ body: (ServerProcess, _ token: String) throws -> Void) async throws {
        try await withTemporaryDatabase { database in
            let server = try await ServerProcess.start(database: database.path)
            try body(server, server.token())
            #expect(server.terminate() == 0)
        }
    }

    @Test(
        "whoever sends all of a body that is too large before he reads is answered, and the connection ends",
        arguments: Framing.allCases)
    func tooLarge(framing: Framing) async throws {
        try await Self.withServer { server, token in
            for more in ["", "Connection: close\r\n", "Expect: 100-continue\r\nConnection: close\r\n"] {
                let client = try server.connect()
                try client.send(Self.head("POST /rest/v1/leads.json", token, framing, more))
                try Self.sendBody(framing, over: client)
                var answer = try client.read(through: nil)
                if framing == .chunked, more.contains("Expect") {
                    // Nobody could know before.
                    let goOn = "HTTP/1.1 100 Continue\r\n\r\n"
                    #expect(answer.hasPrefix(goOn), "\(answer)")
                    answer.removeFirst(min(goOn.count, answer.count))
                }
                #expect(answer.hasPrefix("HTTP/1.1 413 ") && answer.hasSuffix("\r\n\r\n"), "\(more): \(answer)")
            }
        }
    }

    @Test("whoever waits for an answer before he sends a body that is too large is answered, and the connection ends")
    func announced() async throws {
        try await Self.withServer { server, token in
            for more in ["", "Connection: close\r\n"] {
                let client = try server.connect()
                try client.send(
                    Self.head("POST /rest/v1/leads.json", token, .declared, "Expect: 100-continue\r\n\(more)"))
                let answer = try client.read(through: nil)
                #expect(answer.hasPrefix("HTTP/1.1 413 ") && answer.hasSuffix("\r\n\r\n"), "\(more): \(answer)")
            }
        }
    }

    @Test("whoever may not call is told so, whatever he sends, and the connection goes on", arguments: Framing.allCases)
    func unknown(framing: Framing) async throws {
        try await Self.withServer { server, token in
            let client = try server.connect()
            for _ in 1...2 {
                // A call that takes many rows at once: less than it may have, and more than sockets hold.
                let pieces = 9
                try client.send(
                    "POST /muster/v1/apply.json HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer nobody\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\n"
                        + (framing == .declared
                            ? "Content-Length: \(pieces << 20)\r\n\r\n" : "Transfer-Encoding: chunked\r\n\r\n"))
                try Self.sendBody(framing, pieces, over: client)
                let answer = try client.read(through: #""warnings":[]}"#)
                #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.contains(#""code":"601""#), "\(answer)")
            }
        }
    }

    @Test("a body that the call has no use for keeps nobody from his answer")
    func unread() async throws {
        try await Self.withServer { server, token in
            for (line, status) in [
                ("GET /rest/v1/lists.json", "200"), ("PATCH /rest/v1/lists.json", "200"),
                ("POST /rest/v1/\(String(repeating: "a", count: 9_000))", "414"),
            ] {
                for framing in Framing.allCases {
                    let client = try server.connect()
                    try client.send(Self.head(line, token, framing, "Connection: close\r\n"))
                    try Self.sendBody(framing, over: client)
                    let answer = try client.read(through: nil)
                    #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer.prefix(200))")
                }
            }
        }
    }
}

/// What is read after our side of a connection is closed.
@Suite struct LingeringCloseTests {
    private final class Reads: ChannelOutboundHandler {
        typealias OutboundIn = Never
        var count = 0
        func read(context: ChannelHandlerContext) { count += 1 }
    }

    private let channel = EmbeddedChannel()
    private let reads = Reads()

    init() throws {
        try channel.pipeline.syncOperations.addHandlers(reads, LingeringClose())
        try channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    private func closeOutput() { channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.outputClosed) }

    @Test("before that everything is passed on, and nothing is read unasked")
    func open() throws {
        try channel.writeInbound(ByteBuffer(string: "a"))
        #expect(try channel.readInbound(as: ByteBuffer.self) == ByteBuffer(string: "a"))
        channel.embeddedEventLoop.advanceTime(by: LingeringClose.longest * 2)
        #expect(channel.isActive && reads.count == 0)
    }

    @Test("then everything is read and thrown away, until it is too much")
    func much() throws {
        closeOutput()
        #expect(reads.count == 1)
        let piece = ByteBuffer(repeating: 1, count: LingeringClose.mostBytes / 4)
        for number in 1...4 {
            try channel.writeInbound(piece)
            #expect(channel.isActive && reads.count == 1 + number)
        }
        try channel.writeInbound(ByteBuffer(string: "a"))
        #expect(!channel.isActive)
        #expect(try channel.readInbound(as: ByteBuffer.self) == nil)
    }

    @Test("then nobody stays for longer than a while, however often he sends")
    func long() throws {
        closeOutput()
        channel.embeddedEventLoop.advanceTime(by: LingeringClose.longest - .nanoseconds(1))
        try channel.writeInbound(ByteBuffer(string: "a"))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .nanoseconds(1))
        #expect(!channel.isActive)
    }
}
