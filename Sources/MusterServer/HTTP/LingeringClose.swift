import NIOCore

/// Lets a client read the last answer of a connection: once our side is closed, what he still sends is thrown
/// away until he closes his own, for a while.
///
/// Nobody else reads it, so that a client who sends all of a refused body before he reads would stand still; and
/// a connection that is closed with bytes unread is reset, and the reset overtakes the answer.
/// - Source: RFC 9112, 9.6; how much and how long is our choice.
final class LingeringClose: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// Whoever sends more, or goes on for longer, loses the connection.
    static let mostBytes = 64 << 20
    static let longest = TimeAmount.seconds(60)

    private var isLingering = false
    private var bytesLeft = LingeringClose.mostBytes
    private var end: Scheduled<Void>?

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.outputClosed = event { linger(context) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard isLingering else { return context.fireChannelRead(data) }
        bytesLeft -= unwrapInboundIn(data).readableBytes
        if bytesLeft < 0 { context.close(promise: nil) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        if isLingering { context.read() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end?.cancel()
        end = nil
        context.fireChannelInactive()
    }

    private func linger(_ context: ChannelHandlerContext) {
        isLingering = true
        end = context.eventLoop.assumeIsolated().scheduleTask(in: Self.longest) { context.close(promise: nil) }
        // Those behind have asked for no more than they had room for.
        context.read()
    }
}
