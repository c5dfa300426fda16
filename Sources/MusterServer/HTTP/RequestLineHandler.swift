import HummingbirdCore
import Logging
import MusterREST
import NIOCore
import NIOHTTP1

/// Hummingbird's HTTP/1 connections with `RequestLineHandler` in front of their parser, and a
/// `ClientWatch` and a `LingeringClose` in front of all.
struct LenientHTTPChannel: ServerChildChannel {
    private let http: HTTP1Channel

    static let server = HTTPServerBuilder { LenientHTTPChannel(http: HTTP1Channel(responder: $0)) }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        http.setup(channel: channel, logger: logger).flatMapThrowing { value in
            try Self.addHandlers(to: channel.pipeline.syncOperations)
            try channel.pipeline.syncOperations.addHandlers(LingeringClose(), ClientWatch(), position: .first)
            return value
        }
    }

    /// To a pipeline that has the parser already.
    static func addHandlers(to pipeline: ChannelPipeline.SynchronousOperations) throws {
        let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
        let handler = RequestLineHandler()
        try pipeline.addHandler(handler, position: .before(parser))
        try pipeline.addHandler(RequestPartObserver(handler), position: .after(parser))
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async { await http.handle(value: value, logger: logger) }
}

/// Stands in front of the HTTP parser and mends request lines (`RequestLine`), nothing else.
///
/// It changes bytes only where a request is known to begin: at the start of a connection, and after
/// a read with whose last byte the parser has ended a request. That is known exactly, or not at all:
/// the parser's parts are counted (`RequestPartObserver`) and compared with the bytes that it was
/// given. Requests that a client sends without waiting for answers may therefore keep their blanks,
/// which the parser refuses as ever; bodies are never touched.
final class RequestLineHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// A longer line is left to the parser, which has its own limits.
    static let longestLine = 65_536 + 64

    private static let headEnd = Array("\r\n\r\n".utf8)
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// What the parser has made of the read under way.
    private struct Progress {
        var heads = 0
        var bodyBytes = 0
        var endsRequest = false
    }
    private var progress = Progress()
    private var isAtRequestStart = true
    /// The beginning of a request line that has not arrived whole.
    private var pending: ByteBuffer?
    /// The last bytes that the parser was given, at most four.
    private var tail: [UInt8] = []

    // MARK: What the parser says

    func sawHead() {
        progress.heads += 1
        progress.endsRequest = false
    }
    func sawBody(_ count: Int) { progress.bodyBytes += count }
    func sawEnd() { progress.endsRequest = true }

    // MARK: What the connection says

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var read = unwrapInboundIn(data)
        guard isAtRequestStart else { return forward(read, context) }
        if var begun = pending.take() {
            begun.writeBuffer(&read)
            read = begun
        }
        let bytes = read.readableBytesView
        // The parser passes over line breaks before a request.
        let start = bytes.firstIndex { $0 != Self.lineFeed && $0 != Self.carriageReturn } ?? bytes.endIndex
        guard let end = bytes[start...].firstIndex(of: Self.lineFeed) else {
            if bytes.count <= Self.longestLine, RequestLine.canBegin(with: bytes[start...]) {
                pending = read
            } else {
                forward(read, context)
            }
            return
        }
        let lineEnd = end > start && bytes[end - 1] == Self.carriageReturn ? end - 1 : end
        guard lineEnd - start <= Self.longestLine,
            let line = RequestLine.encodingBlanks(of: bytes[start..<lineEnd])
        else { return forward(read, context) }
        var mended = context.channel.allocator.buffer(capacity: line.count + bytes.endIndex - lineEnd)
        mended.writeBytes(line)
        mended.writeBytes(bytes[lineEnd...])
        forward(mended, context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { giveUp(context) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        giveUp(context)
        context.fireChannelInactive()
    }

    /// Nothing more comes: the parser shall see what there is.
    private func giveUp(_ context: ChannelHandlerContext) {
        if let begun = pending.take() { forward(begun, context) }
    }

    private func forward(_ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
        progress = Progress()
        tail = (tail + buffer.readableBytesView.suffix(4)).suffix(4)
        context.fireChannelRead(wrapInboundOut(buffer))
        isAtRequestStart = progress.endsRequest && progress.heads <= 1 && endsWithRequest(buffer.readableBytesView)
    }

    /// True when the end of the request that the parser has reported is that of the bytes as well,
    /// so that it holds no beginning of another request.
    private func endsWithRequest(_ bytes: ByteBufferView) -> Bool {
        // What follows a request could not end so: it would be a whole head, which the parser would have
        // reported, or the line breaks that it passes over.
        if tail == Self.headEnd { return true }
        if progress.heads == 0 { return progress.bodyBytes == bytes.count }
        return bytes.count - progress.bodyBytes == Self.headLength(bytes)
    }

    private static func headLength(_ bytes: ByteBufferView) -> Int? {
        var matched = 0
        for (offset, byte) in bytes.enumerated() {
            matched = byte == headEnd[matched] ? matched + 1 : byte == headEnd[0] ? 1 : 0
            if matched == headEnd.count { return offset + 1 }
        }
        return nil
    }
}

/// Tells the handler in front of the parser what the parser finds.
final class RequestPartObserver: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private let handler: RequestLineHandler

    init(_ handler: RequestLineHandler) { self.handler = handler }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: handler.sawHead()
        case .body(let bytes): handler.sawBody(bytes.readableBytes)
        case .end: handler.sawEnd()
        }
        context.fireChannelRead(data)
    }
}

/// The first line of a request, as far as the blanks in its target go.
///
/// Some scripts send `GET /rest/…?name=Spring Webinar HTTP/1.1` as it stands. The parser refuses
/// that line, so the blanks between the method and the version are percent-encoded first. Lines of
/// any other form are left to the parser.
enum RequestLine {
    private static let blank = UInt8(ascii: " ")
    /// ` HTTP/1.1`, with any minor version.
    private static let version = Array(" HTTP/1.".utf8)
    private static let longestMethod = 16

    /// True while the bytes may still become a line that `encodingBlanks` changes.
    static func canBegin(with bytes: ByteBufferView) -> Bool {
        let method = bytes.prefix { isUpperCase($0) }
        guard method.count <= longestMethod else { return false }
        return method.count == bytes.count || !method.isEmpty && bytes[method.endIndex] == blank
    }

    /// The line with its target's blanks as `%20`; `nil` when it has none or another form.
    /// - Parameter line: without the line break.
    static func encodingBlanks(of line: ByteBufferView) -> [UInt8]? {
        guard canBegin(with: line), let methodEnd = line.firstIndex(of: blank) else { return nil }
        let target = line[(methodEnd + 1)...].dropLast(version.count + 1)
        guard let first = target.first, first != blank, target.contains(blank) else { return nil }
        let ending = line[target.endIndex...]
        guard ending.starts(with: version), let minor = ending.last, (0x30...0x39).contains(minor) else { return nil }
        var encoded = Array(line[...methodEnd])
        encoded.reserveCapacity(line.count + 64)
        for byte in target {
            if byte == blank {
                encoded += [UInt8(ascii: "%"), UInt8(ascii: "2"), UInt8(ascii: "0")]
            } else {
                encoded.append(byte)
            }
        }
        return encoded + ending
    }

    private static func isUpperCase(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
