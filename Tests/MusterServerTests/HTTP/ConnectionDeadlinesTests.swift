import Logging
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import MusterServer

/// How long a client may let the server wait.
@Suite struct ConnectionDeadlinesTests {
    /// A socket whose client takes something only when he wants to.
    private final class Client: ChannelOutboundHandler {
        typealias OutboundIn = IOData
        var takes = true
        func flush(context: ChannelHandlerContext) {
            if takes { context.flush() }
        }
    }

    private let channel = EmbeddedChannel()
    private let client = Client()
    private let limits = ConnectionLimits()

    init() throws {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: false, withErrorHandling: false)
        let deadlines = ConnectionDeadlines(limits, Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try LenientHTTPChannel.addHandlers(to: pipeline, deadlines)
        try pipeline.addHandlers([client, deadlines], position: .first)
        try channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        channel.read()
    }

    private func send(_ text: String) throws {
        try channel.writeInbound(ByteBuffer(string: text))
        channel.read()
    }

    private func wait(_ seconds: Int, _ milliseconds: Int = 0) {
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(Int64(seconds * 1000 + milliseconds)))
    }

    /// Still there just before, and no longer then.
    private func endsAfter(_ seconds: Int, less: Int = 0, _ place: SourceLocation = #_sourceLocation) {
        wait(seconds, -1 - less)
        #expect(channel.isActive, sourceLocation: place)
        wait(0, 1)
        #expect(!channel.isActive, sourceLocation: place)
    }

    private func answer(_ body: String = "") throws {
        let head = HTTPResponseHead(
            version: .http1_1, status: .ok, headers: ["Content-Length": "\(body.utf8.count)"])
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        if !body.isEmpty {
            channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: body))), promise: nil)
        }
        channel.write(HTTPServerResponsePart.end(nil), promise: nil)
        channel.flush()
    }

    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"
    private static let kibibyte = String(repeating: "x", count: 1024)

    @Test("a connection that says nothing ends") func silent() { endsAfter(limits.head) }

    @Test("a head that does not end in its time ends the connection, however it comes")
    func slowHead() throws {
        for byte in Self.get.prefix(limits.head - 1) {
            try send(String(byte))
            wait(1)
        }
        endsAfter(1)
    }

    @Test("the next head may take its time from its first byte on, after a time without any")
    func idle() throws {
        for _ in 0..<3 {
            try send(Self.get)
            try answer()
            wait(limits.idle, -1)
            try send("GET ")
            wait(limits.head, -1)
            #expect(channel.isActive)
            try send("/ HTTP/1.1\r\nHost: a\r\n\r\n")
            try answer()
        }
        endsAfter(limits.idle)
    }

    @Test("who sends requests without a pause is not taken for who never ends one")
    func pipelined() throws {
        for _ in 0..<limits.head * 3 {
            try send("GET / HTTP/1.1\r\n")
            wait(1)
            try send("Host: a\r\n\r\nGET / HTTP/1.1\r\n")
            wait(1)
            try send("Host: a\r\n\r\n")
            try answer()
            try answer()
        }
        #expect(channel.isActive)
    }

    @Test("a body has to make progress")
    func slowBody() throws {
        try send(Self.post)
        for _ in 0..<5 {
            wait(limits.body, -1)
            try send(Self.kibibyte)
            wait(0, 1)
            #expect(channel.isActive)
        }
        for _ in 1..<limits.body {
            try send(String(Self.kibibyte.prefix(1023 / limits.body)))
            wait(1)
        }
        endsAfter(1)
    }

    @Test("nobody waits for a body that the server does not read")
    func unreadBody() throws {
        try channel.writeInbound(ByteBuffer(string: Self.post))
        wait(limits.body * 5)
        #expect(channel.isActive)
        channel.read()
        endsAfter(limits.body)
    }

    @Test("an answer may take as long as it takes")
    func slowAnswer() throws {
        try send(Self.get)
        wait(3600)
        #expect(channel.isActive)
        try answer()
        endsAfter(limits.idle)
    }

    @Test("who takes nothing of his answer loses the connection; who takes it slowly does not")
    func slowReader() throws {
        client.takes = false
        try send(Self.get)
        for _ in 0..<limits.idle {
            try answer(Self.kibibyte)
            wait(limits.answer, -1)
            client.takes = true
            channel.flush()
            client.takes = false
            try send(Self.get)
            wait(0, 1)
            #expect(channel.isActive)
        }
        try answer(Self.kibibyte)
        wait(limits.answer, -1)
        #expect(channel.isActive)
        wait(limits.answer / 10, 1)
        #expect(!channel.isActive)
    }

    @Test("who takes his answers has no time to keep, however many they are")
    func quickReader() throws {
        for _ in 0..<limits.answer * 30 {
            try send(Self.get)
            try answer(Self.kibibyte)
            wait(0, 100)
        }
        #expect(channel.isActive)
        endsAfter(limits.idle, less: 100)
    }

    @Test("once the client, or the server, has closed its side, nobody waits for more")
    func halfClosed() throws {
        try send("GET / HTTP/1.1\r\n")
        channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        wait(3600)
        #expect(channel.isActive)
    }
}
