import HummingbirdCore
import Logging
import MusterREST
import NIOCore
import NIOHTTP1

/// Hummingbird's HTTP/1 connections within `ConnectionLimits`, with a `RequestLineHandler` in front of their
/// parser.
struct LenientHTTPChannel: ServerChildChannel {
    private let http: HTTP1Channel
    private let limits: ConnectionLimits
    private let gate: ConnectionGate
    private let logger: Logger

    static func server(_ limits: ConnectionLimits, _ logger: Logger) -> HTTPServerBuilder {
        let gate = ConnectionGate(limits, logger)
        return HTTPServerBuilder {
            LenientHTTPChannel(http: HTTP1Channel(responder: $0), limits: limits, gate: gate, logger: logger)
        }
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        guard gate.admits(channel) else { return Self.refuse(channel) }
        return http.setup(channel: channel, logger: logger).flatMapThrowing { [limits, log = self.logger] value in
            try channel.syncOptions?.setOption(.tcpOption(Self.notSentLowWater), value: ConnectionLimits.mostUnsent)
            let deadlines = ConnectionDeadlines(limits, log)
            let pipeline = channel.pipeline.syncOperations
            try Self.addHandlers(to: pipeline, deadlines)
            try pipeline.addHandlers([LingeringClose(), ClientWatch(), deadlines], position: .first)
            return value
        }
    }

    /// `TCP_NOTSENT_LOWAT`.
    private static let notSentLowWater: NIOBSDSocket.Option = {
        #if os(Linux)
            NIOBSDSocket.Option(rawValue: 25)
        #else
            NIOBSDSocket.Option(rawValue: 0x201)
        #endif
    }()

    /// A connection that never has a request, and ends by itself.
    private static func refuse(_ channel: any Channel) -> EventLoopFuture<HTTP1Channel.Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(Refusal())
            return try NIOAsyncChannel(
                wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        }
    }

    /// To a pipeline that has the parser already.
    static func addHandlers(
        to pipeline: ChannelPipeline.SynchronousOperations, _ deadlines: ConnectionDeadlines? = nil
    ) throws {
        let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
        let handler = RequestLineHandler()
        try pipeline.addHandler(handler, position: .before(parser))
        try pipeline.addHandler(PartObserver(handler, deadlines), position: .after(parser))
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        // A connection that has ended, or was refused, has none.
        let watch = try? await value.channel.pipeline.handler(type: ClientWatch.self).get()
        guard let watch else { return await http.handle(value: value, logger: logger) }
        await watch.whileServing { await http.handle(value: value, logger: logger) }
    }
}

/// Tells the handlers in front of the parser what the parser finds, and when an answer is complete; and tells the
/// client that his body is read.
final class PartObserver: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let lines: RequestLineHandler
    private let deadlines: ConnectionDeadlines?
    private var requests = 0
    private var answers = 0
    /// The request that is the last of the connection, by its number.
    private var last: Int?

    init(_ lines: RequestLineHandler, _ deadlines: ConnectionDeadlines?) {
        self.lines = lines
        self.deadlines = deadlines
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            requests += 1
            let isChunked = head.headers.contains(name: "Transfer-Encoding")
            lines.sawHead(bodyLength: isChunked ? nil : head.headers.first(name: "Content-Length").flatMap { Int($0) })
            deadlines?.sawHead()
            return context.fireChannelRead(wrapInboundOut(.head(plain(head))))
        case .body(let bytes):
            deadlines?.sawBody(bytes.readableBytes)
        case .end:
            lines.sawEnd()
            deadlines?.sawEnd()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where head.status.code >= 200:
            answers += 1
            guard answers == last else { break }
            head.headers.replaceOrAdd(name: "Connection", value: "close")
            return context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end: deadlines?.sawAnswer(on: context.eventLoop)
        default: break
        }
        context.write(data, promise: promise)
    }

    /// What the frame does not know of a head: that HTTP/1.0 has one request a connection, no `Expect`, and need not
    /// name a host, and the other ways to say `close`.
    private func plain(_ head: HTTPRequestHead) -> HTTPRequestHead {
        guard head.version.minor == 0 || !head.isKeepAlive else { return head }
        var head = head
        last = last ?? requests
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        if head.version.minor == 0 {
            head.headers.remove(name: "Expect")
            if !head.headers.contains(name: "Host") { head.headers.add(name: "Host", value: "localhost") }
        }
        return head
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        guard event is BodyAwaited else { return context.triggerUserOutboundEvent(event, promise: promise) }
        let goOn = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(goOn)), promise: promise)
    }
}
