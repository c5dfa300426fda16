import HummingbirdCore
import Logging
import MusterREST
import NIOCore
import NIOHTTP1

/// Hummingbird's HTTP/1 connections with `RequestLineHandler` in front of their parser, and a
/// `ClientWatch` in front of all.
struct LenientHTTPChannel: ServerChildChannel {
    private let http: HTTP1Channel

    static let server = HTTPServerBuilder { LenientHTTPChannel(http: HTTP1Channel(responder: $0)) }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        http.setup(channel: channel, logger: logger).flatMapThrowing { value in
            try Self.addHandlers(to: channel.pipeline.syncOperations)
            try channel.pipeline.syncOperations.addHandler(ClientWatch(), position: .first)
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
